/** What the clients of HashiCorp's servers print over several lines, as the single line that it means. */

const begins = /Error making API request\.$|^\s{2}error=$|\b(?:error|err)=$|error authenticating:$/;
const goesOn =
  /^\s{0,8}\|?\s{0,4}(?:$|Error making API request|URL: |Code: \d|Raw Message|\* |\(retry attempt|backoff=|error=$|namespace=|[\w ]{1,40}: permission denied)/;
const mostLines = 16;

/**
 * The same number of lines: the first of a block holds all of it, the others are empty, so that indexes stay those of the log.
 * Vault Agent writes an error as `error authenticating:`, `  error=`, `  | URL: ...`, `  | Code: 403. Errors:`, `   backoff=1s`.
 */
export function withBlocksJoined(lines: readonly string[]): readonly string[] {
  if (!lines.some((line) => begins.test(line.slice(-200)))) return lines;
  const joined = [...lines];
  for (let head = 0; head < lines.length; head += 1) {
    if (!begins.test((lines[head] ?? '').slice(-200))) continue;
    let end = head + 1;
    while (end < lines.length && end - head < mostLines && goesOn.test((lines[end] ?? '').slice(0, 300))) end += 1;
    if (end === head + 1) continue;
    const rest = lines.slice(head + 1, end).map((line) => line.replace(/^\s{0,8}\|?\s{0,8}/, '').trim());
    joined[head] = [lines[head]?.trimEnd(), ...rest].filter((line) => line !== '').join(' ');
    for (let index = head + 1; index < end; index += 1) joined[index] = '';
    head = end - 1;
  }
  return joined;
}
