import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pod } from '../../src/cluster/kubernetes.ts';
import { podColumns } from '../../src/init/columns.ts';
import { ago, condition, container, NOW, pod, running, sidecar, status, terminated } from './make-pod.ts';

const two = [container('a'), container('b')];
const doneAndFailed = [status('a', terminated(0)), status('b', terminated(1, { reason: 'Error' }))];
const endedInDeletion = (phase: string): Pod =>
  pod({ metadata: { deletionTimestamp: ago(9) }, appStatuses: [status('app', terminated(0))], status: { phase } });

/** STATUS by server version: what changed at 1.31 and 1.35. */
const rows: readonly { title: string; subject: Pod; words: Readonly<Record<string, string>> }[] = [
  {
    title: 'done and failed app containers',
    subject: pod({ apps: two, appStatuses: doneAndFailed, status: { phase: 'Failed' } }),
    words: { '1.28': 'Completed', '1.34': 'Completed', '1.35': 'Error', '1.36': 'Error' },
  },
  {
    title: 'done, failed and running app containers',
    subject: pod({
      apps: [...two, container('c')],
      appStatuses: [...doneAndFailed, status('c', { ...running(), ready: true })],
      status: { phase: 'Running' },
    }),
    words: { '1.28': 'NotReady', '1.34': 'NotReady', '1.35': 'Error', '1.36': 'Error' },
  },
  {
    title: 'the same, and the pod is ready',
    subject: pod({
      apps: [...two, container('c')],
      appStatuses: [...doneAndFailed, status('c', { ...running(), ready: true })],
      conditions: [condition('Ready', 'True')],
      status: { phase: 'Running' },
    }),
    words: { '1.28': 'Running', '1.34': 'Running', '1.35': 'Running' },
  },
  {
    title: 'a failed app container before a done one speaks in every version',
    subject: pod({ apps: two, appStatuses: [status('a', terminated(1)), status('b', terminated(0))], status: { phase: 'Failed' } }),
    words: { '1.28': 'Error', '1.34': 'Error', '1.35': 'Error' },
  },
  {
    title: 'a succeeded pod that is being deleted',
    subject: endedInDeletion('Succeeded'),
    words: { '1.28': 'Terminating', '1.30': 'Terminating', '1.31': 'Completed', '1.36': 'Completed' },
  },
  {
    title: 'a failed pod that is being deleted',
    subject: endedInDeletion('Failed'),
    words: { '1.30': 'Terminating', '1.31': 'Completed' },
  },
  {
    title: 'a running pod that is being deleted',
    subject: endedInDeletion('Running'),
    words: { '1.28': 'Terminating', '1.36': 'Terminating' },
  },
  {
    title: 'a failed init of a pod that is being deleted',
    subject: pod({
      inits: [container('migrate')],
      initStatuses: [status('migrate', terminated(1))],
      metadata: { deletionTimestamp: ago(9) },
      status: { phase: 'Failed' },
    }),
    words: { '1.30': 'Terminating', '1.31': 'Init:Error' },
  },
  {
    title: 'a started sidecar',
    subject: pod({
      inits: [sidecar('proxy'), container('migrate')],
      initStatuses: [status('proxy', { ...running(), started: true, ready: true }), status('migrate', running())],
    }),
    words: { '1.28': 'Init:1/2', '1.36': 'Init:1/2' },
  },
];

for (const { title, subject, words } of rows) {
  test(title, () => {
    const said = Object.fromEntries(Object.keys(words).map((version) => [version, podColumns(subject, NOW, version).status]));
    assert.deepEqual(said, words);
  });
}

test('versions are read however they are written, and without one the newest counts', () => {
  const subject = endedInDeletion('Succeeded');
  const words = ['v1.30.14', '1.30+', '1.30.4-eks-a1b2c3', '1.31', 'v1.35.4', undefined, '', 'unknown'].map(
    (version) => podColumns(subject, NOW, version).status,
  );
  assert.deepEqual(words, ['Terminating', 'Terminating', 'Terminating', ...Array(5).fill('Completed')]);
});
