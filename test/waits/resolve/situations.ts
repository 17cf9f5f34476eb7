import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WaitOutcome, WaitTarget } from '../../../src/waits/model.ts';
import { lookUp, type Scene } from './objects.ts';

export interface Situation extends Scene {
  readonly name: string;
  readonly target: WaitTarget | string;
  readonly state: WaitOutcome['state'];
  /** Fields of the outcome, as far as they matter. A regular expression is matched. */
  readonly with?: Readonly<Record<string, unknown>>;
  /** `Service shop/redis:6379` */
  readonly subject?: string;
  /** How many requests it may cost; 7 unless told. */
  readonly requests?: number;
}

/** One test a situation. */
export function checkAll(about: string, situations: readonly Situation[]): void {
  for (const { name, target, state, with: fields = {}, subject, requests: most = 7, ...scene } of situations) {
    test(`${about}, ${name}: ${state}`, async () => {
      const { outcome, subject: told, requests } = await lookUp(target, scene);
      assert.equal(outcome.state, state, JSON.stringify(outcome));
      for (const [field, value] of Object.entries(fields)) {
        const actual = Reflect.get(outcome, field);
        if (value instanceof RegExp) assert.match(String(actual), value);
        else assert.deepEqual(actual, value, field);
      }
      const place = told.namespace === undefined ? '' : `${told.namespace}/`;
      const port = told.port === undefined ? '' : `:${told.port}`;
      if (subject) assert.equal(`${told.kind} ${place}${told.name}${port}`, subject);
      assert.ok(requests <= most, `${requests} requests`);
    });
  }
}
