import { appPulling } from '../../../../src/diagnosis/rules/neighbours/app-pulling.ts';
import { fires, initialized, preparing, silent } from '../around-facts.ts';

const about = {
  involvedObject: { kind: 'Pod', name: 'web-5d8c7b9f4-x2x2x', namespace: 'shop', uid: 'u1', fieldPath: 'spec.containers{web}' },
  type: 'Normal',
};
const pulling = (lastTimestamp: string) => ['Pulling', 'Pulling image "ghcr.io/acme/web:2.1"', { ...about, lastTimestamp }] as const;
const waits = { state: { waiting: { reason: 'PodInitializing' } } };

fires(appPulling, {
  'just begun': [
    initialized(waits, { events: [pulling('2026-06-01T11:59:30Z')] }),
    { cause: /init is done .*image ghcr.io\/acme\/web:2.1 of app container web has been pulled for 30s/, severity: 'info' },
  ],
  'for long': [initialized(waits, { events: [pulling('2026-06-01T11:50:00Z')] }), { cause: /for 10m/, severity: 'warning' }],
  'without a reason yet': [initialized({ state: { waiting: {} } }, { events: [pulling('2026-06-01T11:59:00Z')] }), { cause: /60s/ }],
  'after an earlier failure': [
    initialized(waits, { events: [['Failed', 'x', { ...about, lastTimestamp: '2026-06-01T11:50:00Z' }], pulling('2026-06-01T11:58:00Z')] }),
    { cause: /2m/ },
  ],
  'without init containers': [
    initialized(waits, {
      spec: { initContainers: [] },
      status: { initContainerStatuses: [], containerStatuses: [{ name: 'web', restartCount: 0, ready: false, ...waits }] },
      events: [pulling('2026-06-01T11:58:00Z')],
    }),
    { cause: /no init containers; image/ },
  ],
});

silent(appPulling, {
  'it was pulled': initialized(waits, {
    events: [pulling('2026-06-01T11:58:00Z'), ['Pulled', 'Successfully pulled image', { ...about, lastTimestamp: '2026-06-01T11:59:00Z' }]],
  }),
  'it runs': initialized({ ready: true, state: { running: {} } }, { events: [pulling('2026-06-01T11:58:00Z')] }),
  'init is not done': preparing([pulling('2026-06-01T11:58:00Z')]),
});
