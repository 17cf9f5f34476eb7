// Prints as JSON what src/commands/shared/command-line.json holds: the commands, their flags and their help as oclif renders it from
// their definitions. The program carries that, so that help and completion need not load oclif. npm run reference writes it.
import type { Command } from '@oclif/core/command';
import { Help } from '@oclif/core/help';
import pjson from '../../package.json' with { type: 'json' };
import { commands } from '../../src/commands/registry.ts';
import type { CommandLine, FlagWord } from '../../src/commands/shared/command-line.ts';
import { invocation } from '../../src/name.ts';
import { oclifConfig } from './oclif-config.ts';

class Rendered extends Help {
  #text = '';

  async ofAll(): Promise<string[]> {
    await this.showHelp([]);
    return [...this.#taken(), '', `${invocation} COMMAND --help shows its flags and examples`];
  }

  async of(command: Command.Loadable): Promise<string[]> {
    await this.showCommandHelp(command);
    return this.#taken();
  }

  /** Without the version, which names the machine: `--version` says it. */
  protected override formatRoot(): string {
    return [pjson.description, this.section('USAGE', `$ ${invocation} COMMAND`)].join('\n\n');
  }

  /** By use, not by the alphabet. */
  protected override formatCommands(all: Command.Loadable[]): string {
    const verbs = Object.keys(commands);
    return super.formatCommands(all.toSorted((one, other) => verbs.indexOf(one.id) - verbs.indexOf(other.id)));
  }

  protected override log(...lines: string[]): void {
    this.#text += `${lines.join('\n')}\n`;
  }

  #taken(): string[] {
    const text = this.#text;
    this.#text = '';
    return text.trimEnd().split('\n');
  }
}

const loadables = await Promise.all(Object.keys(commands).map(loadable));
const help = new Rendered(await oclifConfig(loadables), { hideAliasesFromRoot: true });
const commandLine: CommandLine = { help: await help.ofAll(), verbs: {} };
for (const command of loadables) {
  const flags = Object.entries(command.flags).map(flagWord);
  Object.assign(commandLine.verbs, { [command.id]: { summary: command.summary ?? '', help: await help.of(command), flags } });
}
process.stdout.write(JSON.stringify(commandLine));

async function loadable(id: string): Promise<Command.Loadable> {
  const command = await commands[id]?.();
  if (!command) throw new Error(`no command ${id}`);
  return { ...command, id, aliases: [], hiddenAliases: [], hidden: false, load: async () => command } as unknown as Command.Loadable;
}

function flagWord([name, flag]: readonly [string, Command.Flag.Cached]): FlagWord {
  return {
    name,
    ...(flag.char && { char: flag.char }),
    ...(flag.type === 'option' && { takesValue: true }),
    ...(flag.type === 'option' && flag.options && { options: flag.options }),
    description: flag.description ?? '',
  };
}
