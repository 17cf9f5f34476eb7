import type { ObjectTarget } from '../../../src/waits/model.ts';
import { pod, service, slice, type TestObject, waiting, workload } from './objects.ts';
import { checkAll } from './situations.ts';

const object = (resource: string, name: string, condition: string, more: Partial<ObjectTarget> = {}): ObjectTarget => ({
  kind: 'object',
  resource,
  name,
  condition,
  ...more,
});
const labelled = (resource: string, labelSelector: string, condition: string): ObjectTarget => ({
  kind: 'object',
  resource,
  labelSelector,
  condition,
});
const condition = (type: string, reason = '', message = '') => ({ type, status: 'True', reason, message });
const job = (name: string, status: object = {}, spec: object = {}): TestObject => ({
  kind: 'Job',
  metadata: { name, namespace: 'shop' },
  spec: { completions: 1, selector: { matchLabels: { 'job-name': name } }, ...spec },
  status,
});
const jobPod = (name: string, phase: string) => pod(name, { phase, labels: { 'job-name': 'migrate' } });
const migrate = object('Job', 'migrate', 'complete');
const completed = {
  kind: 'Event' as const,
  metadata: { name: 'e', namespace: 'shop' },
  involvedObject: { kind: 'Job', name: 'migrate' },
  reason: 'Completed',
  message: 'Job completed',
  lastTimestamp: '2026-06-01T11:00:00Z',
};
const behind = (name: string) => [{ namespace: 'shop', name, ready: false }];

checkAll('a Job', [
  {
    name: 'complete',
    target: migrate,
    objects: [job('migrate', { conditions: [condition('Complete')] })],
    state: 'healthy',
    subject: 'Job shop/migrate',
  },
  {
    name: 'as kubectl writes it',
    target: object('jobs.batch', 'migrate', 'complete'),
    objects: [job('migrate', { conditions: [condition('Complete')] })],
    state: 'healthy',
    subject: 'Job shop/migrate',
  },
  {
    name: 'failed',
    target: migrate,
    objects: [job('migrate', { conditions: [condition('Failed', 'BackoffLimitExceeded', 'Job has reached the specified backoff limit')] })],
    state: 'job-failed',
    with: { reason: 'BackoffLimitExceeded: Job has reached the specified backoff limit' },
  },
  {
    name: 'about to fail',
    target: migrate,
    objects: [job('migrate', { conditions: [condition('FailureTarget', 'PodFailurePolicy')] })],
    state: 'job-failed',
  },
  {
    name: 'failed, and that is waited for',
    target: object('Job', 'migrate', 'failed'),
    objects: [job('migrate', { conditions: [condition('Failed')] })],
    state: 'healthy',
  },
  { name: 'suspended', target: migrate, objects: [job('migrate', {}, { suspend: true })], state: 'job-suspended' },
  {
    name: 'running, after a failed pod',
    target: migrate,
    objects: [job('migrate', { active: 1, failed: 1 }), jobPod('migrate-a', 'Failed'), jobPod('migrate-b', 'Running')],
    state: 'not-yet',
    with: { detail: '0 of 1 completions, 1 active, 1 failed (backoffLimit 6)', behind: [...behind('migrate-b'), ...behind('migrate-a')] },
  },
  {
    name: 'absent',
    target: migrate,
    objects: [job('migrate-db'), job('cleanup')],
    state: 'object-missing',
    with: { nearMisses: ['migrate-db'], lastEvent: undefined },
  },
  { name: 'gone since', target: migrate, objects: [completed], state: 'object-missing', with: { lastEvent: 'Completed: Job completed' } },
  { name: 'denied', target: migrate, denied: ['Job'], state: 'unreadable', with: { reason: 'Job migrate could not be read: forbidden' } },
  {
    name: 'by label',
    target: labelled('job', 'app=shop', 'complete'),
    objects: [
      {
        ...job('migrate', { conditions: [condition('Complete')] }),
        metadata: { name: 'migrate', namespace: 'shop', labels: { app: 'shop' } },
      },
    ],
    state: 'healthy',
  },
]);

