/** Guards for what a cluster or a dump sends: types promise shapes that a broken object need not have. */

/** The objects in a list; empty when it is no list. */
export function objects<T>(list: readonly T[] | null | undefined): NonNullable<T>[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === 'object' && item !== null) : [];
}

/** A string that says something. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A finite number. */
export function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A whole number: exit codes and signals have no fractions. */
export function whole(value: unknown): number | undefined {
  const finite = number(value);
  return finite === undefined ? undefined : Math.trunc(finite) + 0;
}

/** A count: whole and not below 0. */
export function count(value: unknown): number {
  return Math.max(0, Math.trunc(number(value) ?? 0));
}

/** The entries of a map from names to anything. */
export function entries<T>(map: Readonly<Record<string, T>> | null | undefined): [string, T][] {
  return typeof map === 'object' && map !== null && !Array.isArray(map) ? Object.entries(map) : [];
}
