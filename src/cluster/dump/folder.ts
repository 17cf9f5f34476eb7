import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { codeOf } from '../../system-error.ts';

/** Files above this are not read: a YAML text of this size becomes many times as much memory. */
export const largestFile = 256 * 1024 * 1024;

export interface File {
  /** Resolved, inside the folder. */
  readonly path: string;
  readonly size: number;
  readonly modified: Date;
}

/** Why a file that is there is not read, as one clause. */
export interface Refused {
  readonly refused: string;
}

export type Text = { readonly text: string } | Refused;

/** A directory that is read and never left: what symbolic links lead out of it, or names with `..`, is refused. */
export class Folder {
  readonly #root: string;

  private constructor(root: string) {
    this.#root = root;
  }

  static async at(path: string): Promise<Folder> {
    return new Folder(await realpath(path));
  }

  /** @returns undefined when there is no such file */
  async file(path: string): Promise<File | Refused | undefined> {
    try {
      const real = await this.#resolve(path);
      if (real === undefined) return { refused: `${path} leads out of the dump` };
      const stats = await stat(real);
      return stats.isFile() ? { path: real, size: stats.size, modified: stats.mtime } : { refused: `${path} is no regular file` };
    } catch (error) {
      return notThere.has(codeOf(error)) ? undefined : { refused: `${path}: ${failureOf(error)}` };
    }
  }

  /** @returns undefined when there is no such file */
  async text(path: string): Promise<Text | undefined> {
    const file = await this.file(path);
    return file === undefined || 'refused' in file ? file : readText(file, path);
  }

  /** Names in a directory, sorted; none when it is not there. Directories behind symbolic links are left out: they may form a circle. */
  async names(path: string): Promise<{ readonly files: readonly string[]; readonly directories: readonly string[] }> {
    const real = await this.#resolve(path).catch(() => undefined);
    const entries = real === undefined ? [] : await readdir(real, { withFileTypes: true }).catch(() => []);
    const directories = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    const files = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
    return { files: files.sort(), directories: directories.sort() };
  }

  /** When the folder itself was last written. */
  async modified(): Promise<Date> {
    return (await stat(this.#root)).mtime;
  }

  async #resolve(path: string): Promise<string | undefined> {
    const real = await realpath(join(this.#root, path));
    return real === this.#root || real.startsWith(this.#root + sep) ? real : undefined;
  }
}

const notThere: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE']);
const failures: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'a circle of symbolic links',
};
const failureOf = (error: unknown): string => failures[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));

/** @param name how the file is called in what users see */
export const readText = async (file: File, name: string): Promise<Text> => {
  if (file.size > largestFile) return { refused: `${name} has ${Math.round(file.size / 1024 / 1024)} MiB, more than is read` };
  try {
    return { text: decoded(await readFile(file.path)) };
  } catch (error) {
    return { refused: `${name}: ${failureOf(error)}` };
  }
};

/** A pipe or another thing without a size, as far as it fits. */
export const readStream = async (stream: AsyncIterable<Buffer>, name: string): Promise<Text> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > largestFile) return { refused: `${name} has more than ${largestFile / 1024 / 1024} MiB` };
  }
  return { text: decoded(Buffer.concat(chunks)) };
};

/** PowerShell redirects into UTF-16 with a byte order mark. */
const decoded = (bytes: Buffer): string => {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
};

/** Whether a name that an object claims can be one segment of a path. */
export const isSegment = (name: string): boolean => name !== '' && name !== '.' && name !== '..' && !/[/\\\0]/.test(name);
