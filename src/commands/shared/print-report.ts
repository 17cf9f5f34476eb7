import { jsonReport } from '../../output/json.ts';
import { terminalReport } from '../../output/terminal/report.ts';
import { makeStyle, type Style } from '../../output/terminal/style.ts';
import type { Report } from '../../report/document.ts';

export interface OutputFlagValues {
  readonly output?: string;
  readonly color: string;
}

/** The report as the flags want it. */
export async function formatReport(report: Report, { output, color }: OutputFlagValues): Promise<string> {
  if (output === 'json') return jsonReport(report);
  if (output === 'yaml') {
    const { yamlReport } = await import('../../output/yaml.ts');
    return yamlReport(report);
  }
  return terminalReport(report, terminalStyle(color));
}

/** How stdout is written to, by `--color` and what it is. */
export const terminalStyle = (color: string): Style => makeStyle({ width: columns(), colour: wantsColour(color) });

const columns = (): number => process.stdout.columns || Number.parseInt(process.env.COLUMNS ?? '', 10) || 80;

/** https://no-color.org: set and not empty means no, unless the flag says otherwise. */
function wantsColour(flag: string): boolean {
  if (flag !== 'auto') return flag === 'always';
  return Boolean(process.stdout.isTTY) && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}
