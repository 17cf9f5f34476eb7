import { type Code, waitCodes } from '../../codes.ts';
import type { Finding } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { signatureContext, told } from '../../runs/telling-line.ts';
import { readable } from '../../signatures/lines.ts';
import type { Match } from '../../signatures/match.ts';
import type { SignatureContext } from '../../signatures/signature.ts';
import { clause } from '../../words/words.ts';

const confidences = { 1: 'possible', 2: 'likely', 3: 'certain' } as const;

/** What is wrong with the check itself, so that its target does not matter. */
const ofTheCheck: ReadonlySet<string> = new Set<Code>([
  'command-not-found',
  'bad-config',
  'exec-format',
  'permission-denied',
  'forbidden',
  'dependency-missing',
]);
const waits: readonly Code[] = [...waitCodes, 'running-long'];

/** A cause that names nothing from the line, or a fault of the program itself, is no answer without the line. */
function causeOf({ signature, groups, line }: Match, context: SignatureContext): string {
  const cause = signature.cause(groups, context);
  const named = Object.values(groups).some((value) => value !== undefined && cause.includes(value));
  const said = clause(readable(line).trim(), 160);
  return (named && signature.code !== 'app-error') || cause.includes(said) ? cause : `${cause} ("${said}")`;
}

/** What a known line in the log of the blocking container says. */
export const logSignature: Rule = {
  id: 'log-signature',
  judge(facts) {
    const found = told(facts);
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
      cause: causeOf(match, context),
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
