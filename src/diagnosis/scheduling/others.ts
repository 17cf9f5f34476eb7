import type { Container } from '../../cluster/kubernetes.ts';
import { selectorText } from '../../cluster/selector.ts';
import type { Facts } from '../facts.ts';
import { listed } from '../words/words.ts';
import type { NodeReason } from './scheduling.ts';
import type { Verdict } from './verdict.ts';
import { aboutPlaces, volumePlace } from './volume-place.ts';

/** Reasons whose words say enough; the pod's own spec says the rest. */
interface Row {
  readonly pattern: RegExp;
  readonly hurdle: number;
  readonly heals?: Verdict['heals'];
  clause(facts: Facts, groups: Readonly<Record<string, string | undefined>>): string;
  readonly fix: string;
  /** The one that it is about. */
  container?(facts: Facts): string | undefined;
  look?(facts: Facts): readonly string[];
}

const rows: readonly Row[] = [
  {
    pattern: /^didn't match the requested node name|^didn't match the requested hostname/,
    hurdle: 1,
    clause: ({ pod }) => `it asks for one node by name (${pod.spec?.nodeName ?? 'spec.nodeName'}), which is not there`,
    fix: 'remove nodeName from the pod, or name a node that exists',
  },
  {
    pattern: /^didn't have free ports/,
    hurdle: 3,
    clause: (facts) => `the host ports that it asks for (${hostPorts(facts)}) are taken on every node that would do`,
    fix: 'use another hostPort, no hostPort (a Service instead), or fewer replicas than nodes; a rolling update needs maxSurge 0 (or strategy Recreate), so that the old pod gives the port up first; see which pods hold it',
    look: () => [
      'get',
      'pods',
      '-A',
      '-o',
      'custom-columns=NAMESPACE:.metadata.namespace,NAME:.metadata.name,NODE:.spec.nodeName,HOSTPORTS:.spec.containers[*].ports[*].hostPort',
    ],
  },
  {
    pattern: aboutPlaces,
    hurdle: 5,
    clause: (facts) => {
      const place = volumePlace(facts);
      return `the volume of its claim ${place?.claim ?? claims(facts)} is bound to ${place?.where ?? 'a zone or node'}, where no fitting node is`;
    },
    fix: 'let the pod run where its volume is (a node in that zone), or make a new claim with a StorageClass of volumeBindingMode WaitForFirstConsumer; see where the volumes are',
    look: () => [
      'get',
      'pv',
      '-o',
      'custom-columns=NAME:.metadata.name,CLAIM:.spec.claimRef.name,WHERE:.spec.nodeAffinity.required.nodeSelectorTerms',
    ],
  },
  {
    // Nodes that lack the volume fail elsewhere: this one is the node that could take the pod.
    pattern: /^(?:node )?has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod/,
    hurdle: 6,
    heals: 'maybe',
    clause: (facts) =>
      `its claim ${claims(facts)} is in use by another pod, and access mode ReadWriteOncePod lets one pod at a time have it`,
    fix: 'end the pod that has the claim (for a Deployment: strategy Recreate, so that the old pod goes first), or use a claim of access mode ReadWriteOnce; see which pods use which claims',
    look: ({ namespace }) => [
      'get',
      'pods',
      '-n',
      namespace,
      '-o',
      'custom-columns=NAME:.metadata.name,NODE:.spec.nodeName,CLAIMS:.spec.volumes[*].persistentVolumeClaim.claimName',
    ],
  },
  {
    pattern: /^exceed max volume count|^did not have enough free storage/,
    hurdle: 5,
    heals: 'maybe',
    clause: () => 'the nodes have as many volumes attached as they can take',
    fix: 'have a node added, or fewer pods with volumes on these; see the attached volumes',
    look: () => ['get', 'volumeattachments'],
  },
  {
    pattern: /^didn't match pod topology spread constraints/,
    hurdle: 7,
    clause: (facts) => `its topology spread constraint (${spread(facts)}) leaves no place`,
    fix: 'raise maxSkew, or set whenUnsatisfiable to ScheduleAnyway, or have nodes added where they lack; nodes without the topology label count as no place',
  },
  {
    pattern:
      /^didn't match pod anti-affinity rules|^didn't satisfy existing pods anti-affinity rules|^didn't match pod affinity\/anti-affinity/,
    hurdle: 8,
    clause: (facts) =>
      `pod anti-affinity keeps it from every node${topology(facts, 'podAntiAffinity')}: pods that it must not share a node with are on all of them`,
    fix: 'use preferredDuringSchedulingIgnoredDuringExecution instead of the required anti-affinity, run no more replicas than there are nodes, or have a node added',
    look: ({ namespace }) => ['get', 'pods', '-n', namespace, '-o', 'wide', '--show-labels'],
  },
  {
    pattern: /^didn't match pod affinity rules/,
    hurdle: 8,
    clause: (facts) => `its pod affinity${topology(facts, 'podAffinity')} wants a pod beside it that runs nowhere`,
    fix: 'correct the labels of the pod affinity, or start the pods that it wants to be near',
    look: ({ namespace }) => ['get', 'pods', '-n', namespace, '-o', 'wide', '--show-labels'],
  },
  {
    pattern: /resourceclaim|cannot allocate all claims|device class/i,
    hurdle: 6,
    heals: 'maybe',
    clause: () => 'no node has the devices that its resource claims ask for (dynamic resource allocation)',
    fix: 'see whether the driver of the devices runs and what its ResourceSlices offer',
    look: () => ['get', 'resourceclaims,resourceslices'],
  },
  {
    // https://docs.aws.amazon.com/eks/latest/userguide/fargate-pod-configuration.html
    pattern: /^Pod not supported on Fargate: (?<why>.{1,300})/,
    hurdle: 9,
    clause: (facts, { why }) => `EKS Fargate does not run such a pod: ${why}${privileged(facts)}`,
    container: ({ pod }) => pod.spec?.initContainers?.find(isPrivileged)?.name,
    fix: 'let it run on EC2 nodes (a node group, and a label or namespace that no Fargate profile selects), or remove from the pod what Fargate does not have: privileged containers (sysctl), host paths, ports and network; see the nodes',
    look: () => ['get', 'nodes', '-L', 'eks.amazonaws.com/compute-type'],
  },
  {
    // Volcano, coscheduling and YuniKorn place the pods of a group together or not at all.
    pattern:
      /(?:^|\d )tasks? in gang unschedulable|pod ?group .{0,120}(?:not ready|less than|cannot|insufficient)|gang .{0,80}(?:min|not)/i,
    hurdle: 6,
    heals: 'maybe',
    clause: () => 'its pod group is scheduled together or not at all, and there is no room for as many pods as it needs (minAvailable)',
    fix: 'free resources for the whole group, or lower minAvailable (minMember) of its PodGroup; see the groups',
    look: ({ namespace }) => ['get', 'podgroups', '-n', namespace],
  },
];

