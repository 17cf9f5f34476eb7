import { waitSelf } from '../../../../src/diagnosis/rules/dependencies/wait-self.ts';
import { specify } from '../container-facts.ts';
import { behind, noEndpoints, waitingFor } from '../wait-facts.ts';

const own = (detail: string) => ({ state: 'own-pod', detail }) as const;
const rollout = { target: { kind: 'object', resource: 'Deployment', name: 'web', condition: 'rolled out' } } as const;
const file = { target: { kind: 'file', path: '/tmp/up', test: 'exists' } } as const;

specify(waitSelf, {
  fires: [
    [
      'localhost',
      waitingFor('Host localhost:8080', own('container app of this pod has port 8080')),
      [/localhost:8080, which is the pod itself/, /instead of localhost/],
    ],
    [
      'its own Service',
      waitingFor('Service web:80', noEndpoints({ selfOnly: true })),
      [/only pods of Deployment web itself stand/, /publishNotReadyAddresses/],
    ],
    [
      'its own rollout',
      waitingFor('Deployment web', own('Deployment web is ready only when this pod is'), rollout),
      [/waits for this pod itself: a circular wait/, /belongs outside of it/],
    ],
    [
      'a file that it writes itself',
      waitingFor('File /tmp/up', own('container setup makes it itself'), file),
      [/nobody but itself writes/],
    ],
  ],
  silent: [
    ['a Service with other pods behind it', waitingFor('Service web:80', noEndpoints({ behind: [behind('api-x1')] }))],
    ['a sidecar that listens', waitingFor('Host localhost:15021', { state: 'healthy', detail: 'sidecar proxy of this pod runs' })],
  ],
});
