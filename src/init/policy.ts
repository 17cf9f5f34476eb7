import type { Container, Pod } from '../cluster/kubernetes.ts';
import { objects } from './guard.ts';
import type { Run } from './model.ts';
import { isSidecar, type Member } from './pod.ts';

/** Whether the kubelet runs a container again after this run. */
export function isRunAgain(pod: Pod, { spec, role }: Pick<Member, 'spec' | 'role'>, run: Run): boolean {
  if (role !== 'app' && isSidecar(spec)) return true;
  const policy = decidingPolicy(pod, spec, run);
  if (policy === 'Never') return false;
  // An init container that ran out of memory has failed even with exit code 0.
  return policy !== 'OnFailure' || run.exitCode !== 0 || role !== 'app';
}

/** The policy that keeps this container from another run, in words: `restartPolicy Never`. */
export function policyName(spec: Container): string {
  return isPolicy(spec.restartPolicy) ? 'its own restartPolicy Never' : 'restartPolicy Never';
}

/** Rules of the container come first, then its own policy, then that of the pod. */
function decidingPolicy(pod: Pod, spec: Container, { exitCode }: Run): string {
  if (!isPolicy(spec.restartPolicy)) return pod.spec?.restartPolicy ?? 'Always';
  const rule = objects(spec.restartPolicyRules).find(({ exitCodes }) => {
    const listed = Array.isArray(exitCodes?.values) && exitCodes.values.includes(exitCode);
    return (exitCodes?.operator === 'In' && listed) || (exitCodes?.operator === 'NotIn' && !listed);
  });
  return rule ? 'Always' : spec.restartPolicy;
}

function isPolicy(policy: unknown): policy is 'Always' | 'OnFailure' | 'Never' {
  return policy === 'Always' || policy === 'OnFailure' || policy === 'Never';
}
