import type { PodEvent, Step } from '../../init/model.ts';
import type { Facts } from '../facts.ts';
import type { Evidence } from '../finding.ts';
import { fromEvent, fromStatus } from '../words/evidence.ts';
import { roleOf } from './failed-run.ts';

/** What the kubelet or the runtime said when it could not create or start a container. */
export interface StartFailure {
  readonly step: Step;
  /** As it was said, quotes unescaped. */
  readonly text: string;
  readonly evidence: Evidence;
  /** The container was there, and its program could not be started. */
  readonly started: boolean;
}

const waitingReasons = /^(?:CreateContainer(?:Config)?Error|RunContainerError|Pre(?:Create|Start)HookError|PostStartHookError)$/;
/** containerd, cri-dockerd and dockershim. */
const startReasons = /^(?:StartError|ContainerCannotRun)$/;

/**
 * The failure to create or start the blocking container. containerd starts a program after the container exists, so the failure
 * is a run; CRI-O before, so it is a waiting reason; between attempts only the event may tell.
 */
export function startFailure(facts: Facts): StartFailure | undefined {
  const step = facts.blocking;
  if (!step || step.state === 'succeeded') return undefined;
  return fromWaiting(step) ?? fromRun(step) ?? fromEvents(step, facts.events);
}

function fromWaiting(step: Step): StartFailure | undefined {
  if (!waitingReasons.test(step.reason ?? '') || !step.message) return undefined;
  const evidence = fromStatus(`status of ${roleOf(step)} ${step.name}, waiting ${step.reason}`, step.message);
  return { step, text: plain(step.message), evidence, started: step.reason === 'RunContainerError' };
}

function fromRun(step: Step): StartFailure | undefined {
  const run = step.lastRun;
  if (!run?.message || !startReasons.test(run.reason ?? '') || step.state === 'waiting') return undefined;
  const evidence = fromStatus(
    `status of ${roleOf(step)} ${step.name}, ${run.reason} (exit code ${run.exitCode})`,
    run.message,
    run.finishedAt,
  );
  return { step, text: plain(run.message), evidence, started: true };
}

/** `Error: <text>`, but not the reasons that only repeat the status (`Error: ErrImagePull`). */
function fromEvents(step: Step, events: readonly PodEvent[]): StartFailure | undefined {
  if (step.state === 'running' || (step.lastRun && !startReasons.test(step.lastRun.reason ?? ''))) return undefined;
  const own = events.filter(({ container }) => container === step.name);
  const failed = own.findLast(
    ({ reason, message }) => reason === 'Failed' && /^(?:\(combined from similar events\): )?Error: .* /.test(message),
  );
  if (!failed || own.some(({ reason, at }) => reason === 'Started' && at > failed.at)) return undefined;
  const text = failed.message.replace(/^(?:\(combined from similar events\): )?Error: /, '');
  return { step, text: plain(text), evidence: fromEvent(failed), started: step.lastRun !== undefined };
}

/** Docker quotes its quotes. */
const plain = (text: string): string => text.replaceAll(/\\{1,3}"/g, '"').slice(0, 4000);
