import type { Probe } from '../../../cluster/kubernetes.ts';
import type { Step } from '../../../init/model.ts';
import type { Facts } from '../../facts.ts';
import type { Evidence, Finding, Fix } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { listeningLine } from '../../runs/listening.ts';
import { changeContainer } from '../../words/change-container.ts';
import { editSpec } from '../../words/change-spec.ts';
import { fromEvent, fromLog, fromSpec } from '../../words/evidence.ts';
import { describePod, readLog } from '../../words/pod-commands.ts';
import { statusEvidence } from '../../words/step-evidence.ts';
import { clause, listed, secondsBetween, spell } from '../../words/words.ts';

/** A native sidecar that does not get past its startup probe, or does not stay up, holds back all that comes after it. */
export const sidecarNotStarted: Rule = {
  id: 'sidecar-not-started',
  judge(facts) {
    const step = facts.blocking;
    if (step?.role !== 'sidecar') return [];
    const hook = hookFailure(step, facts);
    if (hook) return [killedByHook(step, hook, facts)];
    const unhealthy = facts.events.findLast(
      ({ reason, container, message }) => reason === 'Unhealthy' && container === step.name && message.startsWith('Startup'),
    );
    const probe = step.spec.startupProbe;
    if (probe && (step.state === 'running' || unhealthy)) return [probeFinding(step, probe, unhealthy && fromEvent(unhealthy), facts)];
    if (step.state !== 'failed') return [];
    const killed = facts.events.findLast(
      ({ reason, container, message }) => reason === 'Unhealthy' && container === step.name && message.startsWith('Liveness'),
    );
    if (killed && step.spec.livenessProbe) return [killedByProbe(step, step.spec.livenessProbe, fromEvent(killed), facts)];
    return [step.lastRun?.exitCode === 0 ? ends(step, facts) : crashes(step, facts)];
  },
};

function probeFinding(step: Step, probe: Probe, unhealthy: Evidence | undefined, facts: Facts): Finding {
  const { name } = step;
  const says = unhealthy ? clause(unhealthy.text.replace(/^Startup probe (?:failed|errored[^:]{0,60}): /, ''), 200) : undefined;
  const heard = listeningLine(facts.logs.get(name)?.lines ?? []);
  const asked = probe.tcpSocket?.port ?? probe.httpGet?.port ?? probe.grpc?.port;
  const other =
    heard !== undefined && asked !== undefined && String(asked) !== heard.port && portOf(step, asked) !== heard.port ? heard : undefined;
  const inside = other !== undefined && /(?:127\.0\.0\.1|localhost|\[::1\]):\d/.test(other.line);
  const heardOn = other
    ? `; ${name} says that it listens on ${other.port}${inside ? ' of 127.0.0.1, where the kubelet cannot ask' : ''}`
    : '';
  const fails = says === undefined ? 'has not passed yet' : `fails: ${says}`;
  return {
    code: 'sidecar-not-started',
    category: 'sidecar',
    severity: says === undefined && !overdue(step, probe, facts) ? 'info' : 'error',
    container: name,
    cause: `sidecar ${name} runs but has not started up: its startup probe (${probeText(probe)}) ${fails}${heardOn}${forgotten(step, unhealthy, facts)}; it holds back ${heldBack(step, facts)}${killIn(step, probe, facts)}`,
    fixes: fixes(step, probe, inside ? undefined : other?.port, facts),
    evidence: [
      ...(unhealthy ? [unhealthy] : []),
      fromSpec(`spec.initContainers[${step.index - 1}].startupProbe`, probeText(probe)),
      ...(heard ? [fromLog(name, facts.logs.get(name)?.run ?? 'current', heard.line)] : []),
      statusEvidence(step),
    ],
    heals: other ? 'no' : 'maybe',
    confidence: says === undefined ? 'likely' : 'certain',
    depth: says === undefined ? 'cause' : 'root',
    explains: ['running-long', 'killed'],
  };
}

