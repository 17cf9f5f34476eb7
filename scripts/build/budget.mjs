// What each dependency costs in the bundle, compared with budget.json: npm run budget. `--write` sets the budget to what there is now,
// with a tenth more for our own code.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../setup.mjs';

const file = join(root, 'budget.json');
const own = 'kubectl-initdoctor';

/**
 * Bytes of each package in the bundle; our own code counts as one.
 * @param {{ outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }> }} metafile of esbuild
 * @returns {Map<string, { bytes: number, places: Set<string> }>} with the folders that it comes from: more than one is more than one copy
 */
export function costs({ outputs }) {
  const found = new Map();
  for (const [input, { bytesInOutput }] of Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs))) {
    if (bytesInOutput === 0) continue;
    const [, place = '', name = own] = /^(.*node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(input) ?? [];
    const { bytes = 0, places = new Set() } = found.get(name) ?? {};
    found.set(name, { bytes: bytes + bytesInOutput, places: places.add(place) });
  }
  return found;
}

/**
 * Why a bundle is over its budget, each as a sentence; none when it is not.
 * @param {ReturnType<typeof costs>} found
 * @param {Record<string, number>} budget bytes by package
 */
export function overBudget(found, budget) {
  return [...found].flatMap(([name, { bytes, places }]) => [
    ...(places.size > 1 ? [`${name} is in the bundle ${places.size} times: ${[...places].join(', ')}`] : []),
    ...(budget[name] === undefined ? [`${name} is new in the bundle, with ${bytes} bytes`] : []),
    ...(bytes > budget[name] ? [`${name} takes ${bytes} bytes; ${budget[name]} are planned`] : []),
  ]);
}

export const readBudget = () => JSON.parse(readFileSync(file, 'utf8'));
export const readCosts = () => costs(JSON.parse(readFileSync(join(root, 'dist/meta.json'), 'utf8')));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = [...readCosts()].sort(([, one], [, other]) => other.bytes - one.bytes);
  if (process.argv.includes('--write')) writeFileSync(file, `${JSON.stringify(Object.fromEntries(found.map(planned)), null, 2)}\n`);
  const budget = readBudget();
  for (const [name, { bytes }] of found) process.stdout.write(`${String(bytes).padStart(9)}  of ${budget[name] ?? 'none'}  ${name}\n`);
  const broken = overBudget(new Map(found), budget);
  for (const reason of broken) process.stderr.write(`${reason}\n`);
  if (broken.length > 0) process.exitCode = 1;
}

/** Full kilobytes: another version of esbuild writes a few bytes more or less. */
function planned([name, { bytes }]) {
  return [name, Math.ceil((bytes * (name === own ? 1.1 : 1) + 100) / 1000) * 1000];
}
