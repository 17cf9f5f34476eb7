import { conditionOf } from '../../../init/pod.ts';
import type { Facts } from '../../facts.ts';
import type { Evidence, Finding, Fix } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { changeContainer } from '../../words/change-container.ts';
import { editSpec } from '../../words/change-spec.ts';
import { inspect, kubectl } from '../../words/commands.ts';
import { fromEvent, fromStatus } from '../../words/evidence.ts';
import { recreatePod } from '../../words/replace-object.ts';
import { clause } from '../../words/words.ts';

interface Eviction {
  readonly cause: string;
  readonly container?: string;
  readonly fixes: readonly Fix[];
}

/** Reasons of a whole pod; kubectl's STATUS hides them behind Init:... */
const podReasons: ReadonlySet<string> = new Set([
  'Evicted',
  'Preempting',
  'Preempted',
  'Terminated',
  'NodeShutdown',
  'Shutdown',
  'NodeLost',
  'NodeFailure',
]);

/** The pod was thrown off its node while init ran. */
export const evicted: Rule = {
  id: 'evicted',
  judge(facts) {
    const said = evictionOf(facts);
    if (!said) return [];
    const { cause, container, fixes } = understood(said.message, said.reason, facts);
    const finding: Finding = {
      code: 'evicted',
      category: 'evicted',
      severity: 'error',
      ...(container !== undefined && { container }),
      cause,
      fixes: hangs(facts, said.reason) ?? [
        ...fixes,
        recreatePod(facts, 'an evicted pod never runs again: delete it; its owner, if it has one, makes another'),
      ],
      evidence: [said.evidence],
      heals: facts.workload.kind === 'Pod' ? 'no' : 'maybe',
      confidence: 'certain',
      depth: 'root',
      explains: ['killed', 'container-gone', 'exit-code', 'exit-silent'],
    };
    return [finding];
  },
};

/** A kubelet that is silent never confirms that the pod is gone. */
function hangs({ pod, progress, now, namespace }: Facts, reason: string): Fix[] | undefined {
  const due = Date.parse(String(pod.metadata?.deletionTimestamp));
  if (progress.phase !== 'deleting' || !/Taint/.test(reason) || !(now.getTime() - due > 60_000)) return undefined;
  const node = pod.spec?.nodeName ?? 'its node';
  const name = pod.metadata?.name ?? '';
  return [
    inspect(
      `have node ${node} brought back: its kubelet does not answer, so the pod hangs in deletion; or have Node ${node} deleted, or tainted node.kubernetes.io/out-of-service, if it is down for good`,
      'describe',
      'node',
      node,
    ),
    {
      text: 'or remove the pod from the API without the word of its kubelet (--force), only if its containers surely run no more: a StatefulSet then starts a second one of its name',
      command: kubectl('delete', 'pod', name, '-n', namespace, '--force', '--grace-period=0'),
      risk: 'destructive',
    },
  ];
}

function evictionOf({ pod, events, progress }: Facts): { reason: string; message: string; evidence: Evidence } | undefined {
  const { reason = '', message = '' } = pod.status ?? {};
  if (podReasons.has(reason)) return { reason, message, evidence: fromStatus('status', `${reason}: ${message}`) };
  if (progress.phase !== 'ended' && progress.phase !== 'deleting') return undefined;
  const target = conditionOf(pod, 'DisruptionTarget');
  if (target?.status === 'True')
    return {
      reason: target.reason ?? '',
      message: target.message ?? '',
      evidence: fromStatus('status.conditions[DisruptionTarget]', `${target.reason}: ${target.message}`, target.lastTransitionTime),
    };
  const event = events.findLast((one) => one.reason === 'Evicted' || one.reason === 'Preempted' || one.reason === 'TaintManagerEviction');
  return event && { reason: event.reason, message: event.message, evidence: fromEvent(event) };
}

