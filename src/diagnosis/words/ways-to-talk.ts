import type { Step } from '../../init/model.ts';
import type { Facts } from '../facts.ts';
import type { Fix } from '../finding.ts';
import { changeContainer } from './change-container.ts';
import { inspect } from './commands.ts';

/** How to make a container say why it fails: a copy with a shell, a script that prints what it runs, a status that keeps the last lines. */
export function waysToTalk(facts: Facts, step: Step): Fix[] {
  const { namespace, pod } = facts;
  const name = pod.metadata?.name ?? '';
  const script = shellScript(step);
  const copy = inspect(
    `make it talk: open a shell in a copy of the pod, in place of ${step.name}, and run its command by hand (delete pod ${name}-debug afterwards)`,
    'debug',
    `pod/${name}`,
    '-n',
    namespace,
    '-it',
    `--copy-to=${name}-debug`,
    `--container=${step.name}`,
    '--',
    'sh',
  );
  const trace = script
    ? [
        changeContainer(facts, step.name, `let the shell print each command before it runs it (set -x)`, {
          command: script.command,
          args: script.args,
        }),
      ]
    : [];
  const keep = changeContainer(facts, step.name, 'keep the last log lines in the status (terminationMessagePolicy FallbackToLogsOnError)', {
    terminationMessagePolicy: 'FallbackToLogsOnError',
  });
  return [...debugOf(facts, step), { ...copy, risk: 'mutating' }, ...trace, keep];
}

/** The scripts of Bitnami's images swallow what their commands print, unless this is set. */
function debugOf(facts: Facts, { name, image }: Step): Fix[] {
  if (!/(?:^|\/)bitnami\w{0,12}\//.test(image)) return [];
  const text = 'let the scripts of the Bitnami image show the output and errors of their commands (BITNAMI_DEBUG=true)';
  return [changeContainer(facts, name, text, { env: [{ name: 'BITNAMI_DEBUG', value: 'true' }] })];
}

/** The same command with `set -x` before it, where it is a script given to a shell. */
function shellScript({ spec }: Step): { command: string[]; args: string[] } | undefined {
  const words = [...(spec.command ?? []), ...(spec.args ?? [])];
  const at = words.findIndex((word) => /^-[a-z]{0,4}c$/.test(word));
  const script = words[at + 1];
  if (at < 1 || script === undefined || !/(?:^|\/)(?:ba|da|a|z)?sh$/.test(words[0] ?? '')) return undefined;
  return { command: words.slice(0, at + 1), args: [`set -x; ${script}`, ...words.slice(at + 2)] };
}
