import exitCode from './exit-code.json' with { type: 'json' };
import imagePrivate from './image-private.json' with { type: 'json' };
import inflatedRequest from './inflated-request.json' with { type: 'json' };
import waitChain from './wait-chain.json' with { type: 'json' };

/** A dump of a real failure, and what to ask of it. */
export interface Demo {
  readonly name: string;
  readonly namespace: string;
  readonly target: string;
  /** Content by path; what is no string is written as JSON. */
  readonly files: Readonly<Record<string, unknown>>;
}

export const demos: readonly Demo[] = [waitChain, exitCode, inflatedRequest, imagePrivate];
