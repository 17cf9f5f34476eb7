const LONGEST = 512;

/** Whether a shell pattern (`*`, `?`, `[...]`) matches the whole text. */
export function matchesPattern(pattern: string, text: string): boolean {
  let [at, in_, star, mark] = [0, 0, -1, 0];
  const tokens = tokensOf(pattern.slice(0, LONGEST));
  const subject = text.slice(0, LONGEST * 4);
  while (in_ < subject.length) {
    const token = tokens[at];
    if (token === '*') {
      star = at;
      mark = in_;
      at += 1;
    } else if (token !== undefined && matchesOne(token, subject.charAt(in_))) {
      at += 1;
      in_ += 1;
    } else if (star >= 0) {
      at = star + 1;
      mark += 1;
      in_ = mark;
    } else return false;
  }
  while (tokens[at] === '*') at += 1;
  return at === tokens.length;
}

function tokensOf(pattern: string): readonly string[] {
  const tokens: string[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern.charAt(at);
    const close = character === '[' ? pattern.indexOf(']', at + 2) : -1;
    if (close > 0) {
      tokens.push(pattern.slice(at, close + 1));
      at = close;
    } else if (character === '\\' && at + 1 < pattern.length) {
      tokens.push(`\\${pattern.charAt(at + 1)}`);
      at += 1;
    } else tokens.push(character);
  }
  return tokens;
}

function matchesOne(token: string, character: string): boolean {
  if (token === '?') return true;
  if (token.startsWith('\\') && token.length === 2) return token.charAt(1) === character;
  if (token.length < 3) return token === character;
  const set = token.slice(1, -1);
  const negated = set.startsWith('!') || set.startsWith('^');
  return inSet(negated ? set.slice(1) : set, character) !== negated;
}

function inSet(set: string, character: string): boolean {
  for (let at = 0; at < set.length; at += 1) {
    if (set.charAt(at + 1) === '-' && at + 2 < set.length) {
      if (character >= set.charAt(at) && character <= set.charAt(at + 2)) return true;
      at += 2;
    } else if (set.charAt(at) === character) return true;
  }
  return false;
}

/** `${value#pattern}`, `##`, `%`, `%%`. */
export function removeMatch(value: string, operator: string, pattern: string): string {
  if (value.length > LONGEST) return value;
  const fromStart = operator.startsWith('#');
  const lengths = Array.from({ length: value.length + 1 }, (_, length) => length);
  if (operator.length === 2) lengths.reverse();
  for (const length of lengths) {
    const part = fromStart ? value.slice(0, length) : value.slice(value.length - length);
    if (matchesPattern(pattern, part)) return fromStart ? value.slice(length) : value.slice(0, value.length - length);
  }
  return value;
}

/** `${name/pattern/replacement}` and its kind. */
export function replaceMatch(value: string, operator: string, pattern: string, replacement: string): string {
  if (pattern === '' || /[*?[]/.test(pattern)) return matchesPattern(pattern, value) ? replacement : value;
  if (operator === '//') return value.split(pattern).join(replacement);
  if (operator === '/#') return value.startsWith(pattern) ? replacement + value.slice(pattern.length) : value;
  if (operator === '/%') return value.endsWith(pattern) ? value.slice(0, -pattern.length) + replacement : value;
  const at = value.indexOf(pattern);
  return at < 0 ? value : value.slice(0, at) + replacement + value.slice(at + pattern.length);
}
