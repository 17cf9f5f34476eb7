import type { Facts } from '../facts.ts';
import { byLabels } from './labels.ts';
import { byOthers } from './others.ts';
import type { NodeReason } from './scheduling.ts';
import { byTaints } from './taints.ts';
import type { Verdict } from './verdict.ts';

/** Undefined for reasons that are no constraint: resources, claims. */
export function judgeConstraint(reason: NodeReason, facts: Facts): Verdict | undefined {
  return byTaints(reason, facts) ?? byLabels(reason, facts) ?? byOthers(reason, facts);
}
