import type { Fix } from '../finding.ts';
import { inspect } from './commands.ts';
import { type PodPlace, podName } from './pod-commands.ts';

/** Prints parts of a pod, one a line. A part is a JSONPath template: `{.spec.volumes}`, `ofInitContainer(...)`, `ofAllContainers(...)`. */
export const showPod = (place: PodPlace, text: string, ...parts: readonly string[]): Fix =>
  inspect(text, 'get', 'pod', podName(place), '-n', place.namespace, '-o', `jsonpath=${parts.join(newline)}`);

/** Fields of one init container, each on its line: `.command`, `.volumeMounts`. A name that could end the filter's string stands for all. */
export function ofInitContainer(name: string, ...fields: readonly string[]): string {
  const which = /^[\w.-]+$/.test(name) ? `?(@.name=="${name}")` : '*';
  return `{range .spec.initContainers[${which}]}${fields.map((field) => `{${field}}`).join(newline)}{end}`;
}

/** One field of every container of the pod behind the container's name, a line each. */
export const ofAllContainers = (field: string): string =>
  ['initContainers', 'containers'].map((list) => `{range .spec.${list}[*]}{.name}{" "}{${field}}${newline}{end}`).join('');

const newline = '{"\\n"}';
