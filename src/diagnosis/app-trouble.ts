import type { Step } from '../init/model.ts';
import type { Facts } from './facts.ts';
import type { Finding, Fix } from './finding.ts';
import { rank } from './rank.ts';
import type { Rule } from './rule.ts';
import { initDone } from './words/init-done.ts';

/**
 * Init is done and an app container is in trouble: what rules would say of it if it were an init container. For a pod that others
 * wait for this is the root; for a pod that was asked for it is a warning, as init is not to blame.
 */
export function appInTrouble({ progress, blocking }: Facts): Step | undefined {
  if (blocking || progress.phase !== 'initialized') return undefined;
  return progress.apps.find(({ state, reason }) => state === 'failed' || (state === 'waiting' && reason !== undefined));
}

/** A sidecar that fails after init is done: the pod shows `Init:CrashLoopBackOff` and is not Ready, though nothing is held back. */
export function sidecarInTrouble({ progress, blocking }: Facts): Step | undefined {
  if (blocking || progress.phase !== 'initialized') return undefined;
  return progress.steps.find(
    ({ role, state, reason }) => role === 'sidecar' && (state === 'failed' || (state === 'waiting' && reason !== undefined)),
  );
}

/** The same facts with the app container in the place of the blocking one. */
export const asIfBlocking = (facts: Facts, app: Step): Facts => ({ ...facts, blocking: app });

/** The best that is known of the app container; nothing when rules see no more than its status. */
export function appFinding(rules: readonly Rule[], facts: Facts, app: Step): Finding | undefined {
  const findings = rank(rules.flatMap((rule) => rule.judge(asIfBlocking(facts, app))));
  return findings.find(({ severity, container, depth }) => severity === 'error' && container === app.name && depth !== 'symptom');
}

/** The same as a warning beside an init that did its job. */
export const asWarning = (facts: Facts, finding: Finding): Finding => ({
  ...finding,
  fixes: finding.fixes.map(ofAppContainer),
  code: 'app-container',
  category: 'app-container',
  severity: 'warning',
  cause: `${initDone(facts)}; the trouble is in app container ${finding.container}: ${finding.cause}`,
});

/** Rules look at init containers; the same fields of an app container stand in another list. */
const ofAppContainer = (fix: Fix): Fix =>
  fix.command === undefined
    ? fix
    : { ...fix, command: fix.command.replaceAll('.spec.initContainers[?(@.name==', '.spec.containers[?(@.name==') };
