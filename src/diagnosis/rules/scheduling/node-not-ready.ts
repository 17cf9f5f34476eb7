import type { Node } from '../../../cluster/kubernetes.ts';
import type { Facts } from '../../facts.ts';
import type { Evidence, Finding, Fix } from '../../finding.ts';
import { heldUp } from '../../owners/pod-trouble.ts';
import type { Rule } from '../../rule.ts';
import { inspect, mutate } from '../../words/commands.ts';
import { fromLog, fromObject } from '../../words/evidence.ts';
import { recreatePod } from '../../words/replace-object.ts';
import { clause, secondsBetween, spell } from '../../words/words.ts';

const underWay = ({ progress, pod }: Facts): boolean =>
  Boolean(pod.spec?.nodeName) && ['preparing', 'initializing', 'deleting'].includes(progress.phase);

/** The node of the pod is gone, silent, or short of disk, memory or process ids. */
export const nodeNotReady: Rule = {
  id: 'node-not-ready',
  needs: (facts) => (underWay(facts) ? [{ kind: 'Node', name: facts.pod.spec?.nodeName ?? '' }] : []),
  judge(facts) {
    if (!underWay(facts)) return [];
    const name = facts.pod.spec?.nodeName ?? '';
    const read = facts.around.get('Node', name);
    if (read.state === 'absent') return [gone(name, facts)];
    if (read.state !== 'found') return [];
    return notReady(read.value, name, facts) ?? full(read.value, name, facts) ?? pressed(read.value, name, facts) ?? [];
  },
};

const common = { code: 'node-not-ready', severity: 'error', heals: 'maybe', confidence: 'certain', depth: 'root' } as const;
const conditionOf = ({ status }: Node, type: string) => status?.conditions?.find((condition) => condition.type === type);
const see = (name: string, text: string) => inspect(text, 'describe', 'node', name);

function gone(name: string, facts: Facts): Finding {
  return {
    ...common,
    category: 'node',
    ...heldUp(facts),
    cause: `node ${name}, on which the pod is, does not exist any more`,
    fixes: [
      recreatePod(facts, 'delete the pod, so that its owner makes one on another node'),
      inspect('see which nodes there are', 'get', 'nodes'),
    ],
    evidence: [fromObject(`Node ${name}`, 'not found')],
    heals: 'no',
  };
}

function notReady(node: Node, name: string, facts: Facts): Finding[] | undefined {
  const ready = conditionOf(node, 'Ready');
  if (!ready || ready.status === 'True') return undefined;
  const since = secondsBetween(ready.lastTransitionTime, facts.now);
  const silent = ready.status === 'Unknown';
  const what = silent
    ? 'its kubelet has stopped posting node status: it is down, cut off or overloaded'
    : clause(ready.message ?? ready.reason ?? '', 200);
  return [
    {
      ...common,
      category: 'node',
      ...heldUp(facts),
      cause: `node ${name} is not ready${since === undefined ? '' : ` since ${spell(since)}`}: ${what}; nothing new starts there, and what the API says of the pod is old`,
      fixes: [
        see(name, `have node ${name} (its kubelet, container runtime, network) brought back by the cluster's administrator`),
        ...elsewhere(facts, name, silent),
      ],
      evidence: [fromObject(`Node ${name} condition Ready`, `${ready.status}: ${ready.reason ?? ''}: ${ready.message ?? ''}`)],
      // A kubelet that speaks says more exactly, in the events of the pod, what it lacks; a plugin that brings the network runs without.
      ...(!silent && { depth: 'cause', confidence: 'likely' }),
      ...(!silent && facts.pod.spec?.hostNetwork && /network/i.test(ready.message ?? '') && { severity: 'warning' }),
    },
  ];
}

/** A pod is gone only when its kubelet says so, and a StatefulSet makes none of that name before. */
function elsewhere(facts: Facts, node: string, silent: boolean): Fix[] {
  if (!silent || facts.workload.kind !== 'StatefulSet')
    return [recreatePod(facts, 'or delete the pod, so that its owner makes one on another node')];
  return [
    mutate(
      `or, when it is off for good, mark it as out of service: only then does StatefulSet ${facts.workload.name} make the pod on another node (one that is merely deleted stays Terminating)`,
      ...['taint', 'nodes', node, 'node.kubernetes.io/out-of-service=nodeshutdown:NoExecute'],
    ),
  ];
}

const fullDisk = /no space left on device|ENOSPC|disk quota exceeded|file system is full/i;

/** Disk pressure, and an init container that says the same from inside. */
function full(node: Node, name: string, facts: Facts): Finding[] | undefined {
  const pressure = conditionOf(node, 'DiskPressure');
  const container = facts.blocking?.name ?? '';
  const log = facts.logs.get(container);
  const line = log?.lines.findLast((one) => fullDisk.test(one.slice(0, 2000)));
  if (pressure?.status !== 'True' || !log || line === undefined) return undefined;
  return [
    {
      ...common,
      category: 'disk',
      container,
      cause: `the disk of node ${name} is full (DiskPressure), so ${container} fails: ${clause(line, 160)}`,
      fixes: [
        see(
          name,
          `have disk space freed on node ${name} (images, logs, emptyDir data) by its administrator, or let the pod run on a node with more`,
        ),
      ],
      evidence: [fromLog(container, log.run, line), pressureEvidence(name, 'DiskPressure', pressure.message)],
      explains: ['disk-full'],
    },
  ];
}

const pressures = { DiskPressure: 'disk', MemoryPressure: 'memory', PIDPressure: 'process ids', NetworkUnavailable: 'a network' } as const;

/** A note beside whatever else is wrong: pulls and starts fail there, evictions follow. */
function pressed(node: Node, name: string, facts: Facts): Finding[] | undefined {
  const found = (Object.keys(pressures) as (keyof typeof pressures)[]).filter((type) => conditionOf(node, type)?.status === 'True');
  const [first] = found;
  if (first === undefined) return undefined;
  return [
    {
      ...common,
      category: 'node',
      severity: 'warning',
      ...heldUp(facts),
      cause: `node ${name} is short of ${pressures[first]} (${found.join(', ')}): pods are evicted there and new ones refused`,
      fixes: [see(name, `have ${pressures[first]} freed on node ${name} by its administrator, or let the pod run elsewhere`)],
      evidence: found.map((type) => pressureEvidence(name, type, conditionOf(node, type)?.message)),
      confidence: 'likely',
      depth: 'cause',
    },
  ];
}

const pressureEvidence = (name: string, type: string, message = ''): Evidence =>
  fromObject(`Node ${name} condition ${type}`, `True: ${message}`);
