import type { Facts } from '../facts.ts';
import type { Fix } from '../finding.ts';
import { kubectl, mutate, workloadName } from './commands.ts';
import { type PodPlace, podName } from './pod-commands.ts';

/** What the controller wrote into a Job: a copy that still holds it is refused when it is created again. */
const withoutGenerated = JSON.stringify({
  spec: {
    selector: null,
    template: {
      metadata: {
        labels: {
          'controller-uid': null,
          'job-name': null,
          'batch.kubernetes.io/controller-uid': null,
          'batch.kubernetes.io/job-name': null,
        },
      },
    },
  },
});

/** Prints a pod or a Job as it can be created again. */
export function specOf({ workload, namespace }: Pick<Facts, 'workload' | 'namespace'>): string {
  const get = kubectl('get', workloadName(workload), '-n', namespace, '-o', 'yaml');
  if (workload.kind !== 'Job') return get;
  return `${get} | ${kubectl('patch', '--local', '-f', '-', '--type=merge', '-p', withoutGenerated, '-o', 'yaml')}`;
}

/** For what cannot be changed in place. */
export function replaceByCopy({ workload, namespace }: Pick<Facts, 'workload' | 'namespace'>, text: string): Fix {
  return {
    text: `${text}; a ${workload.kind} cannot be changed in place: edit the copy, then replace it`,
    command: editedCopy(specOf({ workload, namespace }), workload.name),
    risk: 'destructive',
  };
}

/** Writes what a command prints to a file of the current folder, lets it be edited, and puts it in the place of the object. */
export function editedCopy(printing: string, name: string): string {
  // A name of Kubernetes has up to 253 characters, a file's up to 255.
  const file = `${name
    .slice(0, 240)
    .replace(/[^\w.-]/g, '_')
    .replace(/^[.-]+/, '_')}.yaml`;
  return `${printing} > ${file} && \${EDITOR:-vi} ${file} && ${kubectl('replace', '--force', '-f', file)}`;
}

/** Deletes a pod that nobody owns and creates it again as it was: its spec is all that is kept. */
export function replacePod(facts: Pick<Facts, 'workload' | 'namespace'>, text: string): Fix {
  return { text, command: `${specOf(facts)} | ${kubectl('replace', '--force', '-f', '-')}`, risk: 'destructive' };
}

/** Deletes the pod so that its owner makes a new one; one without an owner is made anew by the command itself. */
export function recreatePod(facts: PodPlace & Pick<Facts, 'workload'>, text: string): Fix {
  if (facts.workload.kind === 'Pod') return replacePod(facts, text);
  return mutate(text, 'delete', 'pod', podName(facts), '-n', facts.namespace);
}
