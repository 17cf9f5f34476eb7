import { table } from '../../cluster/table.ts';
import type { Facts } from '../facts.ts';
import type { Fix } from '../finding.ts';
import { injectorOf } from '../owners/injector.ts';
import { advise, editSpec, mutate, workloadName } from './commands.ts';

type Owned = Pick<Facts, 'workload' | 'namespace' | 'around' | 'pod'>;

const templates = table<readonly string[]>({
  Deployment: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  ReplicaSet: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
});

/**
 * A change of one container in its workload's template. The patch finds it by name: webhooks may have moved its index in the pod.
 * An injected container is not in the template, so its change is advice about the injector.
 */
export function changeContainer(facts: Owned, container: string, text: string, fields: object): Fix {
  const list = (facts.pod.spec?.initContainers ?? []).some(({ name }) => name === container) ? 'initContainers' : 'containers';
  const through = throughInjector(facts, container, text);
  return through ?? changePod(facts, text, { [list]: [{ name: container, ...fields }] });
}

/** A change of the pod's spec in its workload's template: lists are merged by name, as the API does for its own kinds. */
export function changePod(facts: Owned, text: string, fields: object): Fix {
  const { workload, namespace } = facts;
  const path = templates[workload.kind];
  if (!path) return editSpec(facts, text);
  const patch = path.reduceRight<object>((inner, key) => ({ [key]: inner }), fields);
  return mutate(text, 'patch', workloadName(workload), '-n', namespace, '-p', JSON.stringify(patch));
}

/** Opens the template; for a container that is not in it, advice about its injector. */
export const editContainer = (facts: Owned, container: string, text: string): Fix =>
  throughInjector(facts, container, text) ?? editSpec(facts, text);

export function throughInjector(facts: Pick<Facts, 'workload' | 'around'>, container: string, text: string): Fix | undefined {
  const injector = injectorOf(facts, container);
  return injector && advise(`${text}, ${injector.settings}: ${container} was injected by ${injector.by}`);
}
