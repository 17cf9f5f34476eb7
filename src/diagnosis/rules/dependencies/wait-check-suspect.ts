import type { Code } from '../../codes.ts';
import { type CheckTrouble, checkTrouble, usage } from '../../dependencies/check-trouble.ts';
import { dnsNeeds, type SilentDns, silentDns } from '../../dependencies/cluster-dns.ts';
import { type AnyWaiting, lastWordOf, scriptEvidence, type Waiting, waitsFor, waitsIn } from '../../dependencies/waiting.ts';
import type { Facts } from '../../facts.ts';
import type { Evidence, Finding, Fix } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { editSpec } from '../../words/change-spec.ts';
import { inspect, kubectl, showEndpoints } from '../../words/commands.ts';

/** A check needs a round or two to see what is there. */
const patience = 30;

/** The target is there and ready, and still it is waited for: the check itself must be wrong, or what it asks does not answer. */
export const waitCheckSuspect: Rule = {
  id: 'wait-check-suspect',
  needs: dnsNeeds,
  judge: (facts) => [
    ...waitsIn(facts, 'healthy')
      .filter((waiting) => lasting(facts, waiting))
      .map((waiting) => suspect(facts, waiting)),
    ...unusable(facts),
  ],
};

function lasting({ now }: Facts, { step }: AnyWaiting): boolean {
  if (step.runningSince === undefined) return step.state === 'failed';
  return now.getTime() - Date.parse(step.runningSince) > patience * 1000;
}

function suspect(facts: Facts, waiting: Waiting<'healthy'>): Finding {
  const { step, wait } = waiting;
  const ready = `${waitsFor(waiting, facts.namespace)}, which is ready (${wait.outcome.detail})`;
  const refused = lastWordOf(facts, step.name);
  if (refused?.code === 'connection-refused' && wait.subject.kind === 'Service')
    return notListening(facts, waiting, ready, refused.evidence);
  const dns = silentDns(facts, step.name);
  if (dns) return noDns(facts, waiting, dns);
  const trouble = checkTrouble(wait.wait, step, facts.logs.get(step.name));
  const own = trouble.kind === 'refused' || trouble.kind === 'content';
  return finding(facts, waiting, trouble, `${ready}${own ? '' : ': the check itself is suspect'}; ${trouble.reason}`);
}

function noDns(facts: Facts, waiting: Waiting<'healthy'>, { reason, fixes, evidence, proved }: SilentDns): Finding {
  return {
    code: 'dns-failed',
    category: 'dns',
    severity: 'error',
    container: waiting.step.name,
    cause: `${waitsFor(waiting, facts.namespace)}, which is ready; but ${reason}`,
    fixes,
    evidence: [scriptEvidence(waiting), ...evidence],
    heals: 'maybe',
    confidence: proved ? 'certain' : 'likely',
    depth: 'root',
  };
}

/** A program that does not take its options checks nothing: what its target does is the second question. */
function unusable(facts: Facts): Finding[] {
  const { blocking, logs } = facts;
  if (!blocking) return [];
  return facts.waits.flatMap((wait) => {
    const trouble = wait.outcome.state === 'healthy' ? undefined : usage(wait.wait, blocking, logs.get(blocking.name));
    const waiting = { step: blocking, wait };
    if (!trouble) return [];
    return [finding(facts, waiting, trouble, `${waitsFor(waiting, facts.namespace)} with a check that cannot work: ${trouble.reason}`)];
  });
}

