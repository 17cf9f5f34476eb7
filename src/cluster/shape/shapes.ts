/**
 * Reads one JSON value: the value itself when it is as it should be, a mended copy when a part of it is not, `undefined` when
 * it is of no use. Never throws and never changes what it reads.
 */
export type Shape<T> = (value: unknown) => T | undefined;

/** A shape that always has an answer. */
export type Total<T> = (value: unknown) => T;

type RequiredKeys<T> = { [Key in keyof T]-?: undefined extends T[Key] ? never : Key }[keyof T];

/** A shape for every required field (one that always answers, unless the field is essential) and for any optional one. */
type Fields<T, Essential extends keyof T> = {
  [Key in Exclude<RequiredKeys<T>, Essential>]: Total<T[Key]>;
} & { [Key in Essential]: Shape<NonNullable<T[Key]>> } & { [Key in keyof T]?: Shape<NonNullable<T[Key]>> };

type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

export const text: Shape<string> = (value) => (typeof value === 'string' ? value : undefined);
export const number: Shape<number> = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);
export const flag: Shape<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);
export const textOrNumber: Shape<string | number> = (value) => text(value) ?? number(value);
/** Quantities and label values that somebody wrote into YAML without quotes. */
export const textFromNumber: Shape<string> = (value) => text(value) ?? number(value)?.toString();

export const or =
  <T>(shape: Shape<T>, fallback: T): Total<T> =>
  (value) =>
    shape(value) ?? fallback;

export const name: Total<string> = or(text, '');

/** A list without the items that are of no use. */
export const list =
  <T>(item: Shape<T>): Shape<T[]> =>
  (value) => {
    if (!Array.isArray(value)) return undefined;
    return value.every((element) => inOrder(item, element)) ? value : value.flatMap((element) => useful(item(element)));
  };

export const listOrNone = <T>(item: Shape<T>): Total<T[]> => {
  const shape = list(item);
  return (value) => shape(value) ?? [];
};

/** An object with any keys, without those whose value is of no use. */
export const map =
  <T>(item: Shape<T>): Shape<Record<string, T>> =>
  (value) => {
    if (!isObject(value)) return undefined;
    if (isMapOf(item, value)) return value;
    return Object.fromEntries(Object.entries(value).flatMap(([key, element]) => useful(item(element)).map((kept) => [key, kept])));
  };

/** An object of known fields, made of nothing if need be; other fields stay as they are. */
export const whole = <T extends object>(fields: Fields<T, never>): Total<T> => {
  const mend = mender<T>(fields);
  return (value) => mend(isObject(value) ? value : {});
};

/** An object of known fields; others stay as they are. Without one of its `essential` fields it is of no use as a whole. */
export const object = <T extends object, Essential extends keyof T = never>(
  fields: Fields<T, Essential>,
  ...essential: readonly Essential[]
): Shape<T> => {
  const mend = mender<T>(fields);
  return (value) => {
    if (!isObject(value)) return undefined;
    const mended = mend(value);
    return essential.every((key) => mended[key] !== undefined) ? mended : undefined;
  };
};

const mender = <T>(fields: object): ((value: Json) => T) => {
  const shapes = Object.entries<Shape<unknown>>({ ...fields });
  return (value) => {
    let mended: Record<string, unknown> | undefined;
    for (const [key, shape] of shapes) {
      const before = value[key];
      const after = shape(before);
      if (after === before) continue;
      mended ??= { ...value };
      if (after === undefined) delete mended[key];
      else mended[key] = after;
    }
    // Every field of `T` that is read has been through its shape by now: the one place where JSON becomes a type.
    return (mended ?? value) as T;
  };
};

const inOrder = <T>(item: Shape<T>, element: unknown): element is T => element !== undefined && item(element) === element;
const isMapOf = <T>(item: Shape<T>, value: Json): value is Record<string, T> =>
  Object.values(value).every((element) => inOrder(item, element));
const useful = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);

export const texts = list(text);
export const textMap = map(textFromNumber);
export const quantities = map(textFromNumber);
