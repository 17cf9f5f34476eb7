import type { DaemonSet, Deployment, Job, Kind, Kinds, LabelSelector, Pod, StatefulSet } from '../../cluster/kubernetes.ts';
import { selectorText } from '../../cluster/selector.ts';
import type { ObjectTarget, PodBehind, WaitOutcome } from '../model.ts';
import { controllerOf, isPastInit, isReady, sameWorkload } from './own-workload.ts';
import type { Standpoint } from './standpoint.ts';

/** Whether an object that exists is as it is waited for, and who keeps it if not. */
export async function judgeObject<K extends Kind>(kind: K, object: Kinds[K], target: ObjectTarget, at: Standpoint): Promise<WaitOutcome> {
  const { condition } = target;
  if (condition === 'exists') return { state: 'healthy', detail: 'it exists' };
  const judge: Judge<K> | undefined = judges[kind];
  return judge ? judge(object, condition, at) : byCondition(object, condition);
}

type Judge<K extends Kind> = (object: Kinds[K], condition: string, at: Standpoint) => WaitOutcome | Promise<WaitOutcome>;

const judges: { readonly [K in Kind]?: Judge<K> } = {
  Job: judgeJob,
  Pod: judgePod,
  Deployment: judgeDeployment,
  StatefulSet: judgeStatefulSet,
  DaemonSet: judgeDaemonSet,
  PersistentVolumeClaim: ({ status }, condition) =>
    /bound/i.test(condition) ? inPhase(status?.phase, 'Bound') : byCondition({ status }, condition),
  Namespace: ({ status }, condition) => (/active/i.test(condition) ? inPhase(status?.phase, 'Active') : byCondition({ status }, condition)),
};

const inPhase = (phase: string | undefined, wanted: string): WaitOutcome =>
  phase === wanted ? { state: 'healthy', detail: `it is ${wanted}` } : notYet(`its phase is ${phase ?? 'not known'}, not ${wanted}`);

const notYet = (detail: string, behind: readonly PodBehind[] = []): WaitOutcome => ({ state: 'not-yet', detail, behind });

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

/** As `kubectl wait --for=condition=TYPE` does: by the type, whatever its case. */
const conditionOf = (object: object, type: string): Condition | undefined =>
  conditionsOf(object).find((each) => each.type.toLowerCase() === type.toLowerCase());

function conditionsOf(object: { readonly status?: { readonly conditions?: readonly Condition[] } }): readonly Condition[] {
  return object.status?.conditions ?? [];
}

/** @param wanted a condition's type, or `type=value` where another value than True is waited for */
function byCondition(object: object, wanted: string): WaitOutcome {
  const [type = '', value = 'true'] = wanted.split('=');
  const condition = conditionOf(object, type);
  if (condition?.status.toLowerCase() === value.toLowerCase()) {
    return { state: 'healthy', detail: `condition ${condition.type} is ${condition.status}` };
  }
  return notYet(condition ? `condition ${condition.type} is ${condition.status}${because(condition)}` : `it has no condition ${type}`);
}

const because = ({ reason, message }: Condition): string => (reason || message ? ` (${[reason, message].filter(Boolean).join(': ')})` : '');

async function judgeJob(job: Job, wanted: string, at: Standpoint): Promise<WaitOutcome> {
  const failed = ['Failed', 'FailureTarget'].map((type) => conditionOf(job, type)).find((condition) => condition?.status === 'True');
  const complete = conditionOf(job, 'Complete')?.status === 'True';
  if (/^fail/i.test(wanted))
    return failed
      ? { state: 'healthy', detail: 'the Job has failed' }
      : notYet(complete ? 'the Job completed, and will not fail' : progressOf(job));
  if (complete) return { state: 'healthy', detail: 'the Job is complete' };
  if (failed)
    return { state: 'job-failed', reason: [failed.reason, failed.message].filter(Boolean).join(': ') || 'its condition Failed is True' };
  if (job.spec?.suspend) return { state: 'job-suspended' };
  const selector = job.spec?.selector ?? { matchLabels: { 'job-name': job.metadata?.name ?? '' } };
  const pods = await podsBehind(selector, job.metadata?.namespace, at);
  return notYet(progressOf(job), pods);
}

function progressOf({ spec, status }: Job): string {
  const counts = [
    `${status?.succeeded ?? 0} of ${spec?.completions ?? spec?.parallelism ?? 1} completions`,
    `${status?.active ?? 0} active`,
  ];
  if (status?.failed) counts.push(`${status.failed} failed (backoffLimit ${spec?.backoffLimit ?? 6})`);
  if (spec?.parallelism === 0) counts.push('parallelism is 0');
  return counts.join(', ');
}

