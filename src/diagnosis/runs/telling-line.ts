import type { Step } from '../../init/model.ts';
import type { Facts } from '../facts.ts';
import type { Evidence } from '../finding.ts';
import { withBlocksJoined } from '../signatures/blocks.ts';
import { tables } from '../signatures/index.ts';
import { levelOf, readable, repeatKey } from '../signatures/lines.ts';
import { bestMatch, type Match, matchLines } from '../signatures/match.ts';
import type { SignatureContext } from '../signatures/signature.ts';
import { fromLog } from '../words/evidence.ts';
import { failedRun, lineEvidence } from './failed-run.ts';

/** What the words of a signature may use about the container that printed the line. */
export function signatureContext({ pod, namespace, workload }: Facts, { name, image }: Step): SignatureContext {
  const node = pod.spec?.nodeName;
  return {
    namespace,
    pod: pod.metadata?.name ?? '',
    container: name,
    image,
    workload,
    serviceAccount: pod.spec?.serviceAccountName ?? 'default',
    ...(node !== undefined && { node }),
    ...(pod.spec?.hostNetwork === true && { hostNetwork: true }),
  };
}

/** The line of a log that says the most about its failure, with what it means. */
export function tellingLine(lines: readonly string[]): Match | undefined {
  if (!tellingLines.has(lines)) tellingLines.set(lines, bestOf(withBlocksJoined(lines)));
  return tellingLines.get(lines);
}

const bestOf = (lines: readonly string[]): Match | undefined => bestMatch(matchLines(lines, 'log', tables), lines);

/** Several rules ask for the same log. */
const tellingLines = new WeakMap<readonly string[], Match | undefined>();

/** What a message of the runtime or the kubelet means. */
export function tellingMessage(message: string): Match | undefined {
  const lines = message.split('\n');
  return bestMatch(matchLines(lines, 'message', tables), lines);
}

/** A run that goes on is judged by its last lines only: what it said before may be over. */
const recent = 20;
/** A plain error that nothing followed is where the container hangs. */
const lastWords = 2;

/** A known line of the blocking container's log, and whether its run is over. */
export interface Told {
  readonly step: Step;
  readonly match: Match;
  readonly evidence: Evidence;
  readonly failed: boolean;
}

/** What the log of the blocking container says of its failure, or says again and again while it runs. */
export function told(facts: Facts): Told | undefined {
  if (!everTold.has(facts)) everTold.set(facts, ofFailure(facts) ?? ofRepetition(facts));
  return everTold.get(facts);
}

/** Many rules ask, each in two rounds. */
const everTold = new WeakMap<Facts, Told | undefined>();

function ofFailure(facts: Facts): Told | undefined {
  const failed = failedRun(facts);
  const match = failed && tellingLine(failed.lines);
  return failed && match ? { step: failed.step, match, evidence: lineEvidence(failed, match.line), failed: true } : undefined;
}

/** A container that runs says the same error again and again. */
function ofRepetition({ blocking: step, logs }: Facts): Told | undefined {
  if (step?.state !== 'running' || step.telling !== 'current') return undefined;
  const lines = withBlocksJoined(logs.get(step.name)?.lines ?? [])
    .filter((line) => line.trim() !== '')
    .slice(-recent);
  const match = tellingLine(lines);
  if (!match) return undefined;
  const key = repeatKey(match.line);
  const times = lines.filter((line) => repeatKey(line.trimEnd()) === key).length;
  const hangsThere = match.signature.weight === 3 && match.index >= lines.length - lastWords && levelOf(readable(match.line)) !== 'info';
  return times > 1 || hangsThere ? { step, match, evidence: fromLog(step.name, 'current', match.line), failed: false } : undefined;
}
