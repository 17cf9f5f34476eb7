import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Container, Pod } from '../../../src/cluster/kubernetes.ts';
import type { Wait } from '../../../src/waits/model.ts';
import { readWaits } from '../../../src/waits/script/read-waits.ts';

/** A container, as far as a row has to say it; a text alone is the script of `sh -c`. */
export interface Setting extends Partial<Container> {
  /** ConfigMaps of the namespace. */
  readonly maps?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly pod?: Partial<Pod>;
}

/** What is run, and the waits it amounts to, each as `written` puts it. */
export type Row = readonly [subject: string | Setting, ...waits: readonly string[]];

export const sh = (script: string, more: Setting = {}): Setting => ({ command: ['sh', '-c', script], ...more });
export const exec = (...command: string[]): Setting => ({ command });
export const env = (values: Readonly<Record<string, string>>) => Object.entries(values).map(([name, value]) => ({ name, value }));
export const fromSecret = (name: string, secret: string, key: string) => ({ name, valueFrom: { secretKeyRef: { name: secret, key } } });

export function read(subject: string | Setting): readonly Wait[] {
  const { maps, pod, ...container } = typeof subject === 'string' ? sh(subject) : subject;
  return readWaits({
    container: { name: 'wait', image: 'registry.example.com/tools:1', ...container },
    pod: { ...pod, metadata: { name: 'web-0', namespace: 'shop', ...pod?.metadata }, spec: { containers: [], ...pod?.spec } },
    configMapValue: (name, key) => maps?.[name]?.[key],
  });
}

/**
 * `tcp db:5432`, `http api:80/health once`, `Job migrate in data: complete within 60s`, `file /tmp/x`, with
 * `once` where the check is not repeated, `N times` and `within Ns` for its limit, `(doubt)` and `<- where it comes from`.
 */
export function written(wait: Wait): string {
  const { target, limit, repeated, doubts } = wait;
  const parts = [
    subjectOf(target),
    repeated ? '' : 'once',
    limit?.tries === undefined ? '' : `${limit.tries} times`,
    limit?.seconds === undefined ? '' : `within ${limit.seconds}s`,
    ...doubts.map(({ code }) => `(${code})`),
    target.kind === 'host' && target.unknown ? `<- ${target.unknown.text}` : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function subjectOf(target: Wait['target']): string {
  if (target.kind === 'file') return `${target.test === 'absent' ? 'no file' : 'file'} ${target.path}`;
  if (target.kind === 'host')
    return `${target.check} ${target.host}${target.port === undefined ? '' : `:${target.port}`}${target.path ?? ''}`;
  const { resource, name, labelSelector, namespace, condition } = target;
  return `${[resource, name, labelSelector && `-l ${labelSelector}`, namespace && `in ${namespace}`].filter(Boolean).join(' ')}: ${condition}`;
}

/** One test a row: the subject is the name. */
export function corpus(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    for (const [subject, ...waits] of rows) test(nameOf(subject), () => assert.deepEqual(read(subject).map(written), waits));
  });
}

function nameOf(subject: string | Setting): string {
  const words = typeof subject === 'string' ? [subject] : [...(subject.command ?? [subject.image ?? '']), ...(subject.args ?? [])];
  return words.join(' ').replace(/\s+/g, ' ').slice(0, 110);
}
