import { type AnyWaiting, scriptEvidence, type Waiting, waitsFor, waitsIn } from '../../dependencies/waiting.ts';
import type { Facts } from '../../facts.ts';
import type { Finding } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { editSpec } from '../../words/change-spec.ts';

/** It waits for itself: for localhost, or for a Service behind which only pods of its own workload stand. */
export const waitSelf: Rule = {
  id: 'wait-self',
  judge: (facts) => [
    ...waitsIn(facts, 'own-pod').map((waiting) => ofItsOwn[waiting.wait.wait.target.kind](facts, waiting)),
    ...waitsIn(facts, 'no-endpoints')
      .filter(({ wait }) => wait.outcome.selfOnly)
      .map((waiting) => ownService(facts, waiting)),
  ],
};

const ofItsOwn = { host: localhost, object: ownObject, file: ownFile } as const;

function localhost(facts: Facts, waiting: Waiting<'own-pod'>): Finding {
  const { step, wait } = waiting;
  const { name, port } = wait.subject;
  const address = port === undefined ? name : `${name}:${port}`;
  const later = (facts.pod.spec?.initContainers ?? []).slice(step.index).find((other) => other.name === wait.outcome.server);
  if (later?.restartPolicy === 'Always') return laterSidecar(facts, waiting, address, later.name);
  return {
    ...common(waiting),
    category: 'config',
    cause: `${step.name} waits for ${address}, which is the pod itself (${wait.outcome.detail}): the app containers start only after init, so nothing listens there`,
    fixes: [
      editSpec(
        facts,
        `give ${step.name} the host of the external service or Service that it needs instead of ${name}; the setting that names the host (a DSN or *_HOST variable) is probably not passed to this init container`,
      ),
    ],
  };
}

/** Sidecars start in the order of the list, as all init containers do. */
function laterSidecar(facts: Facts, waiting: Waiting<'own-pod'>, address: string, sidecar: string): Finding {
  const { step } = waiting;
  return {
    ...common(waiting),
    category: 'sidecar',
    cause: `${step.name} waits for ${address}, which sidecar ${sidecar} of this pod serves; but ${sidecar} comes after ${step.name} in the list of init containers, so it starts only when ${step.name} is done: the order is wrong`,
    fixes: [
      editSpec(
        facts,
        `move sidecar ${sidecar} before ${step.name} in initContainers (they start in this order), and give it a startupProbe, so that ${step.name} starts when it listens`,
      ),
    ],
  };
}

function ownObject(facts: Facts, waiting: Waiting<'own-pod'>): Finding {
  return {
    ...common(waiting),
    category: 'config',
    cause: `${waitsFor(waiting, facts.namespace)}, which in turn waits for this pod itself: a circular wait; ${waiting.wait.outcome.detail}, and that is only after init`,
    fixes: [
      editSpec(
        facts,
        `remove ${waiting.step.name} from the pod: what has to wait for its own rollout belongs outside of it, into a Job or the pipeline that deploys`,
      ),
    ],
  };
}

function ownFile(facts: Facts, waiting: Waiting<'own-pod'>): Finding {
  const { step, wait } = waiting;
  return {
    ...common(waiting),
    category: 'config',
    cause: `${step.name} waits for file ${wait.subject.name}, which nobody but itself writes: ${wait.outcome.detail}`,
    confidence: 'possible',
    depth: 'symptom',
    fixes: [editSpec(facts, `let ${step.name} write ${wait.subject.name} before it waits for it, or drop the wait`)],
  };
}

function ownService(facts: Facts, waiting: Waiting<'no-endpoints'>): Finding {
  return {
    ...common(waiting),
    category: 'dep-no-endpoints',
    cause: `${waitsFor(waiting, facts.namespace)}, behind which only pods of ${facts.workload.kind} ${facts.workload.name} itself stand: it waits for its own endpoint, which is ready only after init`,
    fixes: [
      editSpec(
        facts,
        `do not wait for the pod's own Service in init: drop ${waiting.step.name}, let it ask a pod by name, or set publishNotReadyAddresses on the Service for peers to find each other`,
      ),
    ],
  };
}

function common(waiting: AnyWaiting): Omit<Finding, 'cause' | 'fixes' | 'category'> {
  return {
    code: 'wait-self',
    severity: 'error',
    container: waiting.step.name,
    evidence: [scriptEvidence(waiting)],
    heals: 'no',
    confidence: 'certain',
    depth: 'root',
    explains: ['connection-refused', 'connection-timeout', 'timeout-exit'],
  };
}
