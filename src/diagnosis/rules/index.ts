import type { Rule } from '../rule.ts';

/** Every rule. The order does not decide: findings are ranked by what they prove. */
export const rules: readonly Rule[] = [];