/** https://github.com/kubernetes/kubernetes/issues/132826 */
function forgotten(step: Step, unhealthy: Evidence | undefined, { pod }: Facts): string {
  return pod.spec?.restartPolicy === 'Never' && step.attempts > 1 && unhealthy === undefined
    ? ' (under restartPolicy Never, kubelets before 1.35 and its backports ask no more after a sidecar has failed once: let it not fail, or update them)'
    : '';
}

function killedByProbe(step: Step, probe: Probe, unhealthy: Evidence, facts: Facts): Finding {
  const { name } = step;
  const says = clause(unhealthy.text.replace(/^Liveness probe (?:failed|errored[^:]{0,60}): /, ''), 200);
  return {
    ...failing(step),
    severity: 'error',
    cause: `sidecar ${name} is killed and restarted by its liveness probe (${probeText(probe)}), which fails: ${says}; ${effect(step, facts)}`,
    fixes: [
      { ...readLog(facts, name, step.telling === 'previous'), text: `see in its log why ${name} does not answer its liveness probe` },
      editSpec(
        facts,
        `correct port or path of the liveness probe of ${name}, or give it more time (initialDelaySeconds, failureThreshold, a startupProbe before it)`,
      ),
    ],
    evidence: [unhealthy, fromSpec(`spec.initContainers[${step.index - 1}].livenessProbe`, probeText(probe)), statusEvidence(step)],
    heals: 'maybe',
    confidence: 'certain',
    depth: 'root',
    explains: ['killed', 'timeout-exit', 'exit-code', 'exit-silent'],
  };
}

/** What the kubelet says of a postStart hook that failed; only the waiting reason has the words of the hook, the event has none. */
function hookFailure(step: Step, { events }: Facts): Evidence | undefined {
  if (!step.spec.lifecycle?.postStart || (step.state !== 'failed' && step.state !== 'waiting')) return undefined;
  if (step.reason === 'PostStartHookError') return statusEvidence(step);
  const event = events.findLast(({ reason, container }) => reason === 'FailedPostStartHook' && container === step.name);
  return event && fromEvent(event);
}

function killedByHook(step: Step, evidence: Evidence, facts: Facts): Finding {
  const { name } = step;
  const { exec, httpGet } = step.spec.lifecycle?.postStart ?? {};
  const hook = exec ? `command ${clause((exec.command ?? []).join(' '), 120)}` : `http ${httpGet?.path ?? '/'} on port ${httpGet?.port}`;
  const why = /(?:error: |exited with )[\s\S]{1,300}/.exec(step.reason === 'PostStartHookError' ? (step.message ?? '') : '')?.[0];
  return {
    ...failing(step),
    severity: 'error',
    cause: `sidecar ${name} is killed and restarted since its postStart hook (${hook}) fails${why ? `: ${clause(why.replace(/^error: /, ''), 200)}` : ''}; ${effect(step, facts)}`,
    fixes: [
      editSpec(
        facts,
        `correct the postStart hook of ${name} (lifecycle.postStart): its command must be in the image of ${name} and succeed at the first try, so let it wait for what it needs; or drop it for a startupProbe`,
      ),
      readLog(facts, name, step.telling === 'previous'),
    ],
    evidence: [evidence, fromSpec(`spec.initContainers[${step.index - 1}].lifecycle.postStart`, hook)],
    heals: 'no',
    confidence: 'certain',
    depth: 'root',
    explains: ['killed', 'timeout-exit', 'exit-code', 'exit-silent', 'create-container'],
  };
}

/** After init nothing is held back, but a pod is Ready only with its sidecars. */
const effect = (step: Step, facts: Facts): string =>
  facts.progress.phase === 'initialized' ? 'init is done, and the pod is not Ready without it' : `it holds back ${heldBack(step, facts)}`;

