import { webhookFailed } from '../../../../src/diagnosis/rules/refused/webhook-failed.ts';
import { fires, owner, refusedPod, silent } from '../around-facts.ts';

const failing = (why: string, host = 'injector.mesh.svc:443') =>
  `Error creating: Internal error occurred: failed calling webhook "inject.mesh.io": failed to call webhook: Post "https://${host}/?timeout=10s": ${why}`;
const service = { kind: 'Service', metadata: { name: 'injector', namespace: 'mesh' }, spec: { selector: { app: 'injector' } } };
const pod = (status: object, labels: object = { app: 'injector' }) => ({
  kind: 'Pod',
  metadata: {
    name: 'injector-6c9f7d-abcde',
    namespace: 'mesh',
    labels: { 'pod-template-hash': '6c9f7d', ...labels },
    ownerReferences: [{ kind: 'ReplicaSet', name: 'injector-6c9f7d', controller: true }],
  },
  spec: { containers: [{ name: 'inject', image: 'mesh/inject:1', resources: { limits: { memory: '128Mi' } } }] },
  status,
});
const crashing = (last: object) => ({
  containerStatuses: [
    {
      name: 'inject',
      image: 'mesh/inject:1',
      ready: false,
      restartCount: 12,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated: last },
    },
  ],
});

fires(webhookFailed, {
  'its pod is out of memory': [
    owner(failing('no endpoints available for service "injector"'), {
      objects: [service, pod(crashing({ exitCode: 137, reason: 'OOMKilled' }))],
    }),
    {
      cause:
        /webhook inject.mesh.io fails: the only pod behind its Service mesh\/injector, injector-6c9f7d-abcde, is OOMKilled \(out of memory\) at its memory limit of 128Mi/,
      fix: /raise the memory limit/,
      command: /set resources deploy\/injector -n mesh -c inject --limits=memory=256Mi/,
      category: 'admission',
    },
  ],
  'its pod crashes': [
    owner(failing('no endpoints available for service "injector"'), { objects: [service, pod(crashing({ exitCode: 2 }))] }),
    { cause: /exits with code 2/, command: /describe pod injector-6c9f7d-abcde -n mesh/ },
  ],
  'its image is missing': [
    owner(failing('no endpoints available for service "injector"'), {
      objects: [
        service,
        pod({
          containerStatuses: [
            { name: 'inject', image: 'mesh/inject:1', restartCount: 0, state: { waiting: { reason: 'ImagePullBackOff' } } },
          ],
        }),
      ],
    }),
    { cause: /is in ImagePullBackOff/ },
  ],
  'nobody is behind it': [
    owner(failing('no endpoints available for service "injector"'), { objects: [service] }),
    { cause: /no pod stands behind its Service mesh\/injector/, fix: /app=injector in namespace mesh/ },
  ],
  'the Service is gone': [
    owner(failing('service "injector" not found'), { objects: [] }),
    { cause: /its Service mesh\/injector does not exist/ },
  ],
  'time-out, nothing readable': [
    owner(failing('context deadline exceeded'), { denied: ['Service', 'Pod'] }),
    { cause: /inject.mesh.io fails: context deadline exceeded/, fix: /reach Service mesh\/injector/ },
  ],
  'an expired certificate': [
    owner(failing('tls: failed to verify certificate: x509: certificate signed by unknown authority'), { objects: [service] }),
    { cause: /x509: certificate signed by unknown authority$/, fix: /renew the certificate/ },
  ],
  'its certificate, and nothing may be read': [
    owner(failing('x509: certificate has expired or is not yet valid'), { denied: ['Service', 'Pod'] }),
    { cause: /x509/, fix: /renew the certificate/ },
  ],
  'a webhook outside': [owner(failing('connection refused', 'hooks.acme.io')), { cause: /connection refused/ }],
});

silent(webhookFailed, {
  'the webhook said no': owner('Error creating: admission webhook "inject.mesh.io" denied the request: no'),
  'a quota': owner(refusedPod('exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1')),
});
