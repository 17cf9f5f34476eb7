import type { Step } from '../../../init/model.ts';
import type { Facts } from '../../facts.ts';
import type { Evidence, Finding, Fix } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { lastErrorLine } from '../../signatures/last-error-line.ts';
import { fromEvent, fromLog } from '../../words/evidence.ts';
import { initDone } from '../../words/init-done.ts';
import { describePod, readLog } from '../../words/pod-commands.ts';
import { statusEvidence } from '../../words/step-evidence.ts';
import { clause } from '../../words/words.ts';

/** Init is done: whatever is wrong now is wrong with the app container. Never more than a warning here. */
export const appContainer: Rule = {
  id: 'app-container',
  judge(facts) {
    if (facts.progress.phase !== 'initialized' && !(facts.progress.phase === 'ended' && !facts.blocking)) return [];
    return facts.progress.apps.flatMap((step) => {
      const trouble = troubleOf(step, facts);
      return trouble ? [finding(step, trouble, facts)] : [];
    });
  },
};

interface Trouble {
  readonly clause: string;
  readonly fixes: readonly Fix[];
  readonly evidence: readonly Evidence[];
}

function finding(step: Step, { clause: what, fixes, evidence }: Trouble, facts: Facts): Finding {
  return {
    code: 'app-container',
    category: 'app-container',
    severity: 'warning',
    container: step.name,
    cause: `${initDone(facts)}; app container ${step.name} ${what}`,
    fixes,
    evidence: [statusEvidence(step), ...evidence],
    heals: 'maybe',
    confidence: 'certain',
    depth: 'cause',
  };
}

function troubleOf(step: Step, facts: Facts): Trouble | undefined {
  const { pod, namespace } = facts;
  const describe = describePod({ pod, namespace }, 'read its events');
  if (step.state === 'waiting' && step.reason !== undefined) return cannotStart(step, describe);
  if (step.state === 'failed') return failed(step, facts);
  if (step.state === 'running' && !step.ready) return notReady(step, facts);
  return undefined;
}

function cannotStart({ image, name, reason = '', message = '' }: Step, describe: Fix): Trouble {
  const imageTrouble = /Image|ErrImage|Registry/.test(reason);
  const what = imageTrouble ? `cannot start: its image ${image} cannot be pulled (${reason})` : `cannot start (${reason})`;
  const text = imageTrouble
    ? `correct the image of app container ${name} (${image}), or the credentials for its registry`
    : `correct what keeps app container ${name} from starting`;
  return { clause: `${what}${message ? `: ${clause(message)}` : ''}`, fixes: [{ ...describe, text }], evidence: [] };
}

function failed(step: Step, facts: Facts): Trouble {
  const { name, lastRun, image } = step;
  const log = facts.logs.get(name);
  const last = log ? lastErrorLine(log.lines) : undefined;
  const memory = lastRun?.reason === 'OOMKilled';
  const format = last !== undefined && /exec format error/.test(last.line);
  const why = memory
    ? `is killed for memory (OOMKilled, limit ${step.spec.resources?.limits?.memory ?? 'of the node'})`
    : format
      ? `cannot run: its image ${image} is built for another CPU architecture than the node's (exec format error)`
      : `fails with exit code ${lastRun?.exitCode ?? '?'}`;
  const words = last && !format ? `: "${clause(last.line, 160)}"` : '';
  const fix = format
    ? `use a multi-arch image of ${name}, or one for the architecture of the node (amd64, arm64)`
    : `look at app container ${name}, not at init: read its log`;
  return {
    clause: `${why}${words}`,
    fixes: [{ ...readLog(facts, name, step.telling === 'previous'), text: fix }],
    evidence: last && log ? [fromLog(name, log.run, last.line)] : [],
  };
}

function notReady({ name, spec }: Step, facts: Facts): Trouble | undefined {
  const unhealthy = facts.events.findLast(({ reason, container }) => reason === 'Unhealthy' && container === name);
  if (!unhealthy || !(spec.readinessProbe ?? spec.startupProbe ?? spec.livenessProbe)) return undefined;
  return {
    clause: `runs but is not ready: ${clause(unhealthy.message)}`,
    fixes: [{ ...readLog(facts, name, false), text: `see in the log of app container ${name} why its probe fails` }],
    evidence: [fromEvent(unhealthy)],
  };
}
