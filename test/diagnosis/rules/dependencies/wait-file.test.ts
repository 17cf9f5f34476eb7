import { waitFile } from '../../../../src/diagnosis/rules/dependencies/wait-file.ts';
import { specify } from '../container-facts.ts';
import { waitingFor } from '../wait-facts.ts';

const file = { target: { kind: 'file', path: '/shared/token', test: 'exists' }, program: 'test' } as const;

specify(waitFile, {
  fires: [
    [
      'a later container writes it',
      waitingFor('File /shared/token', { state: 'file-later', writer: 'agent', volume: 'shared' }, file),
      [
        /file \/shared\/token, which container agent writes on volume shared; but agent starts only after setup is done/,
        /put agent before setup/,
      ],
    ],
    [
      'nobody writes it',
      waitingFor('File /shared/token', { state: 'file-nobody', detail: 'no volume is mounted there' }, file),
      [/which nobody writes: no volume is mounted there/],
    ],
  ],
  silent: [
    [
      'a running sidecar is to write it',
      waitingFor('File /shared/token', { state: 'not-yet', detail: 'sidecar agent is to make it', behind: [] }, file),
    ],
    ['it is there', waitingFor('File /shared/token', { state: 'healthy', detail: 'volume shared has it' }, file)],
  ],
});
