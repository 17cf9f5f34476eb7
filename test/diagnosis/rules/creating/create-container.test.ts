import { createContainer } from '../../../../src/diagnosis/rules/creating/create-container.ts';
import { backOff, configError, crashed, createError, specify, startError } from '../container-facts.ts';

specify(createContainer, {
  fires: [
    [
      'a subPath',
      configError('failed to prepare subPath for volumeMount "data" of container "setup"'),
      [/subPath of volumeMount data/],
      'create-container',
    ],
    ['the cache of the kubelet', configError('failed to sync configmap cache: timed out waiting for the condition'), [/in time/]],
    ['an env file', configError('environment variable key "A" not found in file "env/app"'), [/key A from file env\/app/]],
    ['words of runc that nobody knows', startError('flux capacitor missing'), [/flux capacitor missing/], 'start-error'],
    [
      'words of CRI-O that nobody knows',
      createError('runc create failed: flux capacitor missing'),
      [/says: flux capacitor missing/],
      'create-container',
    ],
    [
      'only the event',
      { waiting: { reason: 'PodInitializing' }, events: [['Failed', 'Error: flux capacitor missing']] },
      [/flux capacitor/],
    ],
  ],
  silent: [
    ['a pull', backOff('not found')],
    ['an exit', crashed({ exitCode: 1, reason: 'Error', message: 'failed' })],
    ['runs', { running: '2026-06-01T11:59:00Z' }],
  ],
});
