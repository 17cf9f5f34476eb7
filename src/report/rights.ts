import { kubectl } from '../diagnosis/words/commands.ts';
import type { UnreadableEntry } from './document.ts';

/** Whom the user asked to act as, by the flags `--as`, `--as-group` and `--as-uid`. */
export interface Impersonated {
  readonly as?: string;
  readonly 'as-group'?: readonly string[];
  readonly 'as-uid'?: string;
}

export interface RightsCommand {
  readonly text: string;
  readonly command: string;
  readonly risk: 'inspect' | 'mutating';
}

/**
 * How to ask for the rights that were missing: whether there is one, or the smallest Role that has several. Secrets are no part of it:
 * an answer does not need them.
 */
export function rightsCommands(unreadable: readonly UnreadableEntry[], as: Impersonated): readonly RightsCommand[] {
  const missing = unreadable.filter(({ forbidden }) => forbidden);
  const [first] = missing;
  if (!first) return [];
  const needed = missing.filter(({ resource }) => resource !== 'secrets');
  if (missing.length === 1 || needed.length === 0) return [askFor(first, as)];
  const namespaces = new Set(needed.flatMap(({ namespace }) => namespace ?? []));
  const [only] = namespaces;
  const own = namespaces.size === 1 ? needed.filter(({ namespace }) => namespace !== undefined) : [];
  const everywhere = needed.filter((entry) => !own.includes(entry));
  return [
    ...(own.length > 0 && only !== undefined ? [roleFor('role', own, ['-n', only])] : []),
    ...(everywhere.length > 0 ? [roleFor('clusterrole', everywhere, [])] : []),
  ];
}

function askFor({ verb, resource, namespace }: UnreadableEntry, as: Impersonated): RightsCommand {
  const words = ['auth', 'can-i', verb, resource, ...(namespace === undefined ? [] : ['-n', namespace])];
  return { text: 'ask whether it is allowed', command: asSame(words, as), risk: 'inspect' };
}

/** A kubectl command for the user who was refused. */
export function asSame(words: readonly string[], { as, 'as-group': groups = [], 'as-uid': uid }: Impersonated): string {
  const who = [...(as ? ['--as', as] : []), ...groups.flatMap((group) => ['--as-group', group]), ...(uid ? ['--as-uid', uid] : [])];
  return kubectl(...words, ...who);
}

function roleFor(kind: 'role' | 'clusterrole', entries: readonly UnreadableEntry[], where: readonly string[]): RightsCommand {
  const resources = [...new Set(entries.map(({ resource }) => resource))].join(',');
  const create = kubectl('create', kind, 'initdoctor', '--verb=get,list', `--resource=${resources}`, ...where);
  const bind = kubectl('create', `${kind}binding`, 'initdoctor', `--${kind}=initdoctor`, subjectOf(entries), ...where);
  const scope = kind === 'role' ? '' : ' of the cluster';
  return { text: `an administrator${scope} can allow it with`, command: `${create} && ${bind}`, risk: 'mutating' };
}

/** The server's refusal says whom it refused. */
function subjectOf(entries: readonly UnreadableEntry[]): string {
  const [, user = 'USER'] = entries.map(({ reason }) => /\bUser "([^"]{1,253})"/.exec(reason)).find((match) => match !== null) ?? [];
  const [, account] = /^system:serviceaccount:([^:]{1,63}:[^:]{1,253})$/.exec(user) ?? [];
  return account === undefined ? `--user=${user}` : `--serviceaccount=${account}`;
}
