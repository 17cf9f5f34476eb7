import type { Facts } from '../facts.ts';
import type { Fix } from '../finding.ts';
import { injectorOf } from '../owners/injector.ts';
import { changePod, editSpec } from './change-spec.ts';
import { advise } from './commands.ts';

type Owned = Pick<Facts, 'workload' | 'namespace' | 'around' | 'pod'>;

/**
 * A change of one container in its workload's template. The patch finds it by name: webhooks may have moved its index in the pod.
 * An injected container is not in the template, so its change is advice about the injector.
 */
export function changeContainer(facts: Owned, container: string, text: string, fields: object): Fix {
  const list = (facts.pod.spec?.initContainers ?? []).some(({ name }) => name === container) ? 'initContainers' : 'containers';
  const through = throughInjector(facts, container, text);
  return through ?? changePod(facts, text, { [list]: [{ name: container, ...fields }] });
}

/** Opens the template; for a container that is not in it, advice about its injector. */
export const editContainer = (facts: Owned, container: string, text: string): Fix =>
  throughInjector(facts, container, text) ?? editSpec(facts, text);

export function throughInjector(facts: Pick<Facts, 'workload' | 'around'>, container: string, text: string): Fix | undefined {
  const injector = injectorOf(facts, container);
  return injector && advise(`${text}, ${injector.settings}: ${container} was injected by ${injector.by}`);
}
