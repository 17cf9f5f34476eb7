import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Ran } from '../front-door.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const stderrMark = '--- stderr\n';

/** One text of all that a command did: what it printed, then, where there is any, stderr and an exit code that is not 0. */
export function transcript({ stdout, stderr, code }: Ran): string {
  return `${stdout}${stderr && `${stderrMark}${stderr}`}${code === 0 ? '' : `--- exit ${code}\n`}`;
}

/** What of a transcript went to stdout. */
export const printed = (text: string): string => text.split(stderrMark)[0] ?? '';

export const readGolden = (file: string): string => readFileSync(join(folder, file), 'utf8');

export async function writeGolden(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** Golden files that belong to no case. */
export function strayGoldens(files: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.txt') && !files.includes(path));
}

export const removeGolden = (file: string): void => rmSync(join(folder, file));
