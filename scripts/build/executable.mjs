// Makes executables of dist/main.cjs with Bun: for this machine, or for another one from that machine's runtime.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup.mjs';

// What an executable of Bun reads by itself from the folder it is started in: settings, and code to run first. Ours reads neither.
const readsNothing = ['--no-compile-autoload-dotenv', '--no-compile-autoload-bunfig'];
// A run ends before code that is compiled once more would pay: functions may get a hundred times hotter before Bun does so.
const patience = '--compile-jit-policy=100';
const flags = ['--compile', '--minify', '--bytecode', patience, '--format=cjs', '--external=typescript', ...readsNothing];

// In which order a run came to its functions, as Bun writes it down: what lies together is read with fewer page faults.
const order = join(root, 'dist/bytecode-order');

/** Makes the executable for this machine, has it run once, and lays out its code, and that of later ones, in the order of the run. */
export async function compileInOrder(outfile, run) {
  compileExecutable(outfile);
  await run({ BUN_BYTECODE_ORDER_OUT: order });
  compileExecutable(outfile);
}

/**
 * @param {string} outfile
 * @param {{ target: string, runtime: string, bytecodeDepth?: number }} [other] Bun's name of another platform, the path of its `bun`,
 *   and how many levels of functions are compiled ahead; all by default
 */
export function compileExecutable(outfile, other) {
  const forOther = other ? [`--target=${other.target}`, `--compile-executable-path=${other.runtime}`] : [];
  const depth = other?.bytecodeDepth === undefined ? [] : [`--bytecode-depth=${other.bytecodeDepth}`];
  const ordered = existsSync(order) ? [`--bytecode-order=${order}`] : [];
  const words = ['build', 'dist/main.cjs', ...flags, ...depth, ...ordered, ...forOther, '--outfile', outfile];
  execFileSync(join(root, 'node_modules/.bin/bun'), words, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}
