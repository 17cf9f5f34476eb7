/** Beyond it, the time to parse YAML grows with the cube of the depth. Kubernetes has no object half as deep. */
const deepest = 100;

/** Counts braces and brackets where a collection may begin; those in scripts mostly stand elsewhere. */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  let before = ':';
  for (const character of text) {
    if (character === ' ' || character === '\n' || character === '\t' || character === '\r') continue;
    if ((character === '{' || character === '[') && '{[,:-'.includes(before)) depth += 1;
    else if ((character === '}' || character === ']') && depth > 0) depth -= 1;
    if (depth > deepest) return true;
    before = character;
  }
  return false;
}
