import type { Facts, Need } from './facts.ts';
import type { Finding } from './finding.ts';
import type { OwnerFacts } from './owner-facts.ts';

/**
 * One reason for init trouble. A rule knows no client, no clock and no terminal: it gets what was read and returns findings.
 * `needs` may be asked several times: what it asks for in one round is there in the next (a claim, then its storage class).
 */
export interface Rule {
  /** Also the name of its file, its test and its fixture. */
  readonly id: string;
  needs?(facts: Facts): readonly Need[];
  judge(facts: Facts): readonly Finding[];
}

/** One reason why a workload has no pods (or fewer than it wants): judged where there is no pod to judge. */
export interface OwnerRule {
  readonly id: string;
  needs?(owner: OwnerFacts): readonly Need[];
  judge(owner: OwnerFacts): readonly Finding[];
}
