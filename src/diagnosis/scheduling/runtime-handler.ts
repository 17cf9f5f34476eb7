import type { Facts } from '../facts.ts';
import type { Evidence } from '../finding.ts';
import { isPreparing, lately } from '../owners/pod-trouble.ts';
import { fromEvent } from '../words/evidence.ts';

/** The runtime of the node does not know the handler of the pod's RuntimeClass, or there is no such class. */
export interface UnknownRuntime {
  readonly handler?: string;
  readonly missingClass?: string;
  readonly evidence: Evidence;
}

const unknownHandler =
  /no runtime for "?(?<handler>[\w.-]{1,60})"? is configured|(?:failed to find )?runtime handler "?(?<other>[\w.-]{1,60})"?(?: from runtime list| not (?:found|supported|configured))|unknown or invalid runtime name:? "?(?<docker>[\w.-]{1,60})/;
const missing = /runtimeclass(?:es)?(?:\.node\.k8s\.io)? "(?<name>[^"]{1,253})" not found/i;
/** The runtime is known to containerd, but its program is not there. */
const noShim = /(?:containerd-shim-(?<shim>[\w-]{1,40})|runtime "(?<runtime>[\w./-]{1,60})" binary not installed)/;

export function unknownRuntime(facts: Facts): UnknownRuntime | undefined {
  if (!isPreparing(facts)) return undefined;
  for (const event of lately(facts, 'FailedCreatePodSandBox')) {
    const groups = unknownHandler.exec(event.message)?.groups;
    const handler =
      groups?.handler ??
      groups?.other ??
      groups?.docker ??
      (facts.pod.spec?.runtimeClassName ? noShim.exec(event.message)?.[0] : undefined);
    if (handler !== undefined) return { handler, evidence: fromEvent(event) };
    const missingClass = missing.exec(event.message)?.groups?.name;
    if (missingClass !== undefined) return { missingClass, evidence: fromEvent(event) };
  }
  return undefined;
}
