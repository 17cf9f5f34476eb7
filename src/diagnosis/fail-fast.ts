import type { Step } from '../init/model.ts';
import { causeOf } from './images/pull-failure.ts';

/** What a pipeline may want to take for failed though waiting might heal it. */
export interface FailFast {
  readonly missingConfig?: boolean;
  readonly imageNotFound?: boolean;
  /** From this many failed runs on. */
  readonly crashes?: number;
}

/** Why a container is to be taken for failed. `lasting`: only if it stays so for the time of grace. */
export interface FastFailure {
  readonly sentence: string;
  readonly lasting: boolean;
}

/** What of it holds for the container that blocks. */
export function failFastOn(asked: FailFast, step: Step): FastFailure | undefined {
  const { name, state, reason = '', message = '', attempts, image } = step;
  if (asked.crashes !== undefined && state === 'failed' && attempts >= asked.crashes) {
    return { sentence: `${name} has failed ${attempts} times`, lasting: false };
  }
  if (state !== 'waiting') return undefined;
  if (asked.missingConfig && reason === 'CreateContainerConfigError' && missing.test(message.slice(0, 1000))) {
    return { sentence: `${name} cannot start: ${message.slice(0, 300)}`, lasting: true };
  }
  if (asked.imageNotFound && pulls.has(reason) && notThere.has(causeOf(message.slice(0, 4000)))) {
    return { sentence: `image ${image} does not exist, or may not be pulled without credentials`, lasting: true };
  }
  return undefined;
}

/** `pkg/kubelet/kubelet_pods.go`, makeEnvironmentVariables, and the volumes of ConfigMaps and Secrets. */
const missing = /\b(?:configmap|secret) "[^"]{1,253}" not found|couldn't find key /i;
const pulls = new Set(['ErrImagePull', 'ImagePullBackOff']);
const notThere: ReadonlySet<string> = new Set(['no-repository', 'no-tag']);
