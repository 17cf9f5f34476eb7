import { stdoutIsTerminal } from '../../output/is-terminal.ts';
import { jsonReport } from '../../output/json.ts';
import { standardOutput } from '../../output/standard-output.ts';
import { terminalReport } from '../../output/terminal/report.ts';
import { makeStyle, type Style } from '../../output/terminal/style.ts';
import { type Aim, aimedReport } from '../../report/aim.ts';
import type { Report } from '../../report/document.ts';
import { maskReport } from '../../report/masking/mask-report.ts';
import type { Impersonated } from '../../report/rights.ts';

export interface OutputFlagValues extends Impersonated, Aim {
  readonly output?: string;
  readonly color: string;
  readonly 'show-secrets'?: boolean;
}

/** The report as the flags want it. */
export async function formatReport(report: Report, flags: OutputFlagValues): Promise<string> {
  if (flags.output === 'json') return jsonReport(presentable(report, flags));
  if (flags.output === 'yaml') {
    const { yamlReport } = await import('../../output/yaml.ts');
    return yamlReport(presentable(report, flags));
  }
  return onTerminal(report, flags);
}

/** The report as text, whatever `-o` says. */
export const onTerminal = (report: Report, flags: OutputFlagValues): string =>
  terminalReport(presentable(report, flags), terminalStyle(flags.color), flags);

const presentable = (report: Report, flags: OutputFlagValues): Report =>
  aimedReport(flags['show-secrets'] ? report : maskReport(report), flags);

/** How stdout is written to, by `--color` and what it is. */
export const terminalStyle = (color: string): Style => makeStyle({ width: columns(), colour: wantsColour(color) });

const columns = (): number => (stdoutIsTerminal() && standardOutput().columns) || Number.parseInt(process.env.COLUMNS ?? '', 10) || 80;

/** https://no-color.org: set and not empty means no, unless the flag says otherwise. */
function wantsColour(flag: string): boolean {
  if (flag !== 'auto') return flag === 'always';
  return stdoutIsTerminal() && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}