export function byOthers(reason: NodeReason, facts: Facts): Verdict | undefined {
  const row = rows.find(({ pattern }) => pattern.test(reason.text));
  if (!row) return undefined;
  const container = row.container?.(facts);
  return {
    ...(container !== undefined && { container }),
    clause: row.clause(facts, row.pattern.exec(reason.text)?.groups ?? {}),
    fix: row.fix,
    look: row.look?.(facts) ?? ['get', 'nodes', '--show-labels'],
    more: [],
    evidence: [],
    hurdle: row.hurdle,
    nodes: reason.nodes ?? 0,
    proved: false,
    ordinary: false,
    heals: row.heals ?? 'no',
  };
}

const hostPorts = ({ pod }: Facts): string =>
  listed(
    [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])].flatMap(({ ports = [] }) =>
      ports.flatMap(({ hostPort }) => (hostPort ? [String(hostPort)] : [])),
    ),
  );

const isPrivileged = ({ securityContext }: Container): boolean => securityContext?.privileged === true;

function privileged({ pod }: Facts): string {
  const names = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])].filter(isPrivileged).map(({ name }) => name);
  return names.length > 0 ? ` (privileged: ${listed(names)})` : '';
}

const claims = ({ pod }: Facts): string =>
  listed((pod.spec?.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []));

const spread = ({ pod }: Facts): string =>
  listed(
    (pod.spec?.topologySpreadConstraints ?? [])
      .filter(({ whenUnsatisfiable }) => whenUnsatisfiable !== 'ScheduleAnyway')
      .map(({ topologyKey, maxSkew }) => `maxSkew ${maxSkew} over ${topologyKey}`),
  );

function topology({ pod }: Facts, kind: 'podAffinity' | 'podAntiAffinity'): string {
  const terms = pod.spec?.affinity?.[kind]?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  const said = terms.map(({ labelSelector = {}, topologyKey }) => `${selectorText(labelSelector)} per ${topologyKey}`);
  return said.length > 0 ? ` (${listed(said)})` : '';
}
