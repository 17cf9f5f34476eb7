import { table } from '../../cluster/table.ts';
import type { Facts } from '../facts.ts';
import type { Fix } from '../finding.ts';
import { mutate, workloadName } from './commands.ts';
import { replaceByCopy } from './replace-object.ts';

type Owned = Pick<Facts, 'workload' | 'namespace'>;

/** Where the pod's spec stands in the object to change. */
const podSpecPaths = table<readonly string[]>({
  Deployment: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  ReplicaSet: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
});

export interface SpecChange {
  readonly op: 'add' | 'replace' | 'remove';
  /** Relative to the pod's spec: `/initContainers/0/image`. */
  readonly path: string;
  readonly value?: unknown;
}

/**
 * A change of the pod's spec as a command for whoever owns it: a patch of the workload's template; for a bare pod or a Job,
 * whose specs cannot be changed, a copy to edit and to put in its place; for owners we do not know, their own editor.
 */
export function changeSpec(owned: Owned, text: string, ...changes: readonly SpecChange[]): Fix {
  const { workload, namespace } = owned;
  const path = podSpecPaths[workload.kind];
  if (path) {
    const patch = changes.map((change) => ({ ...change, path: `/${path.join('/')}${change.path}` }));
    return mutate(text, 'patch', workloadName(workload), '-n', namespace, '--type=json', '-p', JSON.stringify(patch));
  }
  if (workload.kind === 'Pod' || workload.kind === 'Job') return replaceByCopy(owned, text);
  return mutate(`${text} (in ${workload.kind} ${workload.name}, which makes this pod)`, 'edit', workloadName(workload), '-n', namespace);
}

/** A change of fields of the pod's spec in its workload's template: lists are merged by name, as the API does for its own kinds. */
export function changePod(owned: Owned, text: string, fields: object): Fix {
  const { workload, namespace } = owned;
  const path = podSpecPaths[workload.kind];
  if (!path) return editSpec(owned, text);
  const patch = path.reduceRight<object>((inner, key) => ({ [key]: inner }), fields);
  return mutate(text, 'patch', workloadName(workload), '-n', namespace, '-p', JSON.stringify(patch));
}

/** Opens the workload's template; used where the change is too large for a patch. */
export function editSpec(owned: Owned, text: string): Fix {
  const { workload, namespace } = owned;
  if (workload.kind === 'Pod' || workload.kind === 'Job') return replaceByCopy(owned, text);
  return mutate(text, 'edit', workloadName(workload), '-n', namespace);
}

/** The JSON pointer of an init container (or app container) inside the pod's spec; undefined when there is none of that name. */
export function containerPath({ pod }: Pick<Facts, 'pod'>, container: string): string | undefined {
  for (const list of ['initContainers', 'containers'] as const) {
    const index = (pod.spec?.[list] ?? []).findIndex(({ name }) => name === container);
    if (index >= 0) return `/${list}/${index}`;
  }
  return undefined;
}

/** `kubectl set image` works for init containers of workloads and of bare pods alike. */
export function setImage({ workload, namespace }: Owned, text: string, container: string, image: string): Fix {
  return mutate(text, 'set', 'image', workloadName(workload), '-n', namespace, `${container}=${image}`);
}
