import type { CronJob } from '../../../cluster/kubernetes.ts';
import type { Finding } from '../../finding.ts';
import type { OwnerFacts } from '../../owner-facts.ts';
import type { OwnerRule } from '../../rule.ts';
import { inspect, kubectl } from '../../words/commands.ts';
import { fromEvent, fromObject } from '../../words/evidence.ts';
import { clause, secondsBetween, spell } from '../../words/words.ts';

/** A CronJob that has no Job: not yet due, never due, too late, or one still runs. */
export const cronjobIdle: OwnerRule = {
  id: 'cronjob-idle',
  judge(owner) {
    const { object, workload, namespace, now } = owner;
    if (object.kind !== 'CronJob' || object.value.spec?.suspend === true) return [];
    const problem = owner.events.findLast(({ type, reason }) => type === 'Warning' && problems.has(reason));
    const schedule = object.value.spec?.schedule ?? '';
    if (problem) {
      const cause = `CronJob ${workload.name} (schedule ${schedule}) makes no Jobs: ${clause(problem.message)}`;
      return [
        finding(owner, 'error', cause, `correct schedule ${schedule}, timeZone or startingDeadlineSeconds, as the message says`, [
          fromEvent(problem),
        ]),
      ];
    }
    const deadline = object.value.spec?.startingDeadlineSeconds;
    if (typeof deadline === 'number' && deadline < 10) {
      const cause = `CronJob ${workload.name} has startingDeadlineSeconds ${deadline}: its controller looks every 10 seconds, so runs are missed`;
      return [finding(owner, 'warning', cause, 'set startingDeadlineSeconds to 60 or more', [stands(owner, object.value)])];
    }
    if (object.value.status?.lastScheduleTime !== undefined) return [];
    const age = secondsBetween(object.value.metadata?.creationTimestamp, now);
    const cause = `CronJob ${workload.name} has not run yet since it was made${age === undefined ? '' : ` ${spell(age)} ago`}: its schedule is ${schedule}${object.value.spec?.timeZone ? ` (${object.value.spec.timeZone})` : ' in the time zone of kube-controller-manager, mostly UTC'}`;
    const now_ = kubectl('create', 'job', `${workload.name}-now`, `--from=cronjob/${workload.name}`, '-n', namespace);
    return [
      {
        ...finding(owner, 'info', cause, '', [stands(owner, object.value)]),
        fixes: [{ text: 'wait for its time, or start one Job of it now', command: now_, risk: 'mutating' }],
        heals: 'by-itself',
      },
    ];
  },
};

const problems: ReadonlySet<string> = new Set([
  'InvalidSchedule',
  'UnparseableSchedule',
  'UnknownTimeZone',
  'TooManyMissedTimes',
  'MissSchedule',
  'JobAlreadyActive',
  'FailedNeedsStart',
  'FailedGet',
]);

const stands = ({ namespace }: OwnerFacts, { metadata, spec, status }: CronJob) =>
  fromObject(
    `CronJob ${namespace}/${metadata?.name}`,
    `schedule: ${spec?.schedule}, concurrencyPolicy: ${spec?.concurrencyPolicy ?? 'Allow'}, lastScheduleTime: ${status?.lastScheduleTime ?? 'none'}`,
  );

function finding(
  { workload, namespace }: OwnerFacts,
  severity: Finding['severity'],
  cause: string,
  fix: string,
  evidence: Finding['evidence'],
): Finding {
  return {
    code: 'no-pods',
    category: 'job',
    severity,
    cause,
    fixes: [inspect(fix, 'describe', 'cronjob', workload.name, '-n', namespace)],
    evidence,
    heals: 'no',
    confidence: 'likely',
    depth: 'cause',
  };
}
