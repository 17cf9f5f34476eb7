import { cronjobIdle } from '../../../../src/diagnosis/rules/owners/cronjob-idle.ts';
import { fires, owner, silent } from '../around-facts.ts';

const cron = (more: Parameters<typeof owner>[1] = {}) => owner(undefined, { kind: 'CronJob', ...more });

fires(cronjobIdle, {
  'not yet due': [
    cron(),
    {
      cause: /CronJob web has not run yet since it was made 20m ago: its schedule is 0 3 \* \* \*/,
      severity: 'info',
      command: /create job web-now --from=cronjob\/web -n shop/,
    },
  ],
  'a schedule that cannot be': [
    cron({ spec: { schedule: '61 * * * *' }, events: [['UnparseableSchedule', 'unparseable schedule: 61 * * * *']] }),
    { cause: /makes no Jobs: unparseable schedule/, severity: 'error' },
  ],
  'an unknown time zone': [
    cron({ events: [['UnknownTimeZone', 'invalid timeZone: "Mars/Base": unknown time zone']] }),
    { cause: /Mars\/Base/ },
  ],
  'too many missed': [
    cron({ events: [['TooManyMissedTimes', 'too many missed start times: 101']] }),
    { cause: /too many missed start times/ },
  ],
  'a deadline shorter than the controller looks': [
    cron({ spec: { startingDeadlineSeconds: 5 } }),
    { cause: /startingDeadlineSeconds 5/, severity: 'warning' },
  ],
});

silent(cronjobIdle, {
  'it has run': cron({ status: { lastScheduleTime: '2026-06-01T03:00:00Z' } }),
  suspended: cron({ spec: { suspend: true } }),
  'a Job': owner(undefined, { kind: 'Job' }),
});
