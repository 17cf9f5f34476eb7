import type { Facts } from '../diagnosis/facts.ts';
import type { Finding } from '../diagnosis/finding.ts';
import type { Verdict } from './document.ts';

export function verdictOf({ progress, blocking }: Facts, findings: readonly Finding[]): Verdict {
  if (progress.phase === 'initialized') return 'initialized';
  if (progress.phase === 'ended' && progress.steps.every(({ state }) => state === 'succeeded')) return 'initialized';
  if (!progress.outlook.canSucceed) return 'failed';
  if (blocking?.state === 'failed' || blocking?.state === 'waiting') return 'failing';
  return findings.some(({ severity, heals }) => severity === 'error' && heals !== 'by-itself') ? 'stuck' : 'initializing';
}

/** One sentence that answers alone: the cause where there is one, else how far init is. */
export function headlineOf(facts: Facts, findings: readonly Finding[], verdict: Verdict): string {
  const answer = findings.find(({ severity }) => severity === 'error') ?? (verdict === 'initialized' ? findings[0] : undefined);
  if (answer) return answer.cause;
  if (verdict === 'initialized') return initDone(facts);
  if (findings[0]) return findings[0].cause;
  return underway(facts);
}

function initDone({ progress: { steps, phase } }: Facts): string {
  if (steps.length === 0) return 'this pod has no init containers';
  const done = steps.length === 1 ? `init container ${steps[0]?.name} is done` : `all ${steps.length} init containers are done`;
  return phase === 'ended' ? `${done}, and the pod has ended` : done;
}

function underway({ progress, blocking }: Facts): string {
  if (progress.phase === 'unscheduled') return 'the pod is not assigned to a node yet';
  if (progress.phase === 'deleting') return 'the pod is being deleted';
  if (progress.phase === 'preparing') return 'the node prepares volumes and network; no init container has started';
  if (!blocking) return 'init is under way';
  return blocking.state === 'running' ? `${blocking.name} is running` : `${blocking.name} is about to start`;
}
