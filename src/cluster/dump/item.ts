import { isObject } from '../shape/shapes.ts';

/** One object of a text, perhaps not parsed yet. */
export interface Item {
  readonly kind?: string;
  /** API group, `core` for the legacy one. */
  readonly group?: string;
  /** Where it is known without parsing. */
  readonly namespace?: string;
  /** False when the object certainly does not contain this word. */
  mentions(word: string): boolean;
  /** The object as it stands there; undefined when it cannot be parsed. */
  value(): unknown;
}

/** A single object, or a list of them. */
export interface Document {
  /** `PodList`, `List`, ...; missing for a single object, and for a list that was cut before it says so. */
  readonly listKind?: string;
  /** Whether the server said that there is more, or the text was cut. */
  readonly partial: boolean;
  readonly items: readonly Item[];
}

export interface Documents {
  readonly documents: readonly Document[];
  /** Says how the text is broken; what could be read is there nonetheless. */
  readonly damage?: string;
}

type Json = Readonly<Record<string, unknown>>;

/** Whether there is anything of Kubernetes in a text: a list, even an empty one, or an object that says of what kind it is. */
export const isOfKubernetes = ({ documents }: Documents): boolean =>
  documents.some(({ listKind, items }) => listKind?.endsWith('List') || items.some(({ kind, group }) => kind && group));

/** What an object or a list says of itself. */
export interface Header {
  readonly kind?: string;
  readonly apiVersion?: string;
}

/** The documents in a parsed text: a list, an object, or an array of these. */
export const documentsOf = (value: unknown): Document[] => {
  if (Array.isArray(value)) return value.flatMap(documentsOf);
  if (!isObject(value)) return [];
  if (Array.isArray(value.items))
    return [
      listOf(
        value,
        value.items.map((element) => parsedItem(element, headerOf(value))),
      ),
    ];
  return [{ partial: false, items: [parsedItem(value, {})] }];
};

/** @param list the list without its items, or with them */
export const listOf = (list: Json, items: readonly Item[]): Document => {
  const { kind } = headerOf(list);
  return { ...(kind !== undefined && { listKind: kind }), partial: kind === undefined || isContinued(list), items };
};

/** Servers answer in pages; one that is not the last has a token for the next. */
const isContinued = ({ metadata }: Json): boolean =>
  isObject(metadata) && typeof metadata.continue === 'string' && metadata.continue !== '';

export const headerOf = (value: unknown): Header =>
  isObject(value)
    ? {
        ...(typeof value.kind === 'string' && { kind: value.kind }),
        ...(typeof value.apiVersion === 'string' && { apiVersion: value.apiVersion }),
      }
    : {};

/** Kind and group of an item; those of a typed list need not be repeated in its items. */
export const identityOf = (own: Header, list: Header): Pick<Item, 'kind' | 'group'> => {
  const typed = list.kind !== undefined && list.kind !== 'List' && list.kind.endsWith('List') ? list : {};
  const kind = own.kind ?? typed.kind?.slice(0, -'List'.length);
  const apiVersion = own.apiVersion ?? typed.apiVersion;
  return { ...(kind !== undefined && { kind }), ...(apiVersion !== undefined && { group: groupOf(apiVersion) }) };
};

const groupOf = (apiVersion: string): string => (apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : 'core');

const parsedItem = (value: unknown, list: Header): Item => ({
  ...identityOf(headerOf(value), list),
  mentions: () => true,
  value: () => value,
});
