import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { KnownError } from '../errors.ts';
import type { Cluster } from '../port.ts';
import { ClusterInfoDump } from './cluster-info.ts';
import { readDocuments } from './documents.ts';
import { DumpCluster } from './dump-cluster.ts';
import { objectFile } from './files.ts';
import { Folder, readStream, readText } from './folder.ts';
import { isOfKubernetes } from './item.ts';
import type { Layout } from './layout.ts';
import { newestMoment } from './moment.ts';
import { MustGather } from './must-gather.ts';
import { PlainObjects } from './plain.ts';
import { readPlainFolder } from './plain-folder.ts';

const layouts =
  'give a must-gather, the output of "kubectl cluster-info dump --output-directory=DIR", or YAML or JSON of "kubectl get pods,events -o yaml"';

/**
 * Opens a dump: a directory (must-gather or `oc adm inspect`, `kubectl cluster-info dump`, or object files), a file, or a pipe.
 * Of the first two, files are read when something in them is asked for. Throws KnownError when there is nothing to read.
 */
export const openDump = async (path: string): Promise<Cluster> => {
  const stats = await stat(path).catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? 'there is no such file or directory' : error.message;
    throw new KnownError(`cannot read dump ${path}: ${reason}`, 1, { cause: error });
  });
  if (stats.isDirectory()) return openFolder(path);
  const read = stats.isFile()
    ? await readText({ path, size: stats.size, modified: stats.mtime }, path)
    : await readStream(createReadStream(path), path);
  if ('refused' in read) throw new KnownError(`cannot read dump: ${read.refused}`);
  if (/^(?:\x1f\ufffd|PK\x03\x04)/.test(read.text) || /\.tar$/.test(path)) {
    throw new KnownError(`${path} is an archive: unpack it and give the directory`);
  }
  return openText(read.text, path, stats.isFile() ? stats.mtime : new Date());
};

/** Opens objects in YAML or JSON from a stream, as far as it fits. @param name what the report calls the source. Throws KnownError as `openDump`. */
export const openDumpStream = async (stream: AsyncIterable<Buffer>, name: string): Promise<Cluster> => {
  const read = await readStream(stream, name);
  if ('refused' in read) throw new KnownError(`cannot read dump: ${read.refused}`);
  return openDumpText(read.text, name);
};

/** Opens objects in YAML or JSON that came from elsewhere. @param name what the report calls the source. Throws KnownError as `openDump`. */
export const openDumpText = (text: string, name: string): Promise<Cluster> => openText(text, name, new Date());

const openText = async (text: string, name: string, written: Date): Promise<Cluster> => {
  const read = await readDocuments(text);
  if (!isOfKubernetes(read)) throw nothingReadable(name, read.damage);
  const unread = read.damage === undefined ? [] : [`${basename(name)} ${read.damage}`];
  return dumpOf(name, new PlainObjects([read], newestMoment(text) ?? written), unread);
};

const openFolder = async (path: string): Promise<Cluster> => {
  const folder = await Folder.at(path);
  const roots = await mustGatherRoots(folder, '.', 2);
  if (roots.length > 0) return dumpOf(path, new MustGather(folder, roots));
  const namespaces = await clusterInfoNamespaces(folder);
  if (namespaces.length > 0) return dumpOf(path, new ClusterInfoDump(folder, namespaces));
  const { texts, moment, unread } = await readPlainFolder(folder);
  if (!texts.some(isOfKubernetes)) throw nothingReadable(path, unread[0]);
  return dumpOf(path, new PlainObjects(texts, moment ?? (await folder.modified())), unread);
};

const nothingReadable = (name: string, reason: string | undefined): KnownError =>
  new KnownError(`found nothing of Kubernetes in ${name}${reason === undefined ? '' : ` (${reason})`}: ${layouts}`);

const dumpOf = async (name: string, layout: Layout, unread: readonly string[] = []): Promise<Cluster> =>
  new DumpCluster({ name, layout, unread, now: await layout.moment(), defaultNamespace: theNamespace(await layout.namespaces()) });

/** The one namespace that somebody dumped for its own sake; kubectl's default when that is not plain. */
const theNamespace = (namespaces: readonly string[]): string => {
  const ours = namespaces.filter((namespace) => !/^(?:default$|kube-|openshift)/.test(namespace));
  const [only = 'default', ...others] = ours.length > 0 ? ours : namespaces;
  return others.length === 0 ? only : 'default';
};

/** A must-gather is often wrapped in a directory, and has one for each image that gathered. */
const mustGatherRoots = async (folder: Folder, path: string, depth: number): Promise<string[]> => {
  const { directories } = await folder.names(path);
  if (directories.includes('namespaces') || directories.includes('cluster-scoped-resources')) return [path];
  if (depth === 0 || directories.length > 100) return [];
  return (await Promise.all(directories.map((name) => mustGatherRoots(folder, join(path, name), depth - 1)))).flat();
};

/** Directories with the lists of pods and of events that belong to this layout. */
const clusterInfoNamespaces = async (folder: Folder): Promise<string[]> => {
  const { directories } = await folder.names('.');
  const lists = await Promise.all(
    directories.map(async (name) => new Set((await folder.names(name)).files.map((file) => objectFile(file)))),
  );
  return directories.filter((_, index) => lists[index]?.has('pods') && lists[index]?.has('events'));
};
