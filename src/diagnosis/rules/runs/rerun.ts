import type { Step } from '../../../init/model.ts';
import type { Facts } from '../../facts.ts';
import type { Evidence, Finding, Fix } from '../../finding.ts';
import { injectorOf } from '../../owners/injector.ts';
import type { Rule } from '../../rule.ts';
import { failedRun, lineEvidence, roleOf } from '../../runs/failed-run.ts';
import { lastErrorLine } from '../../signatures/last-error-line.ts';
import { advise, inspect } from '../../words/commands.ts';
import { fromEvent, fromStatus } from '../../words/evidence.ts';
import { recreatePod } from '../../words/replace-object.ts';
import { clause } from '../../words/words.ts';

/** What only a second run can meet: rules and files of the first. */
const secondTime =
  /iptables|[Cc]hain already exists|already exists|File exists|is not empty|has files in it|nft(?:ables)?\b|line \d{1,4} failed/;

/** An init container runs again in a pod whose apps had started: after a new sandbox, or because its exited container was removed. */
export const rerun: Rule = {
  id: 'rerun',
  judge(facts) {
    const step = facts.blocking;
    if (step?.role !== 'init' || (step.state !== 'failed' && step.state !== 'running')) return [];
    const again = inLivingPod(facts, step) ?? afterSandbox(facts, step);
    if (!again) return [];
    const failed = failedRun(facts);
    const said = failed && lastErrorLine(failed.lines);
    const byRepetition = failed?.lines.slice(-30).find((line) => secondTime.test(line));
    const waitsForFile = facts.waits.some(({ wait }) => wait.target.kind === 'file') || /^(?:restore|restic)-wait$/.test(step.name);
    // What lies on volumes from before a new sandbox is named better by the rule about left-overs.
    const root = again.living || (waitsForFile && step.state === 'running');
    const effect =
      waitsForFile && step.state === 'running'
        ? 'what it waits for came only for the first run and is gone (cleaned up)'
        : byRepetition
          ? `what the first run made already exists ("${clause(byRepetition, 100)}")`
          : failed
            ? `it exits ${failed.run.exitCode}${said ? ` ("${clause(said.line, 120)}")` : ''}`
            : 'it has to do its work once more';
    const finding: Finding = {
      code: 'rerun',
      category: 'rerun',
      severity: root ? 'error' : 'warning',
      container: step.name,
      cause: `${roleOf(step)} ${step.name} runs again (a second time) in a pod whose init was done: ${again.why}; ${effect}`,
      fixes: fixesFor(facts, step, again.living),
      evidence: [...again.evidence, ...(failed && said ? [lineEvidence(failed, said.line)] : [])],
      heals: 'no',
      confidence: root ? 'likely' : 'possible',
      depth: root ? 'root' : 'symptom',
      explains: root ? ['rerun', 'left-over', 'mesh', 'exit-code', 'exit-silent', 'running-long', 'wait-file', 'wait-without-end'] : [],
    };
    return [finding];
  },
};

interface Again {
  readonly why: string;
  readonly living: boolean;
  readonly evidence: readonly Evidence[];
}

/** App containers run on from before: the kubelet lost the exited init container and took it for one that never ran. */
function inLivingPod({ progress, pod, now }: Facts, step: Step): Again | undefined {
  const begun = step.runningSince ?? step.lastRun?.startedAt;
  const older = progress.apps.find(({ runningSince }) => runningSince !== undefined && (begun === undefined || runningSince < begun));
  if (!older?.runningSince || new Date(older.runningSince) > now) return undefined;
  return {
    why: `its exited container was removed (pruned) on node ${pod.spec?.nodeName ?? ''} while container ${older.name} has been running since ${older.runningSince}`,
    living: true,
    evidence: [fromStatus(`status of container ${older.name}`, `running since ${older.runningSince}`, older.runningSince)],
  };
}

/** The sandbox was made anew after the pod had got past this step. */
function afterSandbox({ events, progress, pod }: Facts, step: Step): Again | undefined {
  const changed = events.findLast(({ reason }) => reason === 'SandboxChanged');
  const appsRan = progress.apps.find(({ lastRun, restarts }) => lastRun !== undefined || restarts > 0);
  const condition = (pod.status?.conditions ?? []).find(({ type }) => type === 'Initialized');
  const later = progress.steps.find(({ index, rerun: stale, lastRun }) => index > step.index && (stale || lastRun !== undefined));
  if (!appsRan && !later) return undefined;
  if (!changed && !appsRan) return undefined;
  const proof = appsRan
    ? fromStatus(`status of container ${appsRan.name}`, `ran before (${appsRan.restarts} restarts)`)
    : fromStatus('status.conditions[Initialized]', condition?.message ?? 'later init containers ran before');
  return {
    why: `the pod sandbox was re-created (a reboot of node ${pod.spec?.nodeName ?? ''}, or its runtime restarted), after which all init containers run again`,
    living: false,
    evidence: [...(changed ? [fromEvent(changed)] : []), proof],
  };
}

function fixesFor(facts: Facts, step: Step, living: boolean): Fix[] {
  const node = facts.pod.spec?.nodeName;
  const injector = injectorOf(facts, step.name);
  const gone = injector?.by === 'Velero' ? `; its owner makes one without ${step.name}, which Velero left in the restored pod` : '';
  return [
    recreatePod(facts, `delete the pod, so that a new one runs ${step.name} for the first time${gone}`),
    living
      ? advise(
          `keep node clean-up jobs (docker system prune, container prune) from removing exited init containers on ${node ?? 'the nodes'}: the kubelet then runs them again`,
        )
      : advise(`make ${step.name} idempotent: any init container runs again when the sandbox is re-created or the node reboots`),
    ...(node ? [inspect(`see when node ${node} was rebooted`, 'describe', 'node', node)] : []),
  ];
}
