import { editSpec, inspect, kubectl } from '../commands.ts';
import type { Facts } from '../facts.ts';
import type { Evidence, Finding } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { scriptEvidence, type Waiting, waitsFor, waitsIn } from '../waiting.ts';

/** A check needs a round or two to see what is there. */
const patience = 30;

/** The target is there and ready, and still it is waited for: the check itself must be wrong. */
export const waitCheckSuspect: Rule = {
  id: 'wait-check-suspect',
  judge: (facts) => waitsIn(facts, 'healthy').flatMap((waiting) => (lasting(facts, waiting) ? [suspect(facts, waiting)] : [])),
};

function lasting({ now }: Facts, { step }: Waiting<'healthy'>): boolean {
  if (step.runningSince === undefined) return step.state === 'failed';
  return now.getTime() - Date.parse(step.runningSince) > patience * 1000;
}

function suspect(facts: Facts, waiting: Waiting<'healthy'>): Finding {
  const { step, wait } = waiting;
  const { doubts, program, text } = wait.wait;
  const [doubt] = doubts;
  const name = facts.pod.metadata?.name ?? '';
  const reason = doubt ? doubt.text : `${program} may lack an option, a name or a scheme that it needs`;
  const byHand = {
    text: `run the check by hand in the container and look at its output and exit status`,
    command: `${kubectl('exec', name, '-n', facts.namespace, '-c', step.name, '--', 'sh', '-c', `${text}; echo "exit status $?"`)}`,
    risk: 'safe',
  } as const;
  const script = editSpec(facts, `correct the check of ${step.name}: ${remedies[doubt?.code ?? 'none']}`);
  return {
    code: 'wait-check-suspect',
    category: doubt?.code === 'short-name-nslookup' ? 'dns' : 'config',
    severity: 'error',
    container: step.name,
    cause: `${waitsFor(waiting, facts.namespace)}, which is ready (${wait.outcome.detail}): the check itself is suspect; ${reason}`,
    fixes: doubt
      ? [script, byHand]
      : [byHand, script, inspect('look at its log', 'logs', name, '-n', facts.namespace, '-c', step.name, '--tail=20')],
    evidence: [scriptEvidence(waiting), ...lastLine(facts, step.name)],
    heals: 'no',
    confidence: doubt ? 'likely' : 'possible',
    depth: doubt ? 'cause' : 'symptom',
  };
}

const remedies: Readonly<Record<Waiting<'healthy'>['wait']['wait']['doubts'][number]['code'] | 'none', string>> = {
  'swallowed-exit': 'let the loop see the exit status of the program (no pipe, no || true behind it)',
  'unresolved-variable': 'set the variable in env of this init container',
  'short-name-nslookup': 'ask for the fully qualified name (NAME.NAMESPACE.svc.cluster.local), or pin busybox:1.28',
  localhost: 'name the Service instead of localhost',
  'wrong-scheme': 'use the scheme that the port speaks',
  'grep-filter': 'test the exit status of the program instead of looking for words in its output',
  none: 'use the options that the program in this image knows, and test its exit status',
};

function lastLine({ logs }: Facts, container: string): Evidence[] {
  const log = logs.get(container);
  const line = log?.lines.findLast((text) => text.trim() !== '');
  return log && line ? [{ from: 'log', ref: `log ${container} (${log.run})`, text: line }] : [];
}
