import { humanDuration } from '../../init/age.ts';
import type { BackoffEntry, FindingEntry, Subject } from '../../report/document.ts';
import { duration } from '../duration.ts';
import { eventLines } from './events.ts';
import { commandLines, diagnosisTable, evidenceLines } from './findings.ts';
import { logLines } from './last-lines.ts';
import { stepLines } from './steps.ts';
import { type Style, titled } from './style.ts';
import { block, wrap } from './text.ts';
import { displayWidth } from './width.ts';

/** One pod, or a workload without pods: the answer first, then how far init is, then the evidence, then what to do. */
export function subjectLines(subject: Subject, now: string, style: Style): string[] {
  const telling = subject.findings.filter(({ severity }) => severity !== 'info' || subject.findings.length === 1);
  const [answer] = telling;
  const sections = [
    header(subject, style),
    headline(subject, style),
    subject.init.length + subject.apps.length > 0 ? stepLines(subject, style) : [],
    chainLines(answer, style),
    ...subject.init.map((entry) => logLines(entry, style)),
    answer ? titled('evidence', evidenceLines(answer, shownLogs(subject), style), style) : [],
    titled('events', eventLines(subject, now, style), style),
    telling.length > 0 ? diagnosisTable(telling, style) : [],
    commandLines(worthDoing(telling), style),
  ];
  return sections.filter((lines) => lines.length > 0).flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

const shownLogs = ({ init }: Subject): string => init.flatMap(({ log }) => log?.lines ?? []).join('\n');

/** Beside an error, what only warns or notes needs no commands. */
function worthDoing(findings: readonly FindingEntry[]): readonly FindingEntry[] {
  const errors = findings.filter(({ severity }) => severity === 'error');
  return errors.length > 0 ? errors : findings;
}

/** On one line; where that is too narrow the node goes, then what does not fit gets lines of its own. */
function header(subject: Subject, { strong, width }: Style): string[] {
  const { name } = subject;
  const facts = factsOf(subject);
  const { place, node } = placeOf(subject);
  const fits = (parts: readonly string[]) => displayWidth([name, ...parts].join(gap)) <= width;
  const fitting = [[...facts, place + node], [...facts, place], facts, []].find(fits);
  const lines = fitting ? [[strong(name), ...fitting].join(gap)] : wrap(name, width).map((part) => strong(part));
  if (fitting?.at(-1)?.startsWith(place)) return lines;
  return [...lines, ...block([...(fitting === facts ? [] : facts), place + node].join(' · '), 2, width)];
}

const gap = '   ';

function factsOf({ status, init, restarts, age }: Subject): string[] {
  const done = init.filter(({ state }) => state === 'succeeded').length;
  return [
    status,
    init.length > 0 ? `${done} of ${init.length} done` : '',
    restarts > 0 ? `${restarts} restart${restarts === 1 ? '' : 's'}` : '',
    age === undefined ? '' : humanDuration(age * 1000),
  ].filter((fact) => fact !== '');
}

function placeOf({ kind, owner, namespace, node }: Subject): { readonly place: string; readonly node: string } {
  const what = owner ? `${owner.kind} ${owner.name} ` : kind === 'Pod' ? '' : `${kind} `;
  return { place: `${what}in ${namespace}`, node: node ? `, on ${node}` : '' };
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
  if (verdict !== 'failed' && blocking?.backoff) sentences.push(...nextAttempt(blocking.backoff));
  if (deadline) sentences.push(`It is ended at ${deadline} whatever happens (deadline).`);
  return sentences.join(' ');
}

function nextAttempt({ kind, remainingSeconds, delaySeconds, longest }: BackoffEntry): string[] {
  const what = kind === 'crash' ? 'attempt' : 'pull';
  if (remainingSeconds === undefined) return delaySeconds === undefined ? [] : [`Next ${what} within ${duration(delaySeconds)}.`];
  const delay = !delaySeconds ? '' : ` (back-off ${duration(delaySeconds)}${longest ? ', the longest there is' : ''})`;
  return [`Next ${what} ${remainingSeconds > 0 ? `in ${duration(remainingSeconds)}` : 'any moment now'}${delay}.`];
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