function fixes(step: Step, probe: Probe, port: string | undefined, facts: Facts): Fix[] {
  const { name } = step;
  const log = readLog(facts, name, step.telling === 'previous');
  if (port === undefined) {
    return [
      { ...log, text: `see in its log why ${name} does not answer its startup probe (${probeText(probe)})` },
      editSpec(facts, `correct port or path of the startup probe of ${name}, or raise its failureThreshold if ${name} is only slow`),
    ];
  }
  const number = Number(port);
  const change = probe.httpGet ? { httpGet: { port: number } } : { tcpSocket: { port: number } };
  return [
    changeContainer(
      facts,
      name,
      `let the startup probe of ${name} ask port ${port}, on which it listens, or make it listen on ${probe.tcpSocket?.port ?? probe.httpGet?.port ?? ''}`,
      { startupProbe: change },
    ),
    log,
  ];
}

function probeText({ httpGet, tcpSocket, exec, grpc }: Probe): string {
  if (httpGet) return `${(httpGet.scheme ?? 'HTTP').toLowerCase()} ${httpGet.path ?? '/'} on port ${httpGet.port}`;
  if (tcpSocket) return `tcp port ${tcpSocket.port}`;
  if (grpc) return `grpc port ${grpc.port}`;
  return `command ${clause((exec?.command ?? []).join(' '), 120)}`;
}

/** A probe may name a port of the container. */
const portOf = ({ spec }: Step, asked: string | number): string | undefined => {
  const port = (spec.ports ?? []).find(({ name }) => name === asked)?.containerPort;
  return port === undefined ? undefined : String(port);
};

const budget = ({ initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 }: Probe): number =>
  initialDelaySeconds + (periodSeconds || 10) * (failureThreshold || 3);
const overdue = ({ runningSince }: Step, probe: Probe, { now }: Facts): boolean =>
  (secondsBetween(runningSince, now) ?? 0) > (probe.initialDelaySeconds ?? 0) + 3 * (probe.periodSeconds || 10);

function killIn({ runningSince, restarts }: Step, probe: Probe, { now }: Facts): string {
  const age = secondsBetween(runningSince, now);
  const left = age === undefined ? 0 : budget(probe) - age;
  const before = restarts > 0 ? `, as it did ${restarts} times` : '';
  return left > 0 ? `; in ${spell(left)} the kubelet kills and restarts it (failureThreshold ${probe.failureThreshold ?? 3})${before}` : '';
}

function heldBack(step: Step, { progress }: Facts): string {
  const later = [...progress.steps.slice(step.index), ...progress.apps];
  return (
    listed(
      later.map(({ name }) => name),
      3,
    ) || 'the app'
  );
}

function ends(step: Step, facts: Facts): Finding {
  return {
    ...failing(step),
    severity: 'error',
    cause: `sidecar ${step.name} exits with code 0 again and again: a sidecar (restartPolicy: Always) has to keep running, so it is restarted for ever; ${effect(step, facts)}`,
    fixes: [
      editSpec(
        facts,
        `remove restartPolicy: Always from ${step.name} if it is meant to end (then it is a plain init container), or let its process stay in the foreground`,
      ),
      readLog(facts, step.name, step.telling === 'previous'),
    ],
    heals: 'no',
    confidence: 'certain',
    depth: 'root',
  };
}

/** Why it fails is told by its exit code and log; here only what follows. */
function crashes(step: Step, facts: Facts): Finding {
  return {
    ...failing(step),
    severity: 'warning',
    cause: `sidecar ${step.name} keeps failing (exit code ${step.lastRun?.exitCode ?? '?'}, ${step.restarts} restarts); ${effect(step, facts)}`,
    fixes: [readLog(facts, step.name, step.telling === 'previous'), describePod(facts, 'see its events')],
    heals: 'maybe',
    confidence: 'certain',
    depth: 'symptom',
  };
}

const failing = (step: Step) =>
  ({ code: 'sidecar-not-started', category: 'sidecar', container: step.name, evidence: [statusEvidence(step)] }) as const;
