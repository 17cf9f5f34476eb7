import { readDocuments } from './documents.ts';
import type { Folder } from './folder.ts';
import type { Documents } from './item.ts';
import type { Contents } from './layout.ts';

/** The object files of a dump, each read at most once. */
export class Files {
  readonly folder: Folder;
  readonly #read = new Map<string, Promise<Documents | undefined>>();

  constructor(folder: Folder) {
    this.folder = folder;
  }

  /** A list with everything of its kind in a namespace. @param path without extension */
  async list(path: string): Promise<Contents | undefined> {
    const read = await this.#first(path);
    if (read === undefined) return undefined;
    const { documents, damage } = read;
    const items = documents.flatMap((document) => document.items);
    const complete = damage === undefined && documents.length > 0 && documents.every(({ partial }) => !partial);
    return { items, covers: () => complete, ...(damage !== undefined && { damage }) };
  }

  /** Objects that say nothing about others. @param path without extension */
  async single(path: string): Promise<Contents | undefined> {
    const list = await this.list(path);
    return list && { ...list, covers: () => false };
  }

  async #first(path: string): Promise<Documents | undefined> {
    for (const extension of extensions) {
      const read = await this.#documents(`${path}${extension}`);
      if (read) return read;
    }
    return undefined;
  }

  #documents(path: string): Promise<Documents | undefined> {
    const read = this.#read.get(path) ?? this.#open(path);
    this.#read.set(path, read);
    return read;
  }

  async #open(path: string): Promise<Documents | undefined> {
    const text = await this.folder.text(path);
    if (text === undefined) return undefined;
    if ('refused' in text) return { documents: [], damage: text.refused };
    const { documents, damage } = await readDocuments(text.text);
    return { documents, ...(damage !== undefined && { damage: `${path} ${damage}` }) };
  }
}

export const extensions = ['.yaml', '.json', '.yml'];
const withExtension = /^(.+)\.(?:yaml|yml|json)$/;

/** The name of an object file without its extension; undefined for other files. */
export const objectFile = (name: string): string | undefined => withExtension.exec(name)?.[1];
