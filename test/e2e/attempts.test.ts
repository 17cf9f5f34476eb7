// The next attempt comes when it was announced: never before, and soon after, as the kubelet looks in every so often.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { InitEntry } from '../../src/report/document.ts';
import { onNode } from '../front-door.ts';
import { describeOnCluster, kubectl, make, namespaceOf, unmake, until } from './cluster.ts';
import { pod, shell } from './objects.ts';

const namespace = namespaceOf('attempts');
const latestSeconds = 30;

const read = async (): Promise<InitEntry | undefined> =>
  (await describeOnCluster(onNode, ['pod/attempts', '-n', namespace])).subjects[0]?.init[0];

const restarts = async (): Promise<number> =>
  Number(await kubectl(['get', 'pod/attempts', '-n', namespace, '-o', 'jsonpath={.status.initContainerStatuses[0].restartCount}']));

describe('an announced attempt', () => {
  before(() => make([{ namespace, objects: [pod('attempts', [shell('fail', 'exit 1')])] }]));
  after(() => unmake([namespace]));

  test('never comes before its time, and soon after', { timeout: 180_000 }, async () => {
    let announced: InitEntry | undefined;
    await until(
      'a back-off of 20 or 40 seconds',
      90,
      () => announced,
      async () => {
        announced = await read();
        const { delaySeconds = 0, remainingSeconds = 0 } = announced?.backoff ?? {};
        return delaySeconds >= 20 && remainingSeconds > 5;
      },
    );
    const nextAttemptAt = Date.parse(announced?.backoff?.nextAttemptAt ?? '');
    const before = (announced?.attempts ?? 0) - 1;
    await until(
      'the next attempt',
      90,
      () => announced,
      async () => (await restarts()) > before,
    );
    const startedAt = Date.parse((await read())?.startedAt ?? '');
    const late = (startedAt - nextAttemptAt) / 1000;
    assert.ok(late >= 0 && late <= latestSeconds, `${late}s after the announced moment`);
  });
});
