import { humanDuration } from '../../init/age.ts';
import type { AppEntry, InitEntry, Subject } from '../../report/document.ts';
import { duration } from '../duration.ts';
import type { Style } from './style.ts';
import { cut, oneLine, pad, wrap } from './text.ts';

interface Row {
  readonly sign: string;
  readonly index: string;
  readonly name: string;
  readonly text: string;
}

/** The init containers in their order, then the app containers: what each did, does, or waits for. */
export function stepLines({ init, apps, verdict, node }: Subject, style: Style): string[] {
  const isPlaced = node !== undefined || init.some(({ attempts }) => attempts > 0);
  const rows = [
    ...init.map((entry) => initRow(entry, isPlaced, style)),
    ...apps.map((entry) => appRow(entry, verdict === 'initialized', style)),
  ];
  const names = Math.min(32, Math.max(...rows.map(({ name }) => name.length)));
  const indent = names + 8;
  return rows.flatMap(({ index, sign, name, text }) => {
    const [first = '', ...rest] = wrap(text, style.width - indent);
    const head = `  ${pad(index, 2)}${sign} ${pad(cut(name, names), names)}  ${first}`;
    return [head.trimEnd(), ...rest.map((line) => ' '.repeat(indent) + line)];
  });
}

function initRow(entry: InitEntry, isPlaced: boolean, style: Style): Row {
  const name = entry.sidecar ? `${entry.name} (sidecar)` : entry.name;
  return {
    index: String(entry.index),
    sign: sign(entry, style),
    name,
    text: [...doing(entry, isPlaced), ...nextAttempt(entry)].join(' · '),
  };
}

function sign({ state, blocking }: InitEntry, { good, bad, warn, faint }: Style): string {
  if (state === 'succeeded') return good('✔');
  if (state === 'failed' || state === 'waiting') return bad('✖');
  if (state === 'running') return blocking ? warn('●') : good('●');
  return faint('·');
}

function doing(entry: InitEntry, isPlaced: boolean): string[] {
  switch (entry.state) {
    case 'succeeded':
      return [
        entry.sidecar ? 'started' : `done${entry.durationSeconds === undefined ? '' : ` in ${duration(entry.durationSeconds)}`}`,
        ...tries(entry),
      ];
    case 'running':
      return [running(entry), ...tries(entry)];
    case 'failed':
      return [ended(entry), ...tries(entry)];
    case 'waiting':
      return [entry.reason ?? 'cannot start', ...tries(entry)];
    case 'not-started':
      return [isPlaced ? 'not started' : 'waits for the pod to be scheduled'];
  }
}

function running({ durationSeconds, waitsFor, sidecar }: InitEntry): string {
  const age = durationSeconds === undefined ? 'running' : `running for ${humanDuration(durationSeconds * 1000)}`;
  const [target] = waitsFor ?? [];
  if (!target) return sidecar ? `${age}, not started yet` : age;
  const port = target.port === undefined ? '' : `:${target.port}`;
  return `${age}, waits for ${target.kind} ${target.name}${port} (${oneLine(target.detail)})`;
}

function ended({ exitCode, signal, reason, durationSeconds }: InitEntry): string {
  const how = signal ? `signal ${signal}` : exitCode === undefined ? (reason ?? 'failed') : `exit ${exitCode}`;
  const told = reason && !['Error', 'CrashLoopBackOff', 'Completed'].includes(reason) ? ` (${reason})` : '';
  return `${how}${told}${durationSeconds === undefined ? '' : ` after ${duration(durationSeconds)}`}`;
}

const tries = ({ attempts }: InitEntry): string[] => (attempts > 1 ? [`attempt ${attempts}`] : []);

function nextAttempt({ backoff }: InitEntry): string[] {
  if (!backoff) return [];
  const what = backoff.kind === 'crash' ? 'next' : 'next pull';
  if (backoff.remainingSeconds === undefined)
    return backoff.delaySeconds === undefined ? [] : [`${what} within ${duration(backoff.delaySeconds)}`];
  return [backoff.remainingSeconds > 0 ? `${what} in ${duration(backoff.remainingSeconds)}` : `${what} any moment`];
}

function appRow({ name, state, reason }: AppEntry, initialized: boolean, { good, bad, faint }: Style): Row {
  if (!initialized) return { index: '', sign: faint('·'), name, text: 'starts when init is done' };
  if (state === 'running') return { index: '', sign: good('●'), name, text: 'running' };
  if (state === 'succeeded') return { index: '', sign: good('✔'), name, text: 'ended' };
  if (state === 'failed' || state === 'waiting') return { index: '', sign: bad('✖'), name, text: reason ?? state };
  return { index: '', sign: faint('·'), name, text: reason ?? 'not started' };
}
