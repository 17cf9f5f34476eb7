import type { CoreEvent, Pod } from '../cluster/kubernetes.ts';
import { podColumns } from './columns.ts';
import { readEvents } from './events.ts';
import { text } from './guard.ts';
import type { InitPhase, PodEvent, Progress, ProgressInput, Step } from './model.ts';
import { outlookOf } from './outlook.ts';
import { phaseOf, situationOf } from './situation.ts';
import { appSteps, initSteps } from './steps.ts';
import { timelineOf } from './timeline.ts';

/** Everything about the init phase of one pod that follows from the pod, its events and the moment. Never throws. */
export function readProgress({ pod: given, events, now, columns }: ProgressInput): Progress {
  const pod: Pod = typeof given === 'object' && given !== null ? given : {};
  const situation = situationOf(pod, podEvents(pod, events));
  const steps = initSteps(situation, now);
  const phase = phaseOf(situation, steps);
  const done = situation.initialized || phase === 'initialized';
  const apps = appSteps(situation, done, now);
  const blocking = done || phase === 'unscheduled' ? undefined : steps.find(({ state }) => state !== 'succeeded');
  return {
    steps,
    apps,
    ...(blocking && { blocking }),
    phase,
    columns: columns ?? podColumns(pod, now),
    outlook: outlookOf(pod, steps, phase, now),
    timeline: timelineOf(situation, steps, presentText(phase, blocking), now),
  };
}

/** The events that are about this pod, oldest first. */
export function podEvents(pod: Pod, events: readonly CoreEvent[]): PodEvent[] {
  return readEvents(events).filter(isAbout(pod));
}

/** An earlier pod of the same name has events too; those of a static pod carry the uid that the kubelet gave it. */
function isAbout(pod: Pod): (event: { readonly about: { readonly uid?: string } }) => boolean {
  const uid = text(pod.metadata?.uid);
  const mirrored = text(pod.metadata?.annotations?.['kubernetes.io/config.mirror']);
  return ({ about }) => uid === undefined || about.uid === undefined || about.uid === uid || about.uid === mirrored;
}

function presentText(phase: InitPhase, blocking: Step | undefined): string {
  if (phase === 'unscheduled') return 'waits for a node';
  if (phase === 'preparing') return 'waits for volumes and network';
  if (phase === 'initialized') return 'init is done';
  if (phase === 'ended') return 'the pod has ended';
  if (phase === 'deleting') return 'the pod is being deleted';
  return blocking ? stepText(blocking) : 'initializing';
}

function stepText({ name, state, role, reason, backoff }: Step): string {
  if (state === 'running') return role === 'sidecar' ? `${name} runs but has not started up` : `${name} runs`;
  if (state === 'failed') return backoff ? `${name} waits for its next attempt` : `${name} has failed`;
  if (state === 'waiting') return reason === undefined ? `the image of ${name} is pulled` : `${name} cannot start: ${reason}`;
  return `${name} is about to start`;
}
