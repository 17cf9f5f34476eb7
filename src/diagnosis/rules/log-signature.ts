import type { Step } from '../../init/model.ts';
import type { Code } from '../codes.ts';
import { fromLog } from '../evidence.ts';
import type { Facts } from '../facts.ts';
import { failedRun, lineEvidence } from '../failed-run.ts';
import type { Evidence, Finding } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { repeatKey } from '../signatures/lines.ts';
import type { Match } from '../signatures/match.ts';
import { signatureContext, tellingLine } from '../telling-line.ts';

const confidences = { 1: 'possible', 2: 'likely', 3: 'certain' } as const;

/** A run that goes on is judged by its last lines only: what it said before may be over. */
const recent = 20;

/** What is wrong with the check itself, so that its target does not matter. */
const ofTheCheck: ReadonlySet<string> = new Set<Code>([
  'command-not-found',
  'bad-config',
  'exec-format',
  'permission-denied',
  'forbidden',
  'dependency-missing',
]);
const waits: readonly Code[] = [
  'wait-service-missing',
  'wait-no-endpoints',
  'wait-wrong-port',
  'wait-external',
  'wait-object',
  'wait-file',
  'wait-cycle',
  'wait-self',
  'wait-blocked',
  'wait-check-suspect',
  'wait-without-end',
  'wait-target-healthy',
  'wait-unreadable',
  'running-long',
];

interface Told {
  readonly step: Step;
  readonly match: Match;
  readonly evidence: Evidence;
  readonly failed: boolean;
}

/** What a known line in the log of the blocking container says. */
export const logSignature: Rule = {
  id: 'log-signature',
  judge(facts) {
    const found = ofFailure(facts) ?? ofRepetition(facts);
    if (!found) return [];
    const { step, match, evidence, failed } = found;
    const { signature, groups } = match;
    const context = signatureContext(facts, step);
    const sure = confidences[signature.weight];
    const finding: Finding = {
      code: signature.code,
      category: signature.category,
      severity: 'error',
      container: step.name,
      cause: signature.cause(groups, context),
      fixes: signature.fixes(groups, context),
      evidence: [evidence],
      heals: signature.heals,
      confidence: !failed && sure === 'certain' ? 'likely' : sure,
      depth: 'cause',
      explains: failed || !ofTheCheck.has(signature.code) ? ['exit-code', 'exit-silent', 'running-long'] : waits,
    };
    return [finding];
  },
};

function ofFailure(facts: Facts): Told | undefined {
  const failed = failedRun(facts);
  const match = failed && tellingLine(failed.lines);
  return failed && match ? { step: failed.step, match, evidence: lineEvidence(failed, match.line), failed: true } : undefined;
}

/** A container that runs says the same error again and again. */
function ofRepetition({ blocking: step, logs }: Facts): Told | undefined {
  if (step?.state !== 'running' || step.telling !== 'current') return undefined;
  const lines = (logs.get(step.name)?.lines ?? []).filter((line) => line.trim() !== '').slice(-recent);
  const match = tellingLine(lines);
  if (!match) return undefined;
  const key = repeatKey(match.line);
  const times = lines.filter((line) => repeatKey(line.trimEnd()) === key).length;
  return times > 1 ? { step, match, evidence: fromLog(step.name, 'current', match.line), failed: false } : undefined;
}
