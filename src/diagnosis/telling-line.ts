import type { Step } from '../init/model.ts';
import { workloadName } from './commands.ts';
import type { Facts } from './facts.ts';
import { tables } from './signatures/index.ts';
import { bestMatch, type Match, matchLines } from './signatures/match.ts';
import type { SignatureContext } from './signatures/signature.ts';

/** What the words of a signature may use about the container that printed the line. */
export function signatureContext({ pod, namespace, workload }: Facts, { name, image }: Step): SignatureContext {
  const node = pod.spec?.nodeName;
  return {
    namespace,
    pod: pod.metadata?.name ?? '',
    container: name,
    image,
    workload: workloadName(workload),
    serviceAccount: pod.spec?.serviceAccountName ?? 'default',
    ...(node !== undefined && { node }),
  };
}

/** The line of a log that says the most about its failure, with what it means. */
export const tellingLine = (lines: readonly string[]): Match | undefined => bestMatch(matchLines(lines, 'log', tables), lines);

/** What a message of the runtime or the kubelet means. */
export function tellingMessage(message: string): Match | undefined {
  const lines = message.split('\n');
  return bestMatch(matchLines(lines, 'message', tables), lines);
}
