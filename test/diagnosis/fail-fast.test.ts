import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { crashedTooOften, type FailFast, failFastStates, hardFinding, type Judged, readFailFast } from '../../src/diagnosis/fail-fast.ts';
import { categories } from '../../src/diagnosis/finding.ts';
import { readProgress } from '../../src/init/progress.ts';
import { before, container, NOW, pod, status, waiting } from '../init/make-pod.ts';

const asked = (...words: string[]): FailFast => {
  const read = readFailFast(words);
  assert.ok(!('unknown' in read), JSON.stringify(read));
  return read;
};
const finding = (more: Partial<Judged>): Judged => ({
  category: 'mount-missing-object',
  severity: 'error',
  heals: 'no',
  confidence: 'certain',
  cause: 'Secret creds does not exist',
  ...more,
});

test('each state says why nothing gets on from there by itself, under a word of its own', () => {
  const words = failFastStates.map(({ word }) => word);
  assert.equal(new Set(words).size, words.length);
  for (const { proof } of failFastStates) assert.ok(proof.length > 20);
});

describe('words', () => {
  test('missing-config means environments and volumes', () =>
    assert.deepEqual(asked('missing-config').categories, ['config-missing-object', 'config-missing-key', 'mount-missing-object']));
  test('every category is one', () =>
    assert.deepEqual(
      asked(...categories)
        .categories.slice()
        .sort(),
      categories.slice().sort(),
    ));
  test('crashes', () => assert.deepEqual(asked('crashes=3', 'oom'), { categories: ['oom'], crashes: 3 }));
  for (const word of ['crashes', 'crashes=0', 'crashes=-1', 'crashes=1e3', 'missing', 'toString', '__proto__'])
    test(`${word} means nothing`, () => assert.deepEqual(readFailFast(['oom', word]), { unknown: word }));
});

describe('findings', () => {
  const counts = (more: Partial<Judged>) => hardFinding(asked('missing-config'), [finding(more)]) !== undefined;
  test('one that was asked for', () => assert.ok(counts({})));
  test('also where a change of the cluster might heal it', () => assert.ok(counts({ heals: 'maybe', confidence: 'likely' })));
  test('not one of another category', () => assert.ok(!counts({ category: 'run-as-nonroot' })));
  test('not what only warns', () => assert.ok(!counts({ severity: 'warning' })));
  test('not what heals by itself', () => assert.ok(!counts({ heals: 'by-itself' })));
  test('not what is merely possible', () => assert.ok(!counts({ confidence: 'possible' })));
  test('none without categories', () => assert.equal(hardFinding(asked('crashes=1'), [finding({})]), undefined));
});

describe('crashes', () => {
  const crashing = pod({
    inits: [container('migrate')],
    initStatuses: [status('migrate', { ...waiting('CrashLoopBackOff'), ...before(1), restartCount: 4 })],
  });
  const { blocking } = readProgress({ pod: crashing, events: [], now: NOW });
  assert.ok(blocking);
  test('the fifth of five', () => assert.match(crashedTooOften(asked('crashes=5'), blocking) ?? '', /failed 5 times/));
  test('not the fifth of six', () => assert.equal(crashedTooOften(asked('crashes=6'), blocking), undefined));
  test('not where nobody asked', () => assert.equal(crashedTooOften(asked('oom'), blocking), undefined));
});
