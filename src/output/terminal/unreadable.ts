import { type Aim, aimed } from '../../report/aim.ts';
import type { UnreadableEntry } from '../../report/document.ts';
import { type Impersonated, rightsCommands } from '../../report/rights.ts';
import type { Style } from './style.ts';
import { block, oneLine } from './text.ts';

/** What a resource tells: without it, an answer may lack that. */
const tells: Readonly<Record<string, string>> = {
  events: 'what Kubernetes reported',
  'pods/log': 'what containers printed',
  pods: 'other pods it depends on',
  services: 'what it waits for',
  'endpointslices.discovery.k8s.io': 'what it waits for',
  configmaps: 'whether its settings exist',
  secrets: 'whether its settings exist',
  persistentvolumeclaims: 'the state of its volumes',
  persistentvolumes: 'the state of its volumes',
  'storageclasses.storage.k8s.io': 'the state of its volumes',
  nodes: 'the state of nodes',
};

/** What could not be read and why that matters, shortly: the reader has a broken pod. Then how to get the right, where one is missing. */
export function unreadableLines(unreadable: readonly UnreadableEntry[], as: Impersonated & Aim, style: Style): string[] {
  const forbidden = unreadable.filter((entry) => entry.forbidden);
  const failed = unreadable.filter((entry) => !entry.forbidden);
  return [
    ...(forbidden.length > 0 ? ['', ...rightsLines(forbidden, as, style)] : []),
    ...(failed.length > 0 ? ['', ...block(`could not be read, so the answer may lack something: ${listed(failed)}`, 2, style.width)] : []),
  ];
}

function rightsLines(forbidden: readonly UnreadableEntry[], as: Impersonated & Aim, style: Style): string[] {
  const lacks = [...new Set(forbidden.flatMap(({ resource }) => tells[resource] ?? []))];
  const why = lacks.length > 0 ? lacks.join(', ') : 'something';
  const note = `not allowed to read ${places(forbidden).join('; ')}: the answer may lack ${why}`;
  const commands = rightsCommands(forbidden, as).flatMap(({ text, command, risk }) => [
    ...block(`${text} (${risk === 'inspect' ? 'reads only' : 'changes rights'})`, 0, style.width - 4).map((line) =>
      style.faint(`  # ${line}`),
    ),
    `  ${style.command(oneLine(aimed(command, as)))}`,
  ]);
  return [...block(note, 2, style.width), ...commands];
}

/** `events, pods/log in shop; nodes` */
function places(entries: readonly UnreadableEntry[]): string[] {
  const byPlace = new Map<string, Set<string>>();
  for (const { resource, namespace } of entries) {
    const place = namespace === undefined ? '' : ` in ${namespace}`;
    byPlace.set(place, (byPlace.get(place) ?? new Set()).add(resource));
  }
  return [...byPlace].map(([place, resources]) => [...resources].join(', ') + place);
}

const listed = (entries: readonly UnreadableEntry[]): string =>
  entries
    .map(({ verb, resource, namespace, reason }) => `${verb} ${resource}${namespace ? ` in ${namespace}` : ''} (${reason})`)
    .join('; ');
