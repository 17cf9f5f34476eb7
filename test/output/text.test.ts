import assert from 'node:assert/strict';
import { test } from 'node:test';
import { humps } from '../../src/output/terminal/text.ts';

const cases: readonly (readonly [status: string, width: number, lines: readonly string[]])[] = [
  ['Init:ErrImageNeverPull', 21, ['Init:ErrImageNever', 'Pull']],
  ['Init:CreateContainerConfigError', 21, ['Init:CreateContainer', 'ConfigError']],
  ['Init:CrashLoopBackOff', 21, ['Init:CrashLoopBackOff']],
  ['Init:0/12', 7, ['Init:0/', '12']],
  ['no pod', 7, ['no pod']],
  ['', 7, []],
];

for (const [status, width, lines] of cases)
  test(`a STATUS breaks where its words begin: ${JSON.stringify(status)} in ${width} columns`, () =>
    assert.deepEqual(humps(status, width), lines));
