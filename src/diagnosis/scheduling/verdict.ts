import type { Evidence, Finding, Fix } from '../finding.ts';
import type { SpecChange } from '../words/change-spec.ts';

/** One reason of the scheduler, understood. */
export interface Verdict {
  /** Follows `none of 3 nodes takes the pod: `. */
  readonly clause: string;
  readonly container?: string;
  readonly fix: string;
  readonly change?: SpecChange;
  /** Words of the kubectl command that shows it. */
  readonly look: readonly string[];
  readonly more: readonly Fix[];
  readonly evidence: readonly Evidence[];
  /** How far the nodes got that fail here: the scheduler asks in this order. */
  readonly hurdle: number;
  readonly nodes: number;
  /** Whether the nodes confirm it. */
  readonly proved: boolean;
  /** Whether this is so in any cluster: a control plane's taint. */
  readonly ordinary: boolean;
  readonly heals: Finding['heals'];
}
