import type { WaitOutcome } from '../waits/model.ts';

/** What the cluster says of a target, in a few words. */
export function outcomeInWords(outcome: WaitOutcome): string {
  switch (outcome.state) {
    case 'healthy':
    case 'own-pod':
    case 'not-yet':
    case 'file-nobody':
    case 'no-cluster-dns':
      return outcome.detail;
    case 'external':
      return 'outside the cluster';
    case 'unreadable':
      return outcome.reason;
    case 'service-missing':
    case 'object-missing':
      return 'does not exist';
    case 'namespace-missing':
      return `namespace ${outcome.namespace} does not exist`;
    case 'bad-domain':
      return `${outcome.suffix} is not the cluster's domain`;
    case 'wrong-port':
      return `has no port ${outcome.asked}`;
    case 'no-endpoints':
      return outcome.behind.length > 0 ? `0 of ${outcome.behind.length} endpoints ready` : 'no pod behind it';
    case 'pod-missing':
      return `Service ${outcome.service} has no such pod`;
    case 'blocked-by-policy':
      return `${outcome.direction} forbidden by NetworkPolicy ${outcome.policy}`;
    case 'job-failed':
      return `failed: ${outcome.reason}`;
    case 'job-suspended':
      return 'suspended';
    case 'file-later':
      return `written by ${outcome.writer}, which runs later`;
  }
}
