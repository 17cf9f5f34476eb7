import type { PodEvent } from '../../init/model.ts';
import type { Evidence } from '../finding.ts';
import type { OwnerCondition, OwnerFacts } from '../owner-facts.ts';
import { fromEvent, fromObject } from '../words/evidence.ts';

/** The API server would not create a pod (or a claim, a ReplicaSet, a Job) for the workload. */
export interface Refusal {
  /** In the words of the API server, without those of the controller before it. */
  readonly message: string;
  readonly evidence: Evidence;
}

/**
 * The newest refusal, as far as nothing was created after it. Events go after an hour; the condition `ReplicaFailure` of a
 * ReplicaSet stays as long as the refusal does.
 */
export function refusal(owner: OwnerFacts): Refusal | undefined {
  const created = owner.events.findLast(({ reason }) => reason === 'SuccessfulCreate');
  const event = owner.events.findLast(isRefusal);
  if (event && !(created && created.at > event.at)) return { message: apiWords(event.message), evidence: fromEvent(event) };
  const condition = owner.conditions.find(isRefusalCondition);
  if (!condition) return undefined;
  return { message: apiWords(condition.message), evidence: fromObject(`${condition.of} condition ${condition.type}`, condition.message) };
}

const refusalReasons: ReadonlySet<string> = new Set(['FailedCreate', 'ReplicaSetCreateError', 'FailedDaemonPod', 'FailedUpdate']);
const isRefusal = ({ type, reason }: PodEvent): boolean => type === 'Warning' && refusalReasons.has(reason);
const isRefusalCondition = ({ type, status, reason }: OwnerCondition): boolean =>
  (type === 'ReplicaFailure' && status === 'True') || (type === 'Progressing' && status === 'False' && reason === 'ReplicaSetCreateError');

const controllerWords = [
  /^\(combined from similar events\): /,
  /^Error creating(?: job)?: /,
  /^create (?:Pod|Claim) .{1,260}? failed error: /i,
  /^Failed to create new replica set "[^"]{1,260}": /,
];

function apiWords(message: string): string {
  return controllerWords.reduce((text, words) => text.replace(words, ''), message.slice(0, 4000)).trim();
}
