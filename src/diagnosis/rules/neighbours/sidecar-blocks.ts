import type { Facts } from '../../facts.ts';
import type { Finding } from '../../finding.ts';
import { containersOf, templateNeeds, templateOf } from '../../owners/template.ts';
import type { Rule } from '../../rule.ts';
import { looksLikeSidecar } from '../../runs/long-running.ts';
import { changeContainer } from '../../words/change-container.ts';
import { advise, inspect } from '../../words/commands.ts';
import { fromObject, fromSpec } from '../../words/evidence.ts';
import { recreatePod } from '../../words/replace-object.ts';
import { statusEvidence } from '../../words/step-evidence.ts';
import { listed, secondsBetween, spell } from '../../words/words.ts';

const plainAndRunning = ({ blocking }: Facts): boolean => blocking?.state === 'running' && blocking.role === 'init';
/** A short look at a log, a proxy that quits: those are done by then. */
const patience = 60;

/** What is meant to run beside the app runs as a plain init container, which must end before anything else starts. */
export const sidecarBlocks: Rule = {
  id: 'sidecar-blocks',
  needs: (facts) => (plainAndRunning(facts) ? templateNeeds(facts) : []),
  judge(facts) {
    const { blocking, now } = facts;
    if (!blocking || !plainAndRunning(facts)) return [];
    const declared = containersOf(templateOf(facts)).find(({ name }) => name === blocking.name);
    if (declared?.restartPolicy === 'Always') return [dropped(facts)];
    const why = facts.waits.length > 0 ? undefined : looksLikeSidecar(blocking, facts);
    const seconds = secondsBetween(blocking.runningSince, now) ?? 0;
    return why === undefined ? [] : [plain(why, seconds, facts)];
  },
};

/** Older webhooks read the pod with a client that does not know the field, and write it back without it. */
function dropped(facts: Facts): Finding {
  const { blocking, workload, progress } = facts;
  const name = blocking?.name ?? '';
  const others = progress.steps
    .filter(({ role, name: other }) => role === 'init' && other !== name && isDeclared(other, facts))
    .map(({ name: other }) => other);
  return {
    ...common(facts),
    cause: `${name} is a native sidecar in the template of ${workload.kind} ${workload.name} (restartPolicy: Always), but the live pod lacks that field, so it runs as a plain init container that never ends; a mutating webhook with an old client library dropped it${others.length > 0 ? ` (from ${listed(others)} too)` : ''}`,
    fixes: [
      inspect(
        'update the mutating webhook that rewrites this pod to a version that knows restartPolicy of init containers (ask its owner), or keep it off these pods; then recreate the pod. See which webhooks there are',
        'get',
        'mutatingwebhookconfigurations',
      ),
      recreatePod(
        facts,
        `recreate the pod once the webhook leaves the native sidecar alone; until then run ${name} as an ordinary container of the pod`,
      ),
    ],
    evidence: [
      fromObject(`${workload.kind} ${facts.namespace}/${workload.name}`, `initContainers[${name}].restartPolicy: Always`),
      fromSpec(`spec.initContainers[${(blocking?.index ?? 1) - 1}].restartPolicy`, blocking?.spec.restartPolicy ?? '(missing)'),
    ],
    confidence: 'certain',
    depth: 'root',
  };
}

const isDeclared = (name: string, facts: Facts): boolean =>
  containersOf(templateOf(facts)).some((container) => container.name === name && container.restartPolicy === 'Always');

function plain(why: string, seconds: number, facts: Facts): Finding {
  const name = facts.blocking?.name ?? '';
  const fix = `make ${name} a native sidecar: set restartPolicy: Always on it (Kubernetes 1.29 and later), or move it to the containers of the pod`;
  const early = seconds < patience;
  return {
    ...common(facts),
    severity: early ? 'info' : 'error',
    cause: `${name} runs for ${spell(seconds)} and ${early ? 'seems made to run on' : 'never ends'}: ${why}; as a plain init container without restartPolicy: Always it holds back ${heldBack(facts)}`,
    fixes: [
      changeContainer(facts, name, fix, { restartPolicy: 'Always' }),
      advise(`if ${name} is meant to end, let its command exit 0 when its work is done`),
    ],
    evidence: [
      ...(facts.blocking ? [statusEvidence(facts.blocking)] : []),
      fromSpec(`spec.initContainers[${(facts.blocking?.index ?? 1) - 1}]`, `image: ${facts.blocking?.image}`),
    ],
    confidence: early ? 'possible' : 'likely',
    depth: 'cause',
  };
}

function heldBack({ progress, blocking }: Facts): string {
  const later = [...progress.steps, ...progress.apps].filter(({ state, name }) => state === 'not-started' && name !== blocking?.name);
  return (
    listed(
      later.map(({ name }) => name),
      3,
    ) || 'the app'
  );
}

const common = ({ blocking }: Facts) =>
  ({
    code: 'sidecar-blocks',
    category: 'sidecar',
    severity: 'error',
    ...(blocking && { container: blocking.name }),
    heals: 'no',
    explains: ['running-long'],
  }) as const;
