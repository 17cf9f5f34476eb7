import { join } from 'node:path';
import { readDocuments } from './documents.ts';
import { objectFile } from './files.ts';
import { type Folder, largestFile } from './folder.ts';
import type { Documents } from './item.ts';
import { latest, newestMoment } from './moment.ts';

interface PlainFolder {
  readonly texts: readonly Documents[];
  /** The newest moment in any of them. */
  readonly moment: Date | undefined;
  /** Files that are broken or were not read, with the reason. */
  readonly unread: readonly string[];
}

const deepest = 8;
const mostFiles = 5000;

/** Reads all YAML and JSON files of a directory and those below it, within bounds. */
export const readPlainFolder = async (folder: Folder): Promise<PlainFolder> => {
  const paths = await objectFiles(folder, '.', deepest);
  const texts: Documents[] = [];
  const unread = paths.length > mostFiles ? [`only ${mostFiles} of ${paths.length} files were read`] : [];
  let moment: Date | undefined;
  let size = 0;
  for (const path of paths.slice(0, mostFiles)) {
    const read = size > largestFile ? { refused: `${path} was not read: the files before it were large enough` } : await folder.text(path);
    if (read === undefined) continue;
    if ('refused' in read) {
      unread.push(read.refused);
      continue;
    }
    size += read.text.length;
    const documents = await readDocuments(read.text);
    texts.push(documents);
    if (documents.damage !== undefined) unread.push(`${path} ${documents.damage}`);
    moment = latest([moment, newestMoment(read.text)]);
  }
  return { texts, moment, unread };
};

const objectFiles = async (folder: Folder, path: string, depth: number): Promise<string[]> => {
  const { files, directories } = await folder.names(path);
  const own = files.filter((file) => objectFile(file) !== undefined).map((file) => join(path, file));
  if (depth === 0) return own;
  const below = await Promise.all(
    directories.filter((name) => !name.startsWith('.')).map((name) => objectFiles(folder, join(path, name), depth - 1)),
  );
  return [...own, ...below.flat()];
};
