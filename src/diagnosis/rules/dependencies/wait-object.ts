import {
  causeBehind,
  chainOf,
  runsLessThan,
  scriptEvidence,
  stationName,
  surenessOf,
  type Waiting,
  waitsFor,
  waitsIn,
} from '../../dependencies/waiting.ts';
import type { Facts } from '../../facts.ts';
import type { Finding, Fix } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { editSpec } from '../../words/change-spec.ts';
import { advise, inspect, mutate } from '../../words/commands.ts';
import { lookInside } from '../../words/pod-commands.ts';

type State = 'object-missing' | 'job-failed' | 'job-suspended' | 'not-yet';

/** `kubectl wait` and its like: the Job, workload or pod that is waited for is missing, failed, suspended or not there yet. */
export const waitObject: Rule = {
  id: 'wait-object',
  judge: (facts) =>
    waitsIn<State>(facts, 'object-missing', 'job-failed', 'job-suspended', 'not-yet')
      .filter(({ wait }) => wait.trace?.end.kind !== 'cycle')
      .map((waiting): Finding => {
        const { category, but, fixes, heals } = words(facts, waiting);
        return {
          code: 'wait-object',
          category,
          severity: heals === 'by-itself' ? 'info' : atWork(facts, waiting) ? 'warning' : 'error',
          container: waiting.step.name,
          cause: `${waitsFor(waiting, facts.namespace)}, ${but}`,
          fixes: [...fixes, ...look(facts, waiting)],
          evidence: [scriptEvidence(waiting)],
          heals,
          ...surenessOf(facts, waiting),
          ...(waiting.wait.trace && { chain: chainOf(facts, waiting) }),

          explains: ['timeout-exit'],
        };
      }),
};

/** In this time a Job that runs without trouble may well be done, a server ready. */
const patience = { job: 300, other: 60 } as const;

function atWork(facts: Facts, { step, wait: { outcome, subject, trace } }: Waiting<State>): boolean {
  if (outcome.state !== 'not-yet' || trace?.end.kind === 'finding') return false;
  const job = subject.kind === 'Job' && /\b[1-9]\d* active\b/.test(outcome.detail) && !/\bfailed\b/.test(outcome.detail);
  if (!job && trace?.end.kind !== 'working') return false;
  return runsLessThan(job ? patience.job : patience.other, step, facts);
}

interface Words extends Pick<Finding, 'category' | 'heals'> {
  readonly but: string;
  readonly fixes: readonly Fix[];
}

function words(facts: Facts, { step, wait }: Waiting<State>): Words {
  const { outcome, subject } = wait;
  const namespace = subject.namespace ?? facts.namespace;
  switch (outcome.state) {
    case 'object-missing':
      return labelled(wait) ? unlabelled(facts, step.name, subject, outcome) : missing(facts, step.name, subject, outcome);
    case 'job-failed':
      return {
        category: 'job',
        but: `which has failed (${outcome.reason}) and will never be complete`,
        heals: 'no',
        fixes: [
          inspect(
            `read why Job ${subject.name} failed, mend that, then delete the Job and create it again`,
            'logs',
            `job/${subject.name}`,
            '-n',
            namespace,
            '--all-containers',
            '--tail=50',
          ),
        ],
      };
    case 'job-suspended':
      return {
        category: 'job',
        but: 'which is suspended, so it never runs',
        heals: 'no',
        fixes: [
          mutate(
            `resume Job ${subject.name}`,
            'patch',
            'job',
            subject.name,
            '-n',
            namespace,
            '-p',
            JSON.stringify({ spec: { suspend: false } }),
          ),
        ],
      };
    case 'not-yet':
      return notYet(wait);
  }
}

const labelled = ({ wait: { target } }: Waiting<State>['wait']): boolean =>
  target.kind === 'object' && target.name === undefined && target.labelSelector !== undefined;

