import { dirname, join } from 'node:path';
import { kinds } from '../kinds.ts';
import type { Kind } from '../kubernetes.ts';
import { absent, denied, found, type LogQuery, type Read } from '../port.ts';
import { Files, objectFile } from './files.ts';
import { type Folder, isSegment } from './folder.ts';
import type { Contents, Layout, Region } from './layout.ts';
import { momentOf } from './moment.ts';

/** The layout of `oc adm inspect` and must-gather. A must-gather of several images has one root for each. */
export class MustGather implements Layout {
  readonly #folder: Folder;
  readonly #files: Files;
  readonly #roots: readonly string[];

  /** @param roots paths in the folder that have `namespaces` or `cluster-scoped-resources` */
  constructor(folder: Folder, roots: readonly string[]) {
    this.#folder = folder;
    this.#files = new Files(folder);
    this.#roots = roots;
  }

  async namespaces(): Promise<readonly string[]> {
    const namespaces = await this.divisions();
    const busy = await Promise.all(namespaces.map((namespace) => this.#hasWorkloads(namespace)));
    return namespaces.filter((_, index) => busy[index]);
  }

  async divisions(): Promise<readonly string[]> {
    const names = await Promise.all(this.#roots.map(async (root) => (await this.#folder.names(join(root, 'namespaces'))).directories));
    return [...new Set(names.flat())].sort();
  }

  async #hasWorkloads(namespace: string): Promise<boolean> {
    for (const shelf of this.#shelves('Pod', namespace)) {
      if ((await this.#folder.names(shelf)).directories.some((name) => workloadGroups.has(name))) return true;
      if ((await this.#folder.names(join(shelf, 'core'))).files.some((file) => objectFile(file) === 'pods')) return true;
    }
    return false;
  }

  async lists(kind: Kind, namespace: string | undefined): Promise<readonly Contents[]> {
    const { group, plural } = kinds[kind];
    return present(this.#shelves(kind, namespace).map((shelf) => this.#files.list(join(shelf, group, plural))));
  }

  async singles(kind: Kind, namespace: string | undefined, name?: string): Promise<readonly Contents[]> {
    const paths = await Promise.all(this.#shelves(kind, namespace).map((shelf) => this.#singlePaths(kind, shelf, name)));
    return present(paths.flat().map((path) => this.#files.single(path)));
  }

  async #singlePaths(kind: Kind, shelf: string, name: string | undefined): Promise<string[]> {
    const { group, plural } = kinds[kind];
    const directory = join(shelf, group, plural);
    const own = kind === 'Pod' ? join(shelf, 'pods') : undefined;
    const space = kind === 'Namespace' ? join(shelf, '..', 'namespaces') : undefined;
    if (name !== undefined) {
      if (!isSegment(name)) return [];
      return [join(directory, name), ...[own, space].flatMap((place) => (place ? [join(place, name, name)] : []))];
    }
    const names = (await this.#folder.names(directory)).files.flatMap((file) => objectFile(file) ?? []);
    const nested = await Promise.all(
      [own, space].map(async (place) =>
        place ? (await this.#folder.names(place)).directories.map((each) => join(place, each, each)) : [],
      ),
    );
    return [...names.map((each) => join(directory, each)), ...nested.flat()];
  }

  #shelves(kind: Kind, namespace: string | undefined): string[] {
    if (!kinds[kind].namespaced) return this.#roots.map((root) => join(root, 'cluster-scoped-resources'));
    if (namespace === undefined || !isSegment(namespace)) return [];
    return this.#roots.map((root) => join(root, 'namespaces', namespace));
  }

  async log({ namespace, pod, container, previous }: LogQuery): Promise<Read<Region>> {
    if (![namespace, pod, container].every(isSegment)) return denied(notThere);
    const run = previous ? 'previous' : 'current';
    let hasLogs = false;
    for (const root of this.#roots) {
      const directory = join(root, 'namespaces', namespace, 'pods', pod);
      for (const name of [`${run}.log`, `${run}.insecure.log`]) {
        const file = await this.#folder.file(join(directory, container, container, 'logs', name));
        if (file && 'refused' in file) return denied(file.refused);
        if (file) return found({ path: file.path, start: 0, end: file.size });
      }
      hasLogs ||= await this.#hasLogs(directory);
    }
    return hasLogs ? absent() : denied(notThere);
  }

  async #hasLogs(pod: string): Promise<boolean> {
    for (const container of (await this.#folder.names(pod)).directories) {
      const { files } = await this.#folder.names(join(pod, container, container, 'logs'));
      if (files.length > 0) return true;
    }
    return false;
  }

  async moment(): Promise<Date> {
    const namespaces = await this.namespaces();
    const lists = this.#roots.flatMap((root) =>
      namespaces.flatMap((namespace) => ['pods', 'events'].map((plural) => join(root, 'namespaces', namespace, 'core', plural))),
    );
    return momentOf(this.#folder, this.#roots.flatMap(upwards), lists);
  }
}

/** `pods` is where must-gather writes pods one by one. */
const workloadGroups: ReadonlySet<string> = new Set(['pods', 'apps', 'batch']);

const notThere = 'not in the dump';

/** A directory and those above it, up to that of the dump. */
const upwards = (root: string): string[] => (root === '.' ? ['.'] : [root, ...upwards(dirname(root))]);

const present = async <T>(reads: readonly Promise<T | undefined>[]): Promise<T[]> =>
  (await Promise.all(reads)).filter((read): read is Awaited<T> & (T & {}) => read !== undefined);
