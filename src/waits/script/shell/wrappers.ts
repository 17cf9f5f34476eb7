import { hasOption, optionValue, parseArguments } from '../arguments.ts';
import { readDuration } from '../durations.ts';
import type { Shell } from './shell.ts';

/** The command that a wrapper runs, and for how long at most. */
export interface Wrapped {
  readonly argv: readonly string[];
  readonly seconds?: number;
}

type Wrapper = (shell: Shell, args: readonly string[]) => Wrapped;

function behind(style: { readonly short?: string; readonly long?: readonly string[] }, skip = 0): Wrapper {
  return (_, args) => {
    const { operands, rest } = parseArguments(args, { ...style, untilOperand: true });
    return { argv: [...operands, ...rest].slice(skip) };
  };
}

/** Programs that only run another: it is the other that matters. */
const WRAPPERS: ReadonlyMap<string, Wrapper> = new Map<string, Wrapper>([
  ['env', environment],
  ['timeout', timeout],
  ['gtimeout', timeout],
  ['time', behind({})],
  ['nohup', behind({})],
  ['exec', behind({ short: 'a' })],
  ['command', behind({})],
  ['builtin', behind({})],
  ['busybox', behind({})],
  ['toybox', behind({})],
  ['sudo', behind({ short: 'ugpCh' })],
  ['doas', behind({ short: 'u' })],
  ['nice', behind({ short: 'n' })],
  ['ionice', behind({ short: 'cn' })],
  ['stdbuf', behind({ short: 'ioe' })],
  ['setsid', behind({})],
  ['tini', behind({ short: 'pe' })],
  ['tini-static', behind({ short: 'pe' })],
  ['dumb-init', behind({ short: 'r' })],
  ['catatonit', behind({})],
  ['vault-env', behind({})],
  ['gosu', behind({}, 1)],
  ['su-exec', behind({}, 1)],
  ['s6-setuidgid', behind({}, 1)],
  ['chroot', behind({}, 1)],
  ['setpriv', behind({ long: ['reuid', 'regid', 'groups'] })],
  ['xargs', behind({ short: 'nPIdL' })],
  ['docker-entrypoint.sh', behind({})],
  ['entrypoint.sh', behind({})],
  ['watch', behind({ short: 'n' })],
  ['bundle', (_, args) => ({ argv: args[0] === 'exec' ? args.slice(1) : [] })],
  ['poetry', (_, args) => ({ argv: args[0] === 'run' ? args.slice(1) : [] })],
  ['npx', behind({ short: 'p' })],
  ['su', switchUser],
  ['runuser', switchUser],
]);

export function unwrap(shell: Shell, name: string, args: readonly string[]): Wrapped | undefined {
  return WRAPPERS.get(name)?.(shell, args);
}

function environment(shell: Shell, args: readonly string[]): Wrapped {
  const { operands, rest } = parseArguments(args, { short: 'uCS', untilOperand: true });
  const words = [...operands, ...rest];
  const command = words.findIndex((word) => !/^[A-Za-z_]\w{0,100}=/.test(word));
  for (const word of command < 0 ? [] : words.slice(0, command))
    shell.set(word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1));
  return { argv: command < 0 ? [] : words.slice(command) };
}

/** Both `timeout 60 nc ...` and the old busybox form `timeout -t 60 nc ...`. */
function timeout(_: Shell, args: readonly string[]): Wrapped {
  const parsed = parseArguments(args, { short: 'ks', long: ['signal', 'kill-after'], untilOperand: true });
  const old = hasOption(parsed, 't');
  const [length = '', ...argv] = [...parsed.operands, ...parsed.rest];
  const seconds = readDuration(length);
  return { argv: seconds === undefined && !old ? [length, ...argv] : argv, ...(seconds === undefined ? {} : { seconds }) };
}

function switchUser(_: Shell, args: readonly string[]): Wrapped {
  const parsed = parseArguments(args, { short: 'csgu', long: ['command', 'shell'] });
  const script = optionValue(parsed, 'c', 'command');
  if (script !== undefined) return { argv: ['sh', '-c', script] };
  return { argv: hasOption(parsed, 'u') ? [...parsed.operands, ...parsed.rest] : parsed.rest };
}
