import { kinds } from '../kinds.ts';
import type { Kind } from '../kubernetes.ts';
import { denied, type Read } from '../port.ts';
import { isObject } from '../shape/shapes.ts';
import type { Documents, Item } from './item.ts';
import type { Contents, Layout, Region } from './layout.ts';

/** Objects and lists that were read beforehand, in whatever mix they came. */
export class PlainObjects implements Layout {
  readonly #texts: readonly Documents[];
  readonly #moment: Date;

  constructor(texts: readonly Documents[], moment: Date) {
    this.#texts = texts;
    this.#moment = moment;
  }

  async namespaces(): Promise<readonly string[]> {
    const pods = this.#texts.flatMap((text) => itemsOf(text, 'Pod'));
    return [...new Set(pods.map(namespaceOf))].sort();
  }

  async divisions(): Promise<readonly undefined[]> {
    return [undefined];
  }

  async lists(kind: Kind): Promise<readonly Contents[]> {
    return this.#texts.map((text) => ({
      items: itemsOf(text, kind),
      covers: (namespace) => text.damage === undefined && covers(text, kind, namespace),
    }));
  }

  async singles(): Promise<readonly Contents[]> {
    return [];
  }

  async log(): Promise<Read<Region>> {
    return denied('not in the dump');
  }

  async moment(): Promise<Date> {
    return this.#moment;
  }
}

const itemsOf = ({ documents }: Documents, kind: Kind): Item[] =>
  documents.flatMap(({ items }) => items.filter((item) => item.kind === kind && isGroupOf(item.group, kind)));

const isGroupOf = (group: string | undefined, kind: Kind): boolean =>
  group === undefined || group === kinds[kind].group || (kind === 'Event' && group === 'events.k8s.io');

/**
 * A typed list (`ServiceList`) is what the server answered: all there was in the namespaces that it speaks of. A `List` is what
 * `kubectl get -o yaml` makes, also of a selection or of single names: it says nothing about what is not in it.
 */
const covers = ({ documents }: Documents, kind: Kind, namespace: string | undefined): boolean =>
  documents.some(
    ({ listKind, partial, items }) =>
      listKind === `${kind}List` &&
      !partial &&
      (namespace === undefined || !kinds[kind].namespaced || items.some((item) => namespaceOf(item) === namespace)),
  );

const namespaceOf = (item: Item): string => {
  if (item.namespace !== undefined) return item.namespace;
  const value = item.value();
  const metadata = isObject(value) && isObject(value.metadata) ? value.metadata : {};
  return typeof metadata.namespace === 'string' ? metadata.namespace : 'default';
};
