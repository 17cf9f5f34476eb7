import type { Facts } from '../../facts.ts';
import type { Finding } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { largestAsker } from '../../scheduling/asks.ts';
import { inspect } from '../../words/commands.ts';
import { fromStatus } from '../../words/evidence.ts';
import { recreatePod } from '../../words/replace-object.ts';
import { clause } from '../../words/words.ts';

type Verdict = Pick<Finding, 'code' | 'category'> & { readonly what: string; readonly fix: string };

/** The kubelet refused a pod that the scheduler had given it: no container ever starts, and this pod never will. */
export const kubeletRejected: Rule = {
  id: 'kubelet-rejected',
  judge(facts) {
    const { reason = '', message = '', phase } = facts.pod.status ?? {};
    const verdict = phase === 'Failed' ? verdictOf(reason, message, facts) : undefined;
    if (!verdict) return [];
    const { what, fix, ...kind } = verdict;
    const node = facts.pod.spec?.nodeName ?? 'its node';
    const asker = kind.code === 'unschedulable-resources' ? largestAsker(facts.pod.spec, reason.replace(/^OutOf/, '')) : undefined;
    const bare = facts.workload.kind === 'Pod';
    return [
      {
        ...kind,
        severity: 'error',
        ...(asker && { container: asker.container }),
        cause: `node ${node} rejected the pod (${reason}): ${what}${asker ? `; init container ${asker.container} asks for ${asker.amount} of ${asker.resource}, the app for ${asker.app}` : ''}`,
        fixes: [
          recreatePod(facts, `${fix}; this pod will never start: delete it${bare ? ' and create it anew' : ', its owner makes another'}`),
          inspect('see what the node has and what is taken', 'describe', 'node', node),
        ],
        evidence: [fromStatus('status', `${reason}: ${message}`)],
        heals: 'no',
        confidence: 'certain',
        depth: 'root',
      },
    ];
  },
};

function verdictOf(reason: string, message: string, { pod }: Facts): Verdict | undefined {
  const short = /^OutOf([\w./-]+)$/.exec(reason)?.[1];
  if (short !== undefined) {
    const numbers = /requested: (\d+), used: (\d+), capacity: (\d+)/.exec(message);
    const told = numbers ? ` (requested ${numbers[1]}, used ${numbers[2]}, capacity ${numbers[3]})` : '';
    const byName =
      pod.spec?.schedulerName && pod.spec.schedulerName !== 'default-scheduler'
        ? ''
        : ', as with a pod that names its node itself or one that another pod overtook';
    return {
      code: 'unschedulable-resources',
      category: 'unschedulable-resources',
      what: `it has not enough ${short} left${told}${byName}`,
      fix: `let the scheduler choose the node (no nodeName), or lower the ${short} request`,
    };
  }
  switch (reason) {
    case 'UnexpectedAdmissionError':
      return {
        code: 'unschedulable-resources',
        category: 'unschedulable-resources',
        what: clause(message.replace(/^Pod was rejected: /, '')),
        fix: admissionFix(message),
      };
    case 'TopologyAffinityError':
      return {
        code: 'unschedulable-resources',
        category: 'unschedulable-resources',
        what: 'its topology manager finds no NUMA node with all that the pod wants together',
        fix: 'ask for less CPU, memory or fewer devices, or have the topologyManagerPolicy of the node relaxed',
      };
    case 'NodeAffinity':
    case 'NodeName':
      return {
        code: 'unschedulable-constraints',
        category: 'unschedulable-constraints',
        what: 'the labels that the pod asks for are not (or no longer) on the node',
        fix: 'correct the nodeSelector or affinity, or the labels of the node',
      };
    case 'NodePorts':
      return {
        code: 'unschedulable-constraints',
        category: 'unschedulable-constraints',
        what: 'a host port that the pod asks for is taken',
        fix: 'use another hostPort',
      };
    case 'PodOSNotSupported':
    case 'PodOSSelectorNodeLabelDoesNotMatch':
      return {
        code: 'unschedulable-constraints',
        category: 'unschedulable-constraints',
        what: `the pod is for another operating system (${pod.spec?.os?.name ?? 'see nodeSelector'})`,
        fix: 'set a nodeSelector kubernetes.io/os for the right nodes',
      };
    case 'SysctlForbidden':
      return {
        code: 'not-permitted',
        category: 'security-denied',
        what: `a sysctl of its securityContext is not allowed there: ${clause(message)}`,
        fix: 'remove the sysctl from spec.securityContext.sysctls, or have the kubelet started with --allowed-unsafe-sysctls',
      };
    case 'AppArmor':
      return {
        code: 'not-permitted',
        category: 'security-denied',
        what: `its AppArmor profile cannot be used: ${clause(message)}`,
        fix: 'load the AppArmor profile on the node, or remove it from the pod',
      };
    default:
      return undefined;
  }
}

/** `Allocate failed due to not enough cpus available to satisfy request: requested=4, available=2, which is unexpected` */
function admissionFix(message: string): string {
  if (/cpus? available|exclusive/i.test(message))
    return 'ask for fewer exclusive CPUs (under the static CPU manager a whole-number cpu request of a Guaranteed pod takes them, init containers too)';
  if (/device|nvidia|plugin/i.test(message))
    return 'have the device plugin on the node repaired: it could not give the devices that it had offered';
  return 'correct what the message names';
}
