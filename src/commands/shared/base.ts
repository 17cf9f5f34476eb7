import { Command } from '@oclif/core/command';
import { Config } from '@oclif/core/config';
import { KnownError } from '../../cluster/errors.ts';
import { nearMisses } from '../../cluster/near-miss.ts';
import { invocation } from '../../name.ts';
import { clean } from '../../output/clean.ts';
import { print } from '../../output/standard-output.ts';

/** What oclif throws for wrong usage. */
interface UsageError extends Error {
  readonly oclif: { readonly exit?: number };
}

/** Ends a command as users of kubectl expect: one line on stderr, the exit code that the README promises, a stack only with DEBUG. */
export abstract class BaseCommand extends Command {
  /**
   * Runs the command as `Command.run` does, without loading oclif's configuration: its plugins, themes and folders are not ours, and
   * to look for them takes longer than to ask a server for a pod.
   */
  static async start(this: new (argv: string[], config: Config) => BaseCommand, argv: readonly string[], id: string): Promise<void> {
    const config = Object.assign(new Config({ root: '/' }), { bin: invocation, runHook: noHooks });
    const command = new this([...argv], config);
    command.id = id;
    await command._run();
  }

  protected override async catch(error: Error): Promise<void> {
    // Why the words could not be parsed is said here; oclif would add a warning of its own.
    this.parsed = true;
    // What a server or a dump said stands in it.
    if (process.env.DEBUG) this.note(error.stack ?? error.message);
    else this.note(`error: ${inOneLine(error, this.id ?? '', Object.keys(this.ctor.flags)).replaceAll('\n', ' ')}`);
    process.exitCode = error instanceof KnownError ? error.exitCode : 1;
  }

  protected print(text: string): void {
    print(text.endsWith('\n') ? text : `${text}\n`);
  }

  protected note(text: string): void {
    process.stderr.write(`${clean(text)}\n`);
  }
}

const noHooks = async () => ({ successes: [], failures: [] });

function inOneLine(error: Error, command: string, flags: readonly string[]): string {
  if (error instanceof KnownError) return error.message;
  if (isUsageError(error)) {
    const first = saidFirst(error.message);
    const [, unknown] = /^nonexistent flags?: --([\w-]{1,100})/.exec(first) ?? [];
    const [near] = unknown === undefined ? [] : nearMisses(unknown, flags, 1);
    return near ? `${first}; did you mean --${near}?` : `${first}; see ${invocation} ${command} --help`;
  }
  return `${error.message.split('\n')[0]} (unexpected; run again with DEBUG=1 for the stack)`;
}

/** As a clause. oclif says on a second line what is wrong with a value that it could not parse. */
function saidFirst(message: string): string {
  const [first = '', second = ''] = message.split('\n').map((line) => line.trim());
  const said = first.startsWith('Parsing ') ? `${first}: ${second}` : first;
  return said.charAt(0).toLowerCase() + said.slice(1);
}

const isUsageError = (error: Error): error is UsageError => 'oclif' in error;
