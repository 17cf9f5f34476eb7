import type { Step } from '../../../init/model.ts';
import { targetNeeds, targetOf, type Unreached, unreached, waitsKnown } from '../../dependencies/unreached.ts';
import type { Facts } from '../../facts.ts';
import type { Finding, Fix } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { roleOf } from '../../runs/failed-run.ts';
import { changeContainer } from '../../words/change-container.ts';
import { advise, mutate, workloadName } from '../../words/commands.ts';
import { fromSpec } from '../../words/evidence.ts';
import { showPod } from '../../words/show-pod.ts';

interface Mesh {
  readonly name: string;
  readonly proxy: string;
  /** Init containers that set the redirection up, or prove that a CNI plugin did. */
  readonly redirect: RegExp;
  readonly uid: number;
  readonly annotation: string;
}

const meshes: readonly Mesh[] = [
  {
    name: 'Istio',
    proxy: 'istio-proxy',
    redirect: /^istio-(?:init|validation)$/,
    uid: 1337,
    annotation: 'traffic.sidecar.istio.io/excludeOutboundPorts',
  },
  {
    name: 'Linkerd',
    proxy: 'linkerd-proxy',
    redirect: /^linkerd-(?:init|network-validator)$/,
    uid: 2102,
    annotation: 'config.linkerd.io/skip-outbound-ports',
  },
  {
    name: 'Kuma',
    proxy: 'kuma-sidecar',
    redirect: /^kuma-(?:init|validation)$/,
    uid: 5678,
    annotation: 'traffic.kuma.io/exclude-outbound-ports',
  },
];

/** Traffic of the pod goes to a mesh proxy that starts only after init: connections of init containers fail, whatever their target does. */
export const meshBeforeProxy: Rule = {
  id: 'mesh-before-proxy',
  needs(facts) {
    const found = unreached(facts);
    return found && meshOf(facts, found.told.step) ? targetNeeds(facts, found) : [];
  },
  judge(facts) {
    const found = unreached(facts);
    const mesh = found && meshOf(facts, found.told.step);
    if (!found || !mesh || waitsKnown(facts)) return [];
    const target = targetOf(facts, found);
    if (target.state === 'missing' || (target.state === 'there' && target.ready === 0)) return [];
    const { step } = found.told;
    const ready = target.state === 'there' && target.ready ? `, although Service ${target.name} is ready` : '';
    const finding: Finding = {
      code: 'mesh',
      category: 'mesh',
      severity: 'error',
      container: step.name,
      cause: `${mesh.name} redirects the traffic of the pod to its sidecar ${mesh.proxy} (Envoy or its like), which does not run yet during init, so ${roleOf(step)} ${step.name} cannot reach ${found.host}${found.port === undefined ? '' : `:${found.port}`}${ready}`,
      fixes: fixesFor(facts, mesh, found),
      evidence: [found.told.evidence, fromSpec('spec.containers', `${mesh.proxy} is an ordinary container: it starts after init`)],
      heals: 'no',
      confidence: 'likely',
      depth: 'root',
      explains: [
        'connection-refused',
        'connection-timeout',
        'dns-failed',
        'timeout-exit',
        'exit-code',
        'wait-unreadable',
        'wait-external',
        'wait-target-healthy',
        'wait-check-suspect',
        'running-long',
      ],
    };
    return [finding];
  },
};

/** A mesh whose redirection is there before this step, and whose proxy is not a native sidecar before it. */
function meshOf({ pod }: Facts, step: Step): Mesh | undefined {
  const inits = pod.spec?.initContainers ?? [];
  return meshes.find(({ proxy, redirect, uid }) => {
    const ordinary = (pod.spec?.containers ?? []).some(({ name }) => name === proxy);
    const redirected = inits.slice(0, step.index - 1).some(({ name }) => redirect.test(name));
    return ordinary && redirected && step.spec.securityContext?.runAsUser !== uid;
  });
}

function fixesFor(facts: Facts, { name, annotation, uid }: Mesh, { port, told }: Unreached): Fix[] {
  const { namespace, workload } = facts;
  const value = port === undefined ? 'PORT' : String(port);
  const text = `let the connection pass by the proxy: annotate the pod template with ${annotation}: "${value}"`;
  const patch = { spec: { template: { metadata: { annotations: { [annotation]: value } } } } };
  const annotate =
    port !== undefined && /^(?:Deployment|StatefulSet|DaemonSet)$/.test(workload.kind)
      ? mutate(text, 'patch', workloadName(workload), '-n', namespace, '-p', JSON.stringify(patch))
      : advise(text);
  return [
    annotate,
    changeContainer(facts, told.step.name, `or run ${told.step.name} as uid ${uid}, whose traffic is not redirected`, {
      securityContext: { runAsUser: uid },
    }),
    advise(
      `or make the proxy a native sidecar (restartPolicy: Always), which starts before ${told.step.name}: ${name === 'Istio' ? 'ENABLE_NATIVE_SIDECARS in istiod' : 'proxy.nativeSidecar in Linkerd; others have such a setting too'}`,
    ),
    showPod(facts, 'see the order of the containers', '{.spec.initContainers[*].name}', '{.spec.containers[*].name}'),
  ];
}
