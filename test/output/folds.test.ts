import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { terminalReport } from '../../src/output/terminal/report.ts';
import { makeStyle } from '../../src/output/terminal/style.ts';
import type { Subject } from '../../src/report/document.ts';
import { reportOf } from '../report/masking/make-report.ts';

const style = makeStyle({ width: 80, colour: false });
const [web] = reportOf({ headline: '', lines: [] }).subjects;
const subject = (name: string, cause: string, more: Partial<Subject> = {}): Subject => {
  assert.ok(web);
  const [finding] = web.findings;
  assert.ok(finding);
  return { ...web, name, headline: cause, findings: [{ ...finding, cause }], ...more };
};
const many = (count: number, make: (index: number) => Subject): Subject[] => Array.from({ length: count }, (_, index) => make(index));
const shown = (subjects: readonly Subject[]): string => terminalReport({ ...reportOf({ headline: '', lines: [] }), subjects }, style);
const inFull = (text: string): number => text.match(/^✖ /gm)?.length ?? 0;

describe('what has the same trouble is shown once', () => {
  const owner = { kind: 'ReplicaSet', name: 'web' };
  test('pods of one workload', () => {
    const text = shown(many(50, (index) => subject(`web-${index}`, `web-${index} exits 1`, { owner })));
    assert.equal(inFull(text), 1);
    assert.match(text, /the same holds for web-1 \(Init:Error\).* and 41 more/s);
  });
  test('a few pods of their own, each in full', () => assert.equal(inFull(shown(many(9, (index) => subject(`p-${index}`, 'exits 1')))), 9));
  test('many workloads of many namespaces with the same cause', () => {
    const text = shown(many(300, (index) => subject('db-0', 'image x does not exist', { namespace: `team-${index}` })));
    assert.equal(inFull(text), 1);
    assert.match(text, /db-0 in team-1 \(Init:Error\).* and 291 more/s);
  });
  test('not what differs in its cause', () =>
    assert.equal(inFull(shown(many(10, (index) => subject(`p-${index}`, `exits ${index + 100}`)))), 10));
});

describe('of more than ten, most have two lines each', () => {
  const text = shown(many(300, (index) => subject(`p-${index}`, `exits ${1000 + index}`)));
  test('5 in full', () => assert.equal(inFull(text), 5));
  test('then 40 shortly', () => assert.equal(text.match(/^ {2}shop\/p-\d+ {3}Init:Error\n {4}exits \d+$/gm)?.length, 40));
  test('then how to see the rest', () =>
    assert.match(
      text.replace(/\n */g, ' '),
      /255 more causes are not shown; one in full: kubectl initdoctor describe NAME -n NAMESPACE; .* -o json$/,
    ));
  test('errors first', () => {
    const warned = many(30, (index) => subject(`w-${index}`, `warns ${index + 100}`)).map((one) => ({
      ...one,
      findings: one.findings.map((finding) => ({ ...finding, severity: 'warning' as const })),
    }));
    assert.match(shown([...warned, subject('last', 'exits 1')]).slice(0, 60), /^last/);
  });
  test('no line is wider than the terminal', () =>
    assert.deepEqual(
      text.split('\n').filter((line) => line.length > 80),
      [],
    ));
});
