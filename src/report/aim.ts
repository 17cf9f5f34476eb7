import { shellQuote } from '../diagnosis/words/commands.ts';
import type { Report } from './document.ts';

/** The flags that chose the cluster: without them a command that is pasted would meet another one. */
export interface Aim {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly cluster?: string;
  readonly user?: string;
  readonly server?: string;
}

const carried = ['kubeconfig', 'context', 'cluster', 'user', 'server'] as const;

/** The program where a command begins, and what has to be stepped over to see that: words in quotes. */
const begins = /'[^']*'|\\.|(^|&& |\| )kubectl /g;

/** A command that goes to the cluster that was asked. */
export function aimed(command: string, aim: Aim): string {
  const flags = words(aim);
  return flags === '' ? command : command.replace(begins, (whole, before?: string) => (before === undefined ? whole : `${whole}${flags} `));
}

const words = (aim: Aim): string =>
  carried.flatMap((flag) => (aim[flag] === undefined ? [] : [shellQuote(`--${flag}=${aim[flag]}`)])).join(' ');

/** The report with every command of it aimed. */
export function aimedReport(report: Report, aim: Aim): Report {
  if (words(aim) === '') return report;
  const subjects = report.subjects.map((subject) => ({
    ...subject,
    findings: subject.findings.map((finding) => ({
      ...finding,
      fixes: finding.fixes.map((fix) => (fix.command === undefined ? fix : { ...fix, command: aimed(fix.command, aim) })),
    })),
  }));
  return { ...report, subjects };
}