/** `kubectl wait` fails at once where its selector matches nothing, instead of waiting for the first match. */
function unlabelled(
  facts: Facts,
  container: string,
  { kind, name, namespace = facts.namespace }: Waiting<State>['wait']['subject'],
  { nearMisses }: { readonly nearMisses: readonly string[] },
): Words {
  const [near] = nearMisses;
  const there = near === undefined ? '' : `; the labels that there are: ${nearMisses.join(', ')}`;
  return {
    category: 'dep-not-found',
    but: `but no ${kind} matches that label selector${there}`,
    heals: 'maybe',
    fixes: [
      near === undefined
        ? advise(`create the ${kind} that ${container} asks for, with label ${name}, in namespace ${namespace}, or correct the selector`)
        : editSpec(facts, `let ${container} ask for ${kind} with label ${near} instead of ${name}, or label the ${kind} so`),
    ],
  };
}

function missing(
  facts: Facts,
  container: string,
  { kind, name, namespace = facts.namespace }: Waiting<State>['wait']['subject'],
  { nearMisses, lastEvent }: { readonly nearMisses: readonly string[]; readonly lastEvent?: string },
): Words {
  const near = nearMisses.length > 0 ? `; there is ${kind} ${nearMisses.slice(0, 3).join(', ')}` : '';
  const gone = lastEvent === undefined ? '' : `; it was there and has gone (${lastEvent})`;
  const removed = kind === 'Job' && lastEvent === undefined && !near ? ' (never created, or removed after ttlSecondsAfterFinished)' : '';
  const fix = near
    ? editSpec(facts, `let ${container} ask for ${kind} ${nearMisses[0]} instead of ${name}, or create ${kind} ${name}`)
    : advise(
        `create ${kind} ${name} in namespace ${namespace}${kind === 'Job' ? ' before this pod starts, without ttlSecondsAfterFinished' : ''}, or correct the name that ${container} asks for`,
      );
  return { category: 'dep-not-found', but: `which does not exist${removed}${near}${gone}`, heals: 'maybe', fixes: [fix] };
}

function notYet({ trace, outcome }: Waiting<State>['wait']): Words {
  const detail = outcome.state === 'not-yet' ? outcome.detail : '';
  const wanted = /\bactive\b/.test(detail) ? 'complete' : 'there';
  const end = trace?.end;
  if (end?.kind === 'finding') {
    const last = trace?.stations.at(-1);
    return {
      category: 'dep-not-found',
      but: `which is not ${wanted} yet (${detail}); the root is ${last ? stationName(last) : 'behind it'}: ${causeBehind(end.finding)}`,
      heals: end.finding.heals,
      fixes: end.finding.fixes,
    };
  }
  return {
    category: 'dep-not-found',
    but: `which is not ${wanted} yet: ${detail}`,
    heals: 'maybe',
    fixes: [],
  };
}

function look(facts: Facts, { step, wait: { outcome, subject, wait } }: Waiting<State>): Fix[] {
  const namespace = subject.namespace ?? facts.namespace;
  const kind = subject.kind.toLowerCase();
  if (wait.target.kind === 'file') return [listDirectory(facts, step.name, subject.name)];
  if (wait.target.kind === 'object' && wait.target.labelSelector) {
    return [inspect(`see what the selector matches`, 'get', kind, '-n', namespace, '-l', wait.target.labelSelector)];
  }
  if (kind === 'job' && wait.target.kind === 'object' && outcome.state === 'not-yet')
    return [inspect(`see how far Job ${subject.name} is`, 'logs', `job/${subject.name}`, '-n', namespace, '--all-containers', '--tail=20')];
  return [inspect(`list what there is`, 'get', kind, '-n', namespace)];
}

function listDirectory(facts: Facts, container: string, path: string): Fix {
  const directory = path.slice(0, path.lastIndexOf('/')) || '/';
  return lookInside(facts, container, `see what is in ${directory}`, 'ls', '-la', directory);
}
