import { table } from '../../cluster/table.ts';
import { shortNames } from '../../cluster/targets/model.ts';
import type { Workload } from '../facts.ts';
import type { Fix } from '../finding.ts';

/** A word as a POSIX shell takes it literally. */
export function shellQuote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A kubectl command that can be pasted: every word is quoted where it has to be, and what is no flag of ours is none. */
export const kubectl = (...words: readonly string[]): string => ['kubectl', ...words.map(harmless).map(shellQuote)].join(' ');

const setOf = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const flags = setOf(
  '- -- -A -n -o -c -l -p -f -L -it --all-containers --as --as-group --as-uid --command --field-selector --for --force --local --previous --rm --show-labels',
);
const flagsWithValue = setOf(
  '--as --container --clusterrole --copy-to --docker-server --docker-username --docker-password --field-selector --from --from-literal --grace-period --image --limits --replicas --resource --restart --role --serviceaccount --tail --type --user --verb',
);

const isOurs = (word: string): boolean => flags.has(word) || (word.includes('=') && flagsWithValue.has(word.slice(0, word.indexOf('='))));

/**
 * Names that nobody checks, such as those of pull secrets, could be flags: `kubectl delete secret --all`. kubectl refuses `./--all`,
 * and no object is called so. What follows a flag that takes a value, or `--`, is no flag to kubectl.
 */
function harmless(word: string, index: number, all: readonly string[]): string {
  const isValue = /^-[noclpfL]$/.test(all[index - 1] ?? '') || all.slice(0, index).includes('--');
  return !word.startsWith('-') || isValue || isOurs(word) ? word : `./${word}`;
}

export const inspect = (text: string, ...words: readonly string[]): Fix => ({ text, command: kubectl(...words), risk: 'inspect' });
export const mutate = (text: string, ...words: readonly string[]): Fix => ({ text, command: kubectl(...words), risk: 'mutating' });
/** Advice with no command: somebody else has to act, or the text says what to write where. */
export const advise = (text: string): Fix => ({ text, risk: 'safe' });

const shortNameOf = table(shortNames);

/** `deploy/web`, as kubectl users type it. */
export const workloadName = ({ kind, name }: Workload): string => `${shortNameOf[kind] ?? kind.toLowerCase()}/${name}`;

/** The endpoints of a Service: which pods stand behind it, and which of them are ready. */
export const showEndpoints = (text: string, service: string, namespace: string): Fix =>
  inspect(text, 'get', 'endpointslices', '-n', namespace, '-l', `kubernetes.io/service-name=${service}`);
