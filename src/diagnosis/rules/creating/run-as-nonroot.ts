import type { Facts } from '../../facts.ts';
import type { Fix } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { roleOf } from '../../runs/failed-run.ts';
import { startFailure } from '../../runs/start-failure.ts';
import { changeContainer } from '../../words/change-container.ts';
import { advise } from '../../words/commands.ts';
import { fromSpec } from '../../words/evidence.ts';
import { showPod } from '../../words/show-pod.ts';

const texts = {
  root: /runAsNonRoot and image will run as root/,
  name: /runAsNonRoot and image has non-numeric user \((?<user>[^)]{1,60})\)/,
  breaks: /runAsUser breaks non-root policy/,
  windows: /runAsUserName .{0,80}runAsNonRoot|runAsNonRoot.{0,40}ContainerAdministrator/,
};

/** runAsNonRoot forbids the user that the container would run as. */
export const runAsNonroot: Rule = {
  id: 'run-as-nonroot',
  judge(facts) {
    const failure = startFailure(facts);
    const text = failure?.text ?? '';
    if (!failure || !Object.values(texts).some((pattern) => pattern.test(text))) return [];
    const { step } = failure;
    const ofContainer = step.spec.securityContext?.runAsNonRoot !== undefined;
    const demanded = ofContainer ? `securityContext of ${step.name}` : "pod's securityContext (pod-level)";
    const user = texts.name.exec(text)?.groups?.user;
    const why = texts.breaks.test(text)
      ? `it sets runAsUser: ${step.spec.securityContext?.runAsUser ?? 0} (root)`
      : user
        ? `image ${step.image} names its user ${user} instead of a number, so the kubelet cannot verify that it is not root`
        : `image ${step.image} runs as root (uid 0) and no runAsUser says otherwise`;
    return [
      {
        code: 'run-as-nonroot',
        category: 'run-as-nonroot',
        severity: 'error',
        container: step.name,
        cause: `${roleOf(step)} ${step.name} may not start: ${why}, while runAsNonRoot: true in the ${demanded} forbids root`,
        fixes: fixesFor(facts, failure.step.name, texts.breaks.test(text), step.image),
        evidence: [
          failure.evidence,
          fromSpec(
            ofContainer ? `securityContext of ${step.name}` : 'spec.securityContext',
            JSON.stringify((ofContainer ? step.spec.securityContext : facts.pod.spec?.securityContext) ?? {}),
          ),
        ],
        heals: 'no',
        confidence: 'certain',
        depth: 'root',
      },
    ];
  },
};

function fixesFor(facts: Facts, container: string, asRoot: boolean, image: string): Fix[] {
  const uid = facts.pod.spec?.securityContext?.runAsUser || otherUser(facts, container) || 1000;
  const allow = changeContainer(
    facts,
    container,
    `if ${container} must be root (a chown, say), set runAsNonRoot: false in its own securityContext`,
    {
      securityContext: { runAsNonRoot: false },
    },
  );
  const numeric = changeContainer(facts, container, `set runAsUser: ${uid} on ${container} (a numeric uid that can do its work)`, {
    securityContext: { runAsUser: uid },
  });
  const look = showPod(
    facts,
    'see the security contexts of the pod',
    '{.spec.securityContext}',
    '{.spec.initContainers[*].securityContext}',
  );
  const group = advise('instead of a chown as root let fsGroup in the pod-level securityContext give the volume to the group');
  return asRoot ? [numeric, allow, group, look] : [numeric, allow, look, advise(`or build ${image} with a numeric user: USER ${uid}`)];
}

/** The user of another container of the pod is a good guess. */
const otherUser = ({ pod }: Facts, container: string): number | undefined =>
  [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])].find(
    (one) => one.name !== container && one.securityContext?.runAsUser,
  )?.securityContext?.runAsUser;