function understood(message: string, reason: string, facts: Facts): Eviction {
  const node = facts.pod.spec?.nodeName ?? 'its node';
  const low = /low on resource: (?<resource>[\w-]{1,60})/.exec(message)?.groups?.resource;
  const volume = /Usage of EmptyDir volume "(?<volume>[^"]{1,253})" exceeds the limit "(?<limit>[^"]{1,40})"/.exec(message)?.groups;
  const own = /Container (?<container>\S{1,253}) exceeded its local ephemeral storage limit "(?<limit>[^"]{1,40})"/.exec(message)?.groups;
  const total = /ephemeral local storage usage exceeds the total limit of containers (?<limit>\w{1,40})/.exec(message)?.groups?.limit;
  if (volume) {
    const writer = writerOf(facts, volume.volume ?? '');
    return {
      cause: `the pod was evicted: emptyDir volume ${volume.volume} grew over its sizeLimit of ${volume.limit}${writer ? `, written by init container ${writer}` : ''}`,
      ...(writer !== undefined && { container: writer }),
      fixes: [
        editSpec(
          facts,
          `raise sizeLimit of emptyDir volume ${volume.volume} above ${volume.limit}, or use a claim${writer ? `, or write less in ${writer}` : ''}`,
        ),
      ],
    };
  }
  if (own) {
    const { container = '', limit } = own;
    const text = `raise the ephemeral-storage limit of ${container} above ${limit}, or write to a volume`;
    return {
      cause: `the pod was evicted: container ${container} wrote more than its ephemeral-storage limit of ${limit}`,
      container,
      fixes: [changeContainer(facts, container, text, { resources: { limits: { 'ephemeral-storage': doubled(limit ?? '') } } })],
    };
  }
  if (total !== undefined) {
    return {
      cause: `the pod was evicted: all it wrote to local disk is more than the ephemeral-storage limits of its containers together (${total})`,
      ...running(facts),
      fixes: [editSpec(facts, `raise the ephemeral-storage limits (together ${total}), or write to a volume`)],
    };
  }
  if (low !== undefined) {
    const using = /Container (?<container>\S{1,253}) was using (?<used>\w{1,40}), request is (?<asked>\w{1,40})/.exec(message)?.groups;
    return {
      cause: `the pod was evicted as node ${node} ran low on ${low}${using ? `: container ${using.container} used ${using.used}, with a request of ${using.asked}` : ''}`,
      ...(using?.container !== undefined && { container: using.container }),
      fixes: [
        editSpec(
          facts,
          `request the ${low} that ${using?.container ?? 'the pod'} really uses, so that the scheduler finds a node that has it`,
        ),
        inspect(`see what uses up ${low} on the node; ask its administrator to free some`, 'describe', 'node', node),
      ],
    };
  }
  return {
    cause: otherwise(reason, message, node),
    ...running(facts),
    fixes: [
      /Preempt/i.test(reason)
        ? inspect(
            'give the pod a PriorityClass that is not below those of its neighbours, or have room made (nodes, requests); see the classes',
            ...['get', 'priorityclasses'],
          )
        : inspect('see the node and its taints', 'describe', 'node', node),
    ],
  };
}

function otherwise(reason: string, message: string, node: string): string {
  if (/Preempt/i.test(reason)) return `the pod was preempted: a pod of higher priority took its place on ${node} (${clause(message)})`;
  if (/Shutdown|Terminated/.test(reason) || /node shutdown/i.test(message))
    return `the pod was ended as node ${node} shut down (${clause(message)})`;
  if (/Taint/.test(reason))
    return `the pod was evicted by a NoExecute taint of node ${node}, mostly as it was not ready or unreachable for longer than the pod tolerates (300s by default)`;
  if (/NodeLost|NodeFailure/.test(reason)) return `node ${node} was lost while the pod ran there (${clause(message || reason)})`;
  return `the pod was evicted from ${node} (${reason}): ${clause(message || 'no message')}`;
}

/** The init container that was at work when it happened. */
function running({ progress }: Facts): { container?: string } {
  const step = progress.steps.find(({ state }) => state !== 'succeeded');
  return step ? { container: step.name } : {};
}

function writerOf({ pod, progress }: Facts, volume: string): string | undefined {
  const mounting = (pod.spec?.initContainers ?? [])
    .filter(({ volumeMounts = [] }) => volumeMounts.some(({ name, readOnly }) => name === volume && !readOnly))
    .map(({ name }) => name);
  const atWork = progress.steps.find(({ state }) => state !== 'succeeded')?.name;
  return mounting.find((name) => name === atWork) ?? mounting.at(-1);
}

const doubled = (amount: string): string => amount.replace(/^\d+/, (digits) => String(Number(digits) * 2));
