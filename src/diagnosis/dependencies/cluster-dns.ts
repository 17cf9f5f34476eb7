import type { Facts, Need } from '../facts.ts';
import type { Evidence, Fix } from '../finding.ts';
import { readiness } from '../owners/pod-readiness.ts';
import { tellingLine } from '../runs/telling-line.ts';
import { inspect } from '../words/commands.ts';
import { fromLog, fromObject } from '../words/evidence.ts';
import { describePod } from '../words/pod-commands.ts';

/** Where kubeadm, the clouds and k3s have it. */
const place = 'kube-system';

/** The DNS server of the cluster gives no answer, whatever name it is asked for. */
export interface SilentDns {
  /** One clause. */
  readonly reason: string;
  readonly fixes: readonly Fix[];
  readonly evidence: readonly Evidence[];
  /** Whether its pods say it as well. */
  readonly proved: boolean;
}

const silence = ({ logs }: Facts, container: string) => {
  const telling = tellingLine(logs.get(container)?.lines ?? []);
  return telling?.signature.id === 'dns-server-silent' ? telling : undefined;
};

export const dnsNeeds = (facts: Facts): Need[] =>
  facts.blocking && silence(facts, facts.blocking.name) ? [{ kind: 'Pod', namespace: place }] : [];

export function silentDns(facts: Facts, container: string): SilentDns | undefined {
  const told = silence(facts, container);
  if (!told) return undefined;
  const read = facts.around.list('Pod', place);
  const servers = (read.state === 'found' ? read.value : []).filter(({ metadata }) =>
    /^(?:kube-dns|coredns)$/.test(metadata?.labels?.['k8s-app'] ?? ''),
  );
  const broken = servers.map((pod) => ({ name: pod.metadata?.name ?? '', ...readiness(pod) })).filter(({ ready }) => !ready);
  const [down] = broken;
  const all = down !== undefined && broken.length === servers.length;
  const dead = all
    ? `no pod of CoreDNS is ready: pod ${down.name} ${down.trouble}`
    : 'CoreDNS is overloaded, or port 53 is blocked (NetworkPolicy, firewall of the node)';
  return {
    reason: `the DNS server of the cluster gives no answer, so that no name resolves: ${dead}`,
    fixes: [
      ...(down ? [describePod({ pod: down.name, namespace: place }, `mend pod ${down.name} of CoreDNS, which ${down.trouble}`)] : []),
      inspect('see why CoreDNS does not answer: its log', 'logs', '-n', place, '-l', 'k8s-app=kube-dns', '--all-containers', '--tail=30'),
      inspect('see whether CoreDNS runs, and on which nodes', 'get', 'pods', '-n', place, '-l', 'k8s-app=kube-dns', '-o', 'wide'),
    ],
    evidence: [
      fromLog(container, facts.logs.get(container)?.run ?? 'current', told.line),
      ...(down ? [fromObject(`Pod ${place}/${down.name}`, down.trouble)] : []),
    ],
    proved: all,
  };
}