checkAll('a pod', [
  { name: 'ready', target: object('pod', 'db-0', 'ready'), objects: [pod('db-0', { ready: true })], state: 'healthy' },
  { name: 'not ready', target: object('pod', 'db-0', 'Ready'), objects: [pod('db-0')], state: 'not-yet', with: { behind: behind('db-0') } },
  {
    name: 'in another namespace',
    target: object('pod', 'db-0', 'ready', { namespace: 'data' }),
    objects: [pod('db-0', { namespace: 'data' })],
    state: 'not-yet',
    with: { behind: [{ namespace: 'data', name: 'db-0', ready: false }] },
  },
  {
    name: 'completed',
    target: object('pod', 'db-0', 'ready'),
    objects: [pod('db-0', { phase: 'Succeeded' })],
    state: 'not-yet',
    with: { behind: [], detail: /has completed/ },
  },
  {
    name: 'no such pod',
    target: object('pod', 'db-0', 'ready'),
    objects: [pod('database-0')],
    state: 'object-missing',
    with: { nearMisses: ['database-0'] },
  },
  {
    name: 'by label, all ready',
    target: labelled('pods', 'app=db', 'ready'),
    objects: [pod('db-0', { ready: true }), pod('db-1', { ready: true })],
    state: 'healthy',
  },
  {
    name: 'by label, one not',
    target: labelled('pods', 'app=db', 'ready'),
    objects: [pod('db-0', { ready: true }), pod('db-1')],
    state: 'not-yet',
    with: { detail: /^1 of 2/, behind: behind('db-1') },
  },
  {
    name: 'by label, none',
    target: labelled('pod', 'app=postgres', 'ready'),
    objects: [pod('postgresql-0')],
    state: 'object-missing',
    with: { nearMisses: ['app=postgresql'] },
  },
  { name: 'by label that cannot be read', target: labelled('pod', 'app in', 'ready'), state: 'unreadable' },
  {
    name: 'to be deleted',
    target: object('pod', 'db-0', 'delete'),
    objects: [pod('db-0')],
    state: 'not-yet',
    with: { detail: /still exists/ },
  },
  { name: 'deleted', target: object('pod', 'db-0', 'delete'), state: 'healthy' },
]);

const deployment = (spec: object, status: Readonly<Record<string, unknown>>) =>
  workload('Deployment', 'api', { replicas: 2, ...spec }, status);
checkAll('a workload', [
  {
    name: 'rolled out',
    target: object('deployment', 'api', 'rolled out'),
    objects: [deployment({}, { updatedReplicas: 2, availableReplicas: 2 })],
    state: 'healthy',
  },
  {
    name: 'not seen by its controller yet',
    target: object('deploy', 'api', 'rolled out'),
    objects: [deployment({}, { updatedReplicas: 2, availableReplicas: 2, observedGeneration: 0 })],
    state: 'not-yet',
  },
  {
    name: 'not available',
    target: object('deployment.apps', 'api', 'available'),
    objects: [
      deployment({}, { availableReplicas: 1, conditions: [{ type: 'Available', status: 'False' }] }),
      pod('api-1', { labels: { app: 'api' } }),
    ],
    state: 'not-yet',
    with: { detail: '1 of 2 replicas are available', behind: behind('api-1') },
  },
  {
    name: 'past its deadline',
    target: object('deployment', 'api', 'rolled out'),
    objects: [
      deployment({}, { conditions: [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message: 'timed out' }] }),
    ],
    state: 'not-yet',
    with: { detail: /ProgressDeadlineExceeded/ },
  },
  {
    name: 'StatefulSet, ready',
    target: object('sts', 'db', 'rolled out'),
    objects: [workload('StatefulSet', 'db', { replicas: 1 }, { readyReplicas: 1 })],
    state: 'healthy',
  },
  {
    name: 'StatefulSet, not ready',
    target: object('sts', 'db', 'rolled out'),
    objects: [workload('StatefulSet', 'db', { replicas: 1 }), pod('db-0')],
    state: 'not-yet',
    with: { behind: behind('db-0') },
  },
  {
    name: 'DaemonSet, not ready',
    target: object('ds', 'agent', 'rolled out'),
    objects: [workload('DaemonSet', 'agent', {}, { desiredNumberScheduled: 3, numberReady: 2 })],
    state: 'not-yet',
    with: { detail: '2 of 3 pods are ready' },
  },
  {
    name: 'its own',
    target: object('deployment', 'web', 'rolled out'),
    objects: [workload('Deployment', 'web', { replicas: 1 })],
    state: 'own-pod',
  },
  {
    name: 'no such',
    target: object('deployment', 'apis', 'rolled out'),
    objects: [deployment({}, {})],
    state: 'object-missing',
    with: { nearMisses: ['api'] },
  },
]);