function judgePod(pod: Pod, wanted: string, at: Standpoint): WaitOutcome {
  const { phase } = pod.status ?? {};
  const ref = behindOf(pod, at.namespace);
  if (/^(ready|available|running)$/i.test(wanted)) {
    if (/running/i.test(wanted) ? phase === 'Running' : isReady(pod))
      return { state: 'healthy', detail: `pod ${ref.name} is ${wanted.toLowerCase()}` };
    if (phase === 'Succeeded') return notYet(`pod ${ref.name} has completed, and will not be ready any more`);
    return notYet(`pod ${ref.name} is not ${wanted.toLowerCase()}`, [ref]);
  }
  if (/^(complete|completed|succeeded)$/i.test(wanted)) {
    return phase === 'Succeeded'
      ? { state: 'healthy', detail: `pod ${ref.name} has completed` }
      : notYet(`pod ${ref.name} is ${phase ?? 'not running'}`, [ref]);
  }
  const outcome = byCondition(pod, wanted);
  return outcome.state === 'not-yet' ? { ...outcome, behind: [ref] } : outcome;
}

async function judgeDeployment(deployment: Deployment, wanted: string, at: Standpoint): Promise<WaitOutcome> {
  const { metadata, spec, status } = deployment;
  const replicas = spec?.replicas ?? 1;
  const { updatedReplicas = 0, availableReplicas = 0, observedGeneration = 0 } = status ?? {};
  const asked = conditionOf(deployment, wanted);
  if (asked?.status === 'True') return { state: 'healthy', detail: `condition ${asked.type} is True` };
  const done = observedGeneration >= (metadata?.generation ?? 0) && updatedReplicas >= replicas && availableReplicas >= replicas;
  if (!asked && done) return { state: 'healthy', detail: `${availableReplicas} of ${replicas} replicas are available` };
  const stuck = [conditionOf(deployment, 'Progressing'), conditionOf(deployment, 'ReplicaFailure')].find(
    (condition) =>
      condition?.reason === 'ProgressDeadlineExceeded' || (condition?.type === 'ReplicaFailure' && condition.status === 'True'),
  );
  const detail = `${availableReplicas} of ${replicas} replicas are available${spec?.paused ? ', and the rollout is paused' : ''}${stuck ? because(stuck) : ''}`;
  return whileUnready(detail, spec?.selector, metadata?.namespace, { kind: 'Deployment', name: metadata?.name ?? '' }, at);
}

async function judgeStatefulSet({ metadata, spec, status }: StatefulSet, _wanted: string, at: Standpoint): Promise<WaitOutcome> {
  const replicas = spec?.replicas ?? 1;
  const ready = status?.readyReplicas ?? 0;
  const updated = spec?.updateStrategy?.type === 'OnDelete' || status?.currentRevision === status?.updateRevision;
  if (ready >= replicas && updated) return { state: 'healthy', detail: `${ready} of ${replicas} pods are ready` };
  return whileUnready(
    `${ready} of ${replicas} pods are ready`,
    spec?.selector,
    metadata?.namespace,
    { kind: 'StatefulSet', name: metadata?.name ?? '' },
    at,
  );
}

async function judgeDaemonSet({ metadata, spec, status }: DaemonSet, _wanted: string, at: Standpoint): Promise<WaitOutcome> {
  const { desiredNumberScheduled: desired = 0, numberReady = 0 } = status ?? {};
  if (numberReady >= desired) return { state: 'healthy', detail: `${numberReady} of ${desired} pods are ready` };
  return whileUnready(
    `${numberReady} of ${desired} pods are ready`,
    spec?.selector,
    metadata?.namespace,
    { kind: 'DaemonSet', name: metadata?.name ?? '' },
    at,
  );
}

/** The pods that keep a workload from being ready; a pod that waits for its own workload waits for itself. */
async function whileUnready(
  detail: string,
  selector: LabelSelector | undefined,
  namespace: string | undefined,
  workload: { kind: string; name: string },
  at: Standpoint,
): Promise<WaitOutcome> {
  const ref = { ...workload, namespace: namespace ?? at.namespace };
  const pods = selector ? await listPods(selector, namespace, at) : [];
  const unready = pods.filter((pod) => !isReady(pod));
  const own = sameWorkload(controllerOf(at.pod, at.namespace), ref);
  if (own && !unready.some(isPastInit))
    return { state: 'own-pod', detail: `${ref.kind} ${ref.name} is ready only when this pod is: ${detail}` };
  const others = own ? unready.filter(isPastInit) : unready;
  return notYet(
    detail,
    others.map((pod) => behindOf(pod, ref.namespace)),
  );
}

async function podsBehind(selector: LabelSelector, namespace: string | undefined, at: Standpoint): Promise<PodBehind[]> {
  const pods = await listPods(selector, namespace, at);
  const going = pods.filter(({ status }) => status?.phase !== 'Succeeded');
  // Failed pods of a Job stay for their logs; the one that runs now tells more.
  const failedLast = (pod: Pod) => (pod.status?.phase === 'Failed' ? 1 : 0);
  return going.sort((one, other) => failedLast(one) - failedLast(other)).map((pod) => behindOf(pod, namespace ?? at.namespace));
}

async function listPods(selector: LabelSelector, namespace: string | undefined, at: Standpoint): Promise<Pod[]> {
  const pods = await at.cluster.list('Pod', { namespace: namespace ?? at.namespace, labelSelector: selectorText(selector) });
  return pods.state === 'found' ? pods.value : [];
}

const behindOf = (pod: Pod, home: string): PodBehind => ({
  namespace: pod.metadata?.namespace ?? home,
  name: pod.metadata?.name ?? '',
  ready: isReady(pod),
});
