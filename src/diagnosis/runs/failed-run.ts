import type { Run, Step } from '../../init/model.ts';
import type { Facts, LogTail } from '../facts.ts';
import type { Evidence } from '../finding.ts';
import { isBlank } from '../signatures/lines.ts';
import { fromLog, fromStatus } from '../words/evidence.ts';

/** The run of the blocking container that failed, with what it printed. */
export interface FailedRun {
  readonly step: Step;
  readonly run: Run;
  /** Empty when nothing was printed or nothing could be read; `logRead` tells which. */
  readonly lines: readonly string[];
  readonly logRead: boolean;
  readonly logRun: string;
}

const neverBegan = /^(?:StartError|ContainerCannotRun)$/;

/** The failed run that keeps the pod from getting on; undefined while the container works, waits to start, or ended well. */
export function failedRun({ blocking: step, logs }: Pick<Facts, 'blocking' | 'logs'>): FailedRun | undefined {
  const run = step?.lastRun;
  if (!step || !run || !(step.state === 'failed' || (step.state === 'running' && step.telling === 'previous'))) return undefined;
  // A child that was killed for memory fails the run even when the main process exits 0.
  if (run.exitCode === 0 && run.reason !== 'OOMKilled') return undefined;
  // A program that never began printed nothing: what stands for its log is the runtime's message.
  const log = neverBegan.test(run.reason ?? '') ? undefined : logs.get(step.name);
  return { step, run, lines: log ? spokenLines(log) : [], logRead: log !== undefined, logRun: log?.run ?? 'previous' };
}

/** The same array for the same log, and where none is blank that of the log: what is known about its lines is looked up once. */
function spokenLines(log: LogTail): readonly string[] {
  const lines = spoken.get(log) ?? (log.lines.some(isBlank) ? log.lines.filter((line) => !isBlank(line)) : log.lines);
  spoken.set(log, lines);
  return lines;
}

const spoken = new WeakMap<LogTail, readonly string[]>();

/** How the run ended, as the status has it. */
export function exitEvidence({ step, run }: Pick<FailedRun, 'step' | 'run'>): Evidence {
  const words = [
    run.reason,
    `exit code ${run.exitCode}`,
    run.signal !== undefined && run.signal > 0 && `signal ${run.signal}`,
    run.message,
  ];
  return fromStatus(`status of ${roleOf(step)} ${step.name}, latest run`, words.filter(Boolean).join(', '), run.finishedAt);
}

export const lineEvidence = ({ step, logRun }: FailedRun, line: string): Evidence => fromLog(step.name, logRun, line);

export function roleOf({ role }: Pick<Step, 'role'>): string {
  if (role === 'app') return 'container';
  return role === 'sidecar' ? 'sidecar' : 'init container';
}