function finding(facts: Facts, waiting: AnyWaiting, trouble: CheckTrouble, cause: string): Finding {
  const { step, wait } = waiting;
  const { doubts, text } = wait.wait;
  const name = facts.pod.metadata?.name ?? '';
  const byHand = {
    text: `run the check by hand in the container and look at its output and exit status`,
    command: kubectl('exec', name, '-n', facts.namespace, '-c', step.name, '--', 'sh', '-c', `${text}; echo "exit status $?"`),
    risk: 'safe',
  } as const;
  const script = editSpec(facts, `correct the check of ${step.name}: ${trouble.remedy}`);
  const log = inspect('look at its log', 'logs', name, '-n', facts.namespace, '-c', step.name, '--tail=20');
  const jobs = inspect(
    'see whether the Job that makes it (migration, schema or init Job) is there and has succeeded; one that is a post-install hook of Helm does not run while helm --wait waits for this pod',
    ...['get', 'jobs,pods', '-n', facts.namespace],
  );
  const fixesFor = (kind: CheckTrouble['kind']): Fix[] => {
    if (kind === 'content') return [jobs, byHand, script];
    return kind === 'unknown' ? [byHand, script, log] : [script, byHand];
  };
  return {
    code: trouble.kind === 'content' ? 'wait-object' : 'wait-check-suspect',
    category: trouble.category ?? categoryOf(trouble, doubts[0]?.code),
    severity: 'error',
    container: step.name,
    cause,
    fixes: fixesFor(trouble.kind),
    evidence: [
      scriptEvidence(waiting),
      ...(trouble.line === undefined ? lastLine(facts, step.name) : quoted(facts, step.name, trouble.line)),
    ],
    heals: 'no',
    ...surenessOf(trouble, lastWordOf(facts, step.name)?.code, wait.outcome.state === 'healthy'),
  };
}

function categoryOf({ kind }: CheckTrouble, doubt: string | undefined): Finding['category'] {
  if (kind === 'lacking' || kind === 'shell') return 'command-not-found';
  if (kind === 'name') return 'dns';
  return kind === 'doubt' && doubt === 'short-name-nslookup' ? 'dns' : 'config';
}

/**
 * What the log says of the failure comes before what the script looks like, unless the cluster says otherwise: that a name does not
 * resolve is no answer where its Service is there and ready.
 */
function surenessOf(
  { kind, line }: CheckTrouble,
  told: Code | undefined,
  healthy: boolean,
): Pick<Finding, 'confidence' | 'depth' | 'explains'> {
  if (kind === 'usage') return { confidence: 'certain', depth: 'root', explains: targets };
  if (kind === 'shell' && line !== undefined) return { confidence: 'certain', depth: 'root' };
  const disproved = healthy && told === 'dns-failed';
  const explains = disproved ? (['dns-failed'] as const) : undefined;
  if (kind === 'unknown' || (told !== undefined && !disproved)) return { confidence: 'possible', depth: 'symptom', explains };
  return { confidence: 'likely', depth: 'cause', explains };
}

const targets = [
  'wait-service-missing',
  'wait-no-endpoints',
  'wait-wrong-port',
  'wait-external',
  'wait-unreadable',
  'wait-blocked',
] as const;

/** A ready endpoint that refuses: readiness was not asked on that port, or there is no probe at all. */
function notListening(facts: Facts, waiting: Waiting<'healthy'>, ready: string, said: Evidence): Finding {
  const { name, port, namespace = facts.namespace } = waiting.wait.subject;
  return {
    code: 'wait-wrong-port',
    category: 'dep-wrong-port',
    severity: 'error',
    container: waiting.step.name,
    cause: `${ready}, yet its pods refuse the connection: no process in them listens on the target port of its port ${port} (the app listens on another port, or on 127.0.0.1 only)`,
    fixes: [
      inspect(
        `see in the log of the pods behind Service ${name} on which port and address the app listens; correct that (0.0.0.0), or targetPort of the Service`,
        'logs',
        `service/${name}`,
        '-n',
        namespace,
        '--tail=50',
      ),
      showEndpoints('see to which port the Service leads', name, namespace),
    ],
    evidence: [scriptEvidence(waiting), said],
    heals: 'maybe',
    confidence: 'likely',
    depth: 'root',
    explains: ['connection-refused', 'timeout-exit'],
  };
}

function lastLine({ logs }: Facts, container: string): Evidence[] {
  const log = logs.get(container);
  const line = log?.lines.findLast((text) => text.trim() !== '');
  return log && line ? [{ from: 'log', ref: `log ${container} (${log.run})`, text: line }] : [];
}

const quoted = ({ logs }: Facts, container: string, text: string): Evidence[] => [
  { from: 'log', ref: `log ${container} (${logs.get(container)?.run ?? 'current'})`, text },
];
