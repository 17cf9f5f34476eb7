import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kinds } from '../kinds.ts';
import type { Kind } from '../kubernetes.ts';
import { absent, denied, found, type LogQuery, type Read } from '../port.ts';
import { Files } from './files.ts';
import { type Folder, isSegment, largestFile } from './folder.ts';
import type { Contents, Layout, Region } from './layout.ts';
import { momentOf } from './moment.ts';

/** What `kubectl cluster-info dump --output-directory` writes: `nodes.json`, `NAMESPACE/pods.json`, `NAMESPACE/POD/logs.txt`. */
export class ClusterInfoDump implements Layout {
  readonly #folder: Folder;
  readonly #files: Files;
  readonly #namespaces: readonly string[];

  constructor(folder: Folder, namespaces: readonly string[]) {
    this.#folder = folder;
    this.#files = new Files(folder);
    this.#namespaces = namespaces;
  }

  async namespaces(): Promise<readonly string[]> {
    return this.#namespaces;
  }

  divisions(): Promise<readonly string[]> {
    return this.namespaces();
  }

  async lists(kind: Kind, namespace: string | undefined): Promise<readonly Contents[]> {
    const { plural, namespaced } = kinds[kind];
    const directory = namespaced ? namespace : '.';
    if (directory === undefined || (namespaced && !isSegment(directory))) return [];
    const list = await this.#files.list(join(directory, plural));
    return list ? [list] : [];
  }

  async singles(): Promise<readonly Contents[]> {
    return [];
  }

  /** The logs of all containers of a pod are in one file, each in a frame; only current runs are there. */
  async log({ namespace, pod, container, previous }: LogQuery): Promise<Read<Region>> {
    if (previous || ![namespace, pod].every(isSegment)) return denied('not in the dump');
    const file = await this.#folder.file(join(namespace, pod, 'logs.txt'));
    if (file === undefined) return denied('not in the dump');
    if ('refused' in file) return denied(file.refused);
    if (file.size > largestFile) return denied('logs.txt is too large');
    const bytes = await readFile(file.path);
    const frame = frameOf(bytes, `container ${container} of pod ${namespace}/${pod} ====\n`);
    if (frame === undefined) return denied('not in the dump');
    const error = /^(?:Request log error|Create log request error): (.{0,500})/.exec(
      bytes.toString('utf8', frame.start, frame.start + 600),
    );
    return error ? absent(error[1]?.trim()) : found({ path: file.path, ...frame });
  }

  async moment(): Promise<Date> {
    const lists = this.#namespaces.flatMap((namespace) => [join(namespace, 'pods'), join(namespace, 'events')]);
    return momentOf(this.#folder, ['.'], ['nodes', ...lists]);
  }
}

/** Where a log stands between its frame lines. A log need not end with a line end, so the closing line may follow on its last line. */
const frameOf = (bytes: Buffer, whose: string): { start: number; end: number } | undefined => {
  const opening = `==== START logs for ${whose}`;
  const opened = bytes.indexOf(opening);
  if (opened === -1) return undefined;
  const start = opened + Buffer.byteLength(opening);
  const closed = bytes.indexOf(`==== END logs for ${whose}`, start);
  return { start, end: closed === -1 ? bytes.length : closed };
};
