import { isObject } from '../shape/shapes.ts';
import { isTooDeep } from '../yaml-depth.ts';
import { type Document, type Documents, documentsOf, type Header, headerOf, type Item, identityOf, listOf } from './item.ts';
import { readJson } from './json.ts';

interface Parsed {
  readonly value: unknown;
  readonly broken: boolean;
}
/** In characters; parsing takes half a second for each million. */
const largestObject = 16_000_000;

type Parse = (text: string) => Parsed;

/**
 * Reads one or several YAML documents. Lists as Kubernetes writes them are taken apart by their indentation, so that only the
 * items that somebody asks for are parsed: a namespace can have thousands, and parsing takes milliseconds each.
 */
export const readYaml = async (text: string): Promise<Documents> => {
  if (!/\b(?:kind|items)["']?[ \t]{0,8}:/.test(text)) return { documents: [], damage: 'has no Kubernetes object' };
  const parse = await loadParser();
  const parts = text.split(/^---[ \t]*(?:#.*)?\r?$/m).filter((part) => part.trim() !== '');
  const read = parts.map((part, index) => readPart(part, parse, index === parts.length - 1));
  const damage = read.find((part) => part.damage !== undefined)?.damage;
  return { documents: read.flatMap(({ documents }) => documents), ...(damage !== undefined && { damage }) };
};

let parser: Promise<Parse> | undefined;

/** Loaded when needed: dumps are often JSON, and the library takes longer to load than most of them to read. */
const loadParser = (): Promise<Parse> => {
  parser ??= import('yaml').then(({ parseDocument }) => (text) => {
    if (isTooDeep(text)) return { value: undefined, broken: true };
    try {
      const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false, logLevel: 'silent' });
      // Through JSON, since aliases may form a circle and numbers may be infinite.
      return { value: JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: 100 }))), broken: document.errors.length > 0 };
    } catch {
      return { value: undefined, broken: true };
    }
  });
  return parser;
};

/** @param isLast whether the text may break off in this part */
const readPart = (part: string, parse: Parse, isLast: boolean): Documents => {
  const trimmed = part.trimStart();
  const json = trimmed.startsWith('{') ? readJson(trimmed) : undefined;
  if (json) return json;
  const list = /^items:[ \t]*\r?\n( *)- /m.exec(part);
  if (list) return readList(part, list.index, list[1] ?? '', parse);
  const header = peek(part, '');
  if (header.kind !== undefined && !isLast) return { documents: [{ partial: false, items: [lazyItem(part, header, {}, parse)] }] };
  if (part.length > largestObject) return { documents: [], damage: 'is too large for YAML that is not a list' };
  const { value, broken } = parse(part);
  // Half an object would be judged by what it lacks.
  return broken ? { documents: [], damage: 'breaks off or is no YAML' } : { documents: documentsOf(value) };
};

const readList = (part: string, start: number, indent: string, parse: Parse): Documents => {
  const body = part.slice(part.indexOf('\n', start) + 1);
  const end = body.search(/^[^\s#-]/m);
  const tail = end === -1 ? '' : body.slice(end);
  const list = parse(`${part.slice(0, start)}\n${tail}`).value;
  const header = headerOf(list);
  const texts = (end === -1 ? body : body.slice(0, end)).split(indent === '' ? /^(?=- )/m : new RegExp(`^(?=${indent}- )`, 'm'));
  const items = texts.map((text) => lazyItem(text, peek(text, indent), header, (item) => first(parse(item))));
  // Kubernetes writes `kind` after `items`: a list without one breaks off, perhaps within its last item.
  const isCut = header.kind === undefined || items.at(-1)?.value() === undefined;
  const document: Document = listOf(isObject(list) ? list : {}, isCut ? items.slice(0, -1) : items);
  return { documents: [{ ...document, partial: document.partial || isCut }], ...(isCut && { damage: 'breaks off' }) };
};

const first = ({ value, broken }: Parsed): Parsed => ({ value: Array.isArray(value) ? value[0] : value, broken });

interface Peeked extends Header {
  readonly namespace?: string;
}

/** Kind, version and namespace of an object in block style, without parsing it. */
const peek = (text: string, indent: string): Peeked => {
  const prefix = text.startsWith(`${indent}- `) ? `(?:${indent}- |${indent}  )` : '';
  const kind = new RegExp(`^${prefix}kind: ["']?([\\w.-]+)`, 'm').exec(text)?.[1];
  const apiVersion = new RegExp(`^${prefix}apiVersion: ["']?([\\w./-]+)`, 'm').exec(text)?.[1];
  const depth = prefix === '' ? '  ' : `${indent}    `;
  const namespace = new RegExp(`^${depth}namespace: ["']?([\\w.-]+)`, 'm').exec(text)?.[1];
  return {
    ...(kind !== undefined && { kind }),
    ...(apiVersion !== undefined && { apiVersion }),
    ...(namespace !== undefined && { namespace }),
  };
};

const lazyItem = (text: string, own: Peeked, list: Header, parse: Parse): Item => {
  let parsed: Parsed | undefined;
  return {
    ...identityOf(own, list),
    ...(own.namespace !== undefined && { namespace: own.namespace }),
    mentions: (word) => text.includes(word),
    value: () => {
      parsed ??= parse(text);
      return parsed.broken ? undefined : parsed.value;
    },
  };
};
