import type { Shell } from './shell.ts';
import type { CommandNode } from './syntax.ts';

/** Says of checks whose output goes through `grep` that it is the text that decides, not the check. */
export function pipelineDoubt(shell: Shell, next: CommandNode | undefined, output: string): void {
  const checks = shell.unknowns.checksWithin(output);
  if (checks.length === 0 || next?.type !== 'Command' || !/^(?:\/(?:usr\/)?bin\/)?[ef]?grep$/.test(next.name?.value ?? '')) return;
  const filter = shell.source.slice(next.pos, next.end).slice(0, 120);
  const pattern = next.args.find((word) => !word.text.startsWith('-'))?.text.replace(/^['"]|['"]$/g, '');
  const inverted = next.args.some((word) => /^-[a-zA-Z]*v/.test(word.text) || word.text === '--invert-match');
  for (const key of checks) {
    const finding = shell.ledger.findings.get(key);
    const program = finding?.check.program ?? '';
    if (finding && !inverted) finding.expected = pattern;
    if (inverted) shell.ledger.doubt(key, { code: 'swallowed-exit', text: `${filter} succeeds on any other line that ${program} prints` });
    else if (!/^(?:kubectl|oc)$/.test(program)) {
      shell.ledger.doubt(key, { code: 'grep-filter', text: `the output of ${program} has to pass ${filter}` });
    }
  }
}
