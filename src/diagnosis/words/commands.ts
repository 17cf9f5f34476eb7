import { table } from '../../cluster/table.ts';
import type { Facts, Workload } from '../facts.ts';
import type { Fix } from '../finding.ts';

/** A word as a POSIX shell takes it literally. */
export function shellQuote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A kubectl command that can be pasted: every word is quoted where it has to be, and what is no flag of ours is none. */
export const kubectl = (...words: readonly string[]): string => ['kubectl', ...words.map(harmless).map(shellQuote)].join(' ');

const flags =
  /^(?:-|--|-[AnoclpfL]|-it|--(?:all-containers|as|as-group|as-uid|command|field-selector|for|force|local|previous|rm|show-labels)|--(?:as|container|clusterrole|copy-to|docker-(?:server|username|password)|field-selector|from|from-literal|grace-period|image|limits|replicas|resource|restart|role|serviceaccount|tail|type|user|verb)=.*)$/s;

/**
 * Names that nobody checks, such as those of pull secrets, could be flags: `kubectl delete secret --all`. kubectl refuses `./--all`,
 * and no object is called so. What follows a flag that takes a value, or `--`, is no flag to kubectl.
 */
function harmless(word: string, index: number, words: readonly string[]): string {
  const isValue = /^-[noclpfL]$/.test(words[index - 1] ?? '') || words.slice(0, index).includes('--');
  return !word.startsWith('-') || isValue || flags.test(word) ? word : `./${word}`;
}

export const inspect = (text: string, ...words: readonly string[]): Fix => ({ text, command: kubectl(...words), risk: 'inspect' });
export const mutate = (text: string, ...words: readonly string[]): Fix => ({ text, command: kubectl(...words), risk: 'mutating' });
/** Advice with no command: somebody else has to act, or the text says what to write where. */
export const advise = (text: string): Fix => ({ text, risk: 'safe' });

const shortNames = table<string>({
  Deployment: 'deploy',
  StatefulSet: 'sts',
  DaemonSet: 'ds',
  ReplicaSet: 'rs',
  CronJob: 'cronjob',
});

/** `deploy/web`, as kubectl users type it. */
export const workloadName = ({ kind, name }: Workload): string => `${shortNames[kind] ?? kind.toLowerCase()}/${name}`;

/** Where the pod's spec stands in the object to change, as a JSON pointer. */
const podSpecPointers = table<string>({
  Deployment: '/spec/template/spec',
  StatefulSet: '/spec/template/spec',
  DaemonSet: '/spec/template/spec',
  ReplicaSet: '/spec/template/spec',
  CronJob: '/spec/jobTemplate/spec/template/spec',
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
export function changeSpec(facts: Pick<Facts, 'workload' | 'namespace'>, text: string, ...changes: readonly SpecChange[]): Fix {
  const { workload, namespace } = facts;
  const pointer = podSpecPointers[workload.kind];
  if (pointer !== undefined) {
    const patch = changes.map((change) => ({ ...change, path: pointer + change.path }));
    return mutate(text, 'patch', workloadName(workload), '-n', namespace, '--type=json', '-p', JSON.stringify(patch));
  }
  if (workload.kind === 'Pod' || workload.kind === 'Job') return replaceByCopy(facts, text);
  return mutate(`${text} (in ${workload.kind} ${workload.name}, which makes this pod)`, 'edit', workloadName(workload), '-n', namespace);
}

/** Opens the workload's template; used where the change is too large for a patch. */
export function editSpec(facts: Pick<Facts, 'workload' | 'namespace'>, text: string): Fix {
  const { workload, namespace } = facts;
  if (workload.kind === 'Pod' || workload.kind === 'Job') return replaceByCopy(facts, text);
  return mutate(text, 'edit', workloadName(workload), '-n', namespace);
}

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

function replaceByCopy({ workload, namespace }: Pick<Facts, 'workload' | 'namespace'>, text: string): Fix {
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

/** The JSON pointer of an init container (or app container) inside the pod's spec; undefined when there is none of that name. */
export function containerPath({ pod }: Pick<Facts, 'pod'>, container: string): string | undefined {
  for (const list of ['initContainers', 'containers'] as const) {
    const index = (pod.spec?.[list] ?? []).findIndex(({ name }) => name === container);
    if (index >= 0) return `/${list}/${index}`;
  }
  return undefined;
}

/** Reads the log of the run that tells. */
export function readLog({ pod, namespace }: Pick<Facts, 'pod' | 'namespace'>, container: string, previous: boolean): Fix {
  const words = ['logs', pod.metadata?.name ?? '', '-n', namespace, '-c', container];
  return inspect(`read the whole log of ${container}`, ...words, ...(previous ? ['--previous'] : []));
}

/** `kubectl set image` works for init containers of workloads and of bare pods alike. */
export function setImage(
  { workload, namespace }: Pick<Facts, 'workload' | 'namespace'>,
  text: string,
  container: string,
  image: string,
): Fix {
  return mutate(text, 'set', 'image', workloadName(workload), '-n', namespace, `${container}=${image}`);
}

/** Deletes a pod that nobody owns and creates it again as it was: its spec is all that is kept. */
export function replacePod(facts: Pick<Facts, 'workload' | 'namespace'>, text: string): Fix {
  return { text, command: `${specOf(facts)} | ${kubectl('replace', '--force', '-f', '-')}`, risk: 'destructive' };
}

/** Deletes the pod so that its owner makes a new one; one without an owner is made anew by the command itself. */
export function recreatePod(facts: Pick<Facts, 'pod' | 'namespace' | 'workload'>, text: string): Fix {
  const { pod, namespace, workload } = facts;
  if (workload.kind === 'Pod') return replacePod(facts, text);
  return mutate(text, 'delete', 'pod', pod.metadata?.name ?? '', '-n', namespace);
}
