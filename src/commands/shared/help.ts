import type { Command } from '@oclif/core/command';
import { Help } from '@oclif/core/help';
import { nearMisses } from '../../cluster/near-miss.ts';
import { invocation } from '../../name.ts';
import { commands } from '../registry.ts';
import { oclifConfig } from './oclif-config.ts';

/** Help for the command named first, or the list of commands. An unknown word is wrong usage. */
export async function showHelp(argv: readonly string[]): Promise<void> {
  const words = argv.filter((word) => !word.startsWith('-') && word !== 'help');
  const [verb] = words;
  if (verb !== undefined && !Object.hasOwn(commands, verb)) return unknownCommand(verb);
  const config = await oclifConfig(await Promise.all(Object.keys(commands).map(loadable)));
  await new Help(config, { hideAliasesFromRoot: true }).showHelp(verb === undefined ? [] : [verb]);
}

function unknownCommand(verb: string): void {
  const [near] = nearMisses(verb, Object.keys(commands), 1);
  process.stderr.write(
    `error: unknown command ${JSON.stringify(verb)}${near ? `; did you mean ${invocation} ${near}?` : `; see ${invocation} --help`}\n`,
  );
  process.exitCode = 1;
}

async function loadable(id: string): Promise<Command.Loadable> {
  const command = await commands[id]?.();
  if (!command) throw new Error(`no command ${id}`);
  return { ...command, id, aliases: [], hiddenAliases: [], hidden: false, load: async () => command } as unknown as Command.Loadable;
}
