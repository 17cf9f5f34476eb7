import type { EventEntry, FindingEntry, InitEntry, Subject } from '../../report/document.ts';
import { duration, secondsBetween } from '../duration.ts';
import { commandLines, diagnosisTable, evidenceLines } from './findings.ts';
import { stepLines } from './steps.ts';
import type { Style } from './style.ts';
import { block, cut, oneLine, wrap } from './text.ts';

const shownEvents = 8;

/** One pod, or a workload without pods: the answer first, then how far init is, then the evidence, then what to do. */
export function subjectLines(subject: Subject, now: string, style: Style): string[] {
  const telling = subject.findings.filter(({ severity }) => severity !== 'info' || subject.findings.length === 1);
  const [answer] = telling;
  const sections = [
    [header(subject, style)],
    headline(subject, style),
    subject.init.length + subject.apps.length > 0 ? stepLines(subject, style) : [],
    chainLines(answer, style),
    ...subject.init.map((entry) => logLines(entry, style)),
    answer ? titled('evidence', evidenceLines(answer, style), style) : [],
    titled('events', eventLines(subject.events, now, style), style),
    telling.length > 0 ? diagnosisTable(telling, style) : [],
    commandLines(telling, style),
  ];
  return sections.filter((lines) => lines.length > 0).flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

const titled = (title: string, lines: readonly string[], { strong }: Style): string[] =>
  lines.length > 0 ? [`  ${strong(title)}`, ...lines] : [];

function header(subject: Subject, { strong, width }: Style): string {
  const { kind, name, namespace, status, init, restarts, age, owner, node } = subject;
  const done = init.filter(({ state }) => state === 'succeeded').length;
  const where = `${owner ? `${owner.kind} ${owner.name}` : kind} in ${namespace}${node ? `, on ${node}` : ''}`;
  const parts = [
    status,
    init.length > 0 ? `${done} of ${init.length} done` : '',
    restarts > 0 ? `${restarts} restart${restarts === 1 ? '' : 's'}` : '',
    age === undefined ? '' : duration(age),
    where,
  ];
  const facts = parts.filter((part) => part !== '').join('   ');
  return `${strong(name)}   ${cut(facts, Math.max(20, width - name.length - 3))}`;
}

function headline(subject: Subject, style: Style): string[] {
  const { verdict, findings } = subject;
  const trouble = findings.some(({ severity }) => severity === 'error');
  const warned = findings.some(({ severity }) => severity === 'warning');
  const sign = trouble ? style.bad('✖') : warned ? style.warn('!') : verdict === 'initialized' ? style.good('✔') : style.warn('●');
  const [first = '', ...rest] = wrap(subject.headline, style.width - 2);
  const next = outlook(subject);
  return [`${sign} ${style.strong(first)}`, ...rest.map((line) => `  ${style.strong(line)}`), ...(next ? block(next, 2, style.width) : [])];
}

/** What waiting does, and when the next attempt comes. */
function outlook({ verdict, findings, init, deadline }: Subject): string {
  const [answer] = findings;
  const blocking = init.find((entry) => entry.blocking);
  const sentences: string[] = [];
  if (verdict === 'failed') sentences.push('It has failed for good: Kubernetes will not try again.');
  else if (answer?.severity === 'error') sentences.push(healing[answer.heals]);
  const backoff = blocking?.backoff;
  if (verdict !== 'failed' && backoff?.remainingSeconds !== undefined) {
    const delay =
      backoff.delaySeconds === undefined
        ? ''
        : ` (back-off ${duration(backoff.delaySeconds)}${backoff.longest ? ', the longest there is' : ''})`;
    const when = backoff.remainingSeconds > 0 ? `in ${duration(backoff.remainingSeconds)}` : 'any moment now';
    sentences.push(`Next ${backoff.kind === 'crash' ? 'attempt' : 'pull'} ${when}${delay}.`);
  }
  if (deadline) sentences.push(`It is ended at ${deadline} whatever happens (deadline).`);
  return sentences.join(' ');
}

const healing = {
  no: 'Waiting will not heal it.',
  maybe: 'Waiting may heal it.',
  'by-itself': 'It should heal by itself.',
} as const;

function chainLines(answer: FindingEntry | undefined, style: Style): string[] {
  if (!answer?.chain || answer.chain.length < 2) return [];
  return titled(
    'the way to the root',
    answer.chain.flatMap((station, index) => block(`${index === 0 ? '' : '→ '}${station}`, 4, style.width)),
    style,
  );
}

function logLines({ name, log, attempts }: InitEntry, style: Style): string[] {
  if (!log) return [];
  const run =
    log.run === 'previous'
      ? `previous run, attempt ${Math.max(1, attempts - 1)}`
      : log.run === 'current'
        ? `attempt ${attempts}`
        : 'termination message';
  if (log.lines.length === 0) return [`  ${style.strong(`${name} has printed nothing`)} (${run})`];
  return titled(
    `last lines of ${name} (${run})`,
    log.lines.map((line) => `    ${cut(line.replaceAll('\t', '  '), style.width - 4)}`),
    style,
  );
}

function eventLines(events: readonly EventEntry[], now: string, style: Style): string[] {
  return events.slice(-shownEvents).flatMap(({ at, type, reason, message, count }) => {
    const ago = `${duration(secondsBetween(at, now))} ago`.padStart(10);
    const times = count > 1 ? ` x${count}` : '';
    const [first = '', ...rest] = wrap(
      `${type === 'Warning' ? style.warn('Warning') : 'Normal'} ${reason}${times}: ${oneLine(message)}`,
      style.width - 16,
    );
    return [`    ${ago}  ${first}`, ...rest.slice(0, 2).map((line) => `${' '.repeat(16)}${line}`)];
  });
}
