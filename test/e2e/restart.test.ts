// Following, watching and waiting, while the API server is killed and started again. No other test can run meanwhile.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { runCommand } from '../front-door.ts';
import { clusterEnv, make, namespaceOf, unmake } from './cluster.ts';
import { goThrough } from './going-through.ts';

/** For who may do so: `test/e2e/restart-api.sh`. */
const restart = process.env.INITDOCTOR_E2E_RESTART_API;
const namespace = namespaceOf('restart');

describe('a server that is killed', { skip: restart === undefined && 'INITDOCTOR_E2E_RESTART_API names no command' }, () => {
  before(() => make([{ namespace, objects: [] }]));
  after(() => unmake([namespace]));

  test('three times', { timeout: 200_000 }, () =>
    goThrough(namespace, [], async () => {
      const { code, stderr } = await runCommand('sh', ['-c', restart ?? 'false'], { env: clusterEnv });
      assert.equal(code, 0, stderr);
    }),
  );
});
