import type { Finding } from './finding.ts';

/**
 * Orders findings so that the first is the answer, and drops what merely repeats or follows from a better one: the most
 * severe, then the deepest, then the surest, then the best proved.
 */
export function rank(findings: readonly Finding[]): Finding[] {
  const kept = distinct(findings);
  const told = kept.filter((finding) => !kept.some((other) => other !== finding && pushesAside(other, finding)));
  return told.sort(byWeight);
}

const severities = ['info', 'warning', 'error'] as const;
const depths = ['symptom', 'cause', 'root'] as const;
const confidences = ['possible', 'likely', 'certain'] as const;

const severity = (finding: Finding) => severities.indexOf(finding.severity);
const depth = (finding: Finding) => depths.indexOf(finding.depth);
const confidence = (finding: Finding) => confidences.indexOf(finding.confidence);

function byWeight(a: Finding, b: Finding): number {
  return severity(b) - severity(a) || strength(b) - strength(a) || b.evidence.length - a.evidence.length;
}

/** A certain message beats a guess about an object, which beats a likely message. */
const strength = (finding: Finding) => 2 * depth(finding) + confidence(finding);

function pushesAside(better: Finding, finding: Finding): boolean {
  if (better.explains?.includes(finding.code) && !finding.explains?.includes(better.code)) return true;
  if (finding.severity !== 'error' || finding.explains?.includes(better.code)) return false;
  const aboutTheSame = better.container === finding.container || (better.container === undefined && finding.depth === 'symptom');
  return aboutTheSame && depth(better) > depth(finding) && better.confidence !== 'possible' && better.severity === 'error';
}

function distinct(findings: readonly Finding[]): Finding[] {
  const byWords = new Map<string, Finding>();
  for (const finding of findings) {
    const key = [finding.code, finding.container, finding.cause].join('\n');
    if (!byWords.has(key)) byWords.set(key, finding);
  }
  return [...byWords.values()];
}
