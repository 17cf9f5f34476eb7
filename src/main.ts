import { commands } from './commands/registry.ts';
import { print } from './output/standard-output.ts';
import { verbFirst } from './verb-first.ts';
import { version } from './version.ts';

/** Runs one command line. Resolves when all is printed; the exit code is in `process.exitCode`. */
export async function main(argv: readonly string[]): Promise<void> {
  const words = verbFirst(argv);
  const [verb = '', ...rest] = words;
  if (verb === '--version' || verb === 'version') {
    return print(`${version()}\n`);
  }
  if (verb === '__complete') {
    const { complete } = await import('./commands/completion/complete.ts');
    return complete(rest);
  }
  const load = Object.hasOwn(commands, verb) ? commands[verb] : undefined;
  if (!load || asksForHelp(rest)) {
    const { showHelp } = await import('./commands/shared/help.ts');
    return showHelp(words);
  }
  const command = await load();
  await command.start(rest, verb);
}

/** What stands behind `--` is no flag. */
function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  return words.slice(0, end < 0 ? words.length : end).some((word) => word === '--help' || word === '-h');
}
