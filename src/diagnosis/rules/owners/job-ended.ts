import type { Finding } from '../../finding.ts';
import { jobTrouble } from '../../owners/job-trouble.ts';
import type { OwnerRule } from '../../rule.ts';
import { inspect, workloadName } from '../../words/commands.ts';

/** A Job that failed and whose pods are gone, their logs with them. */
export const jobEnded: OwnerRule = {
  id: 'job-ended',
  judge({ object, namespace, workload }) {
    const trouble = object.kind === 'Job' ? jobTrouble(object.value) : undefined;
    if (!trouble?.failed) return [];
    const finding: Finding = {
      ...trouble.finding,
      severity: 'error',
      cause: `${trouble.finding.cause}; its pods are gone and their logs with them`,
      fixes: [
        ...trouble.finding.fixes,
        inspect(
          'look for its logs where the cluster collects them; the events of the Job may still say more',
          'describe',
          workloadName(workload),
          '-n',
          namespace,
        ),
      ],
      depth: 'cause',
      explains: ['no-pods'],
    };
    return [finding];
  },
};
