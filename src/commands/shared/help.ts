import { nearMisses } from '../../cluster/near-miss.ts';
import { invocation } from '../../name.ts';
import { print } from '../../output/standard-output.ts';
import { commandLine } from './command-line.ts';

/** Help for the command named first, or the list of commands. An unknown word is wrong usage. */
export function showHelp(argv: readonly string[]): void {
  const [verb] = argv.filter((word) => !word.startsWith('-') && word !== 'help');
  if (verb === undefined) print(text(commandLine.help));
  else if (Object.hasOwn(commandLine.verbs, verb)) print(text(commandLine.verbs[verb]?.help ?? []));
  else unknownCommand(verb);
}

const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

function unknownCommand(verb: string): void {
  const [near] = nearMisses(verb, Object.keys(commandLine.verbs), 1);
  process.stderr.write(
    `error: unknown command ${JSON.stringify(verb)}${near ? `; did you mean ${invocation} ${near}?` : `; see ${invocation} --help`}\n`,
  );
  process.exitCode = 1;
}