checkAll('another object', [
  {
    name: 'ConfigMap that exists',
    target: object('cm', 'settings', 'exists'),
    objects: [{ kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'shop' } }],
    state: 'healthy',
  },
  { name: 'Secret that does not', target: object('secret', 'token', 'exists'), state: 'object-missing' },
  { name: 'Secret that may not be read', target: object('secret', 'token', 'exists'), denied: ['Secret'], state: 'unreadable' },
  {
    name: 'bound claim',
    target: object('pvc', 'data', 'jsonpath={.status.phase}=Bound'),
    objects: [{ kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'shop' }, status: { phase: 'Bound' } }],
    state: 'healthy',
  },
  {
    name: 'pending claim',
    target: object('pvc', 'data', 'jsonpath={.status.phase}=Bound'),
    objects: [{ kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'shop' }, status: { phase: 'Pending' } }],
    state: 'not-yet',
  },
  {
    name: 'ready node',
    target: object('node', 'node-1', 'Ready'),
    objects: [{ kind: 'Node', metadata: { name: 'node-1' }, status: { conditions: [condition('Ready')] } }],
    state: 'healthy',
    subject: 'Node node-1',
  },
  { name: 'kind of somebody else', target: object('certificates.cert-manager.io', 'tls', 'ready'), state: 'unreadable', requests: 0 },
  { name: 'Service that exists', target: object('svc', 'redis', 'exists'), objects: [service('redis')], state: 'healthy' },
  {
    name: 'Service whose pods are to be ready',
    target: object('service', 'redis', 'ready'),
    objects: [service('redis')],
    state: 'no-endpoints',
  },
  {
    name: 'endpoints',
    target: object('endpoints', 'redis', 'exists'),
    objects: [service('redis'), slice('redis', ['redis-0'])],
    state: 'healthy',
    subject: 'Service shop/redis',
  },
  {
    name: 'no such Service',
    target: object('svc', 'redis', 'exists'),
    objects: [service('redis-master')],
    state: 'object-missing',
    with: { nearMisses: ['redis-master'] },
    pod: waiting(),
  },
  { name: 'name with a variable', target: object('job', 'migrate-${VERSION}', 'complete'), state: 'unreadable', requests: 0 },
  { name: 'no name and no label', target: { kind: 'object', resource: 'pod', condition: 'ready' }, state: 'unreadable', requests: 0 },
  { name: 'its own labels', target: labelled('pod', 'app=web', 'ready'), state: 'own-pod' },
  {
    name: 'its own labels and another pod',
    target: labelled('pod', 'app=web', 'ready'),
    objects: [pod('web-db', { labels: { app: 'web' } })],
    state: 'not-yet',
    with: { behind: behind('web-db') },
  },
  { name: 'condition with a value', target: object('pod', 'db-0', 'ready=false'), objects: [pod('db-0')], state: 'healthy' },
]);
