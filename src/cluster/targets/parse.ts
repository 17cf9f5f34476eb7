import { KnownError } from '../errors.ts';
import { kinds } from '../kinds.ts';
import type { Kind } from '../kubernetes.ts';
import { nearMisses } from '../near-miss.ts';
import { shortNames, type Target, type TargetFlags, type TargetKind } from './model.ts';

/**
 * What the words of a command line ask for, as kubectl reads them: `POD`, `pod/x`, `deploy x y`, `deploy/a job/b`, `sts -l app=db`.
 * No words: all pods that the flags select. Throws KnownError for what kubectl would refuse too.
 */
export const parseTargets = (words: readonly string[], flags: TargetFlags): Target[] => {
  const [first, ...rest] = words;
  if (first === undefined) return [selected('Pod', flags)];
  const kind = first.includes('/') ? undefined : targetKind(first);
  if (kind !== undefined && rest.length === 0) return [selected(kind, flags)];
  refuseSelection(flags);
  if (kind === undefined) return words.map(parseWord);
  const withSlash = rest.find((word) => word.includes('/'));
  if (withSlash !== undefined) throw new KnownError(`"${first}" before "${withSlash}" names a kind twice: write ${withSlash} alone`);
  return rest.map((name) => named(kind, name));
};

const selected = (kind: TargetKind, flags: TargetFlags): Target => ({
  by: 'selector',
  kind,
  ...(flags.selector !== undefined && { labelSelector: flags.selector }),
  ...(flags['field-selector'] !== undefined && { fieldSelector: flags['field-selector'] }),
});

const refuseSelection = (flags: TargetFlags): void => {
  if (flags.selector !== undefined || flags['field-selector'] !== undefined) {
    throw new KnownError('names and selectors do not go together: leave out the names, or -l and --field-selector');
  }
  if (flags['all-namespaces']) throw new KnownError('a name is looked up in one namespace: leave out -A, or give -n NAMESPACE instead');
};

const parseWord = (word: string): Target => {
  const [kindWord = '', name, ...more] = word.split('/');
  if (name === undefined) return named('Pod', kindWord);
  if (kindWord === '' || name === '' || more.length > 0)
    throw new KnownError(`"${word}" is no target: write KIND/NAME, such as deploy/web`);
  const kind = targetKind(kindWord);
  if (kind !== undefined) return named(kind, name);
  const known = anyKind(kindWord);
  if (known !== undefined) throw new KnownError(`${word}: a ${known} has no init containers; ${whatToGive}`);
  const [near] = nearMisses(kindWord, targetWords(), 1);
  if (near !== undefined) throw new KnownError(`"${kindWord}" in "${word}" is no kind that has pods; did you mean ${near}/${name}?`);
  throw new KnownError(
    `"${kindWord}" in "${word}" is no kind that has pods; ${whatToGive}; for a pod of another namespace: ${name} -n ${kindWord}`,
  );
};

const whatToGive = `give POD, ${Object.values(shortNames)
  .filter((name) => name !== 'pod')
  .map((name) => `${name}/NAME`)
  .join(', ')}`;

const named = (kind: TargetKind, name: string): Target => {
  if (name === '') throw new KnownError('a name is empty');
  return { by: 'name', kind, name };
};

/** The kind that a word names, where it has pods. */
export const targetKind = (word: string): TargetKind | undefined => {
  const kind = anyKind(word);
  return kind !== undefined && isTargetKind(kind) ? kind : undefined;
};

const isTargetKind = (kind: Kind): kind is TargetKind => kind in shortNames;

/** A kind by its plural, singular or short name, perhaps with its group: `deployments.apps`, `deploy.v1.apps`. */
const anyKind = (word: string): Kind | undefined => {
  const [name = '', ...group] = word.toLowerCase().split('.');
  for (const [kind, info] of Object.entries(kinds)) {
    if (name !== info.plural && !info.names.includes(name)) continue;
    const groups = ['', info.group, `${info.version}.${info.group}`, info.version];
    if (isKind(kind) && groups.includes(group.join('.'))) return kind;
  }
  return undefined;
};

/** All that the kinds go by that can be targets. */
const targetWords = (): string[] =>
  Object.entries(kinds).flatMap(([kind, { plural, names }]) => (isKind(kind) && isTargetKind(kind) ? [...names, plural] : []));

const isKind = (kind: string): kind is Kind => Object.hasOwn(kinds, kind);
