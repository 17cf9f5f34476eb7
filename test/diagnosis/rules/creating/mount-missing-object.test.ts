import { mountMissingObject } from '../../../../src/diagnosis/rules/creating/mount-missing-object.ts';
import { fires, preparing, running, silent } from '../around-facts.ts';

const failed = (volume: string, why: string) => ['FailedMount', `MountVolume.SetUp failed for volume "${volume}" : ${why}`] as const;
const mounting = (volume: object) => ({
  volumes: [{ name: 'files', ...volume }],
  initContainers: [{ name: 'setup', image: 'x', volumeMounts: [{ name: 'files', mountPath: '/files' }] }],
});
const map = (name: string, ...keys: string[]) => ({
  kind: 'ConfigMap',
  metadata: { name },
  data: Object.fromEntries(keys.map((key) => [key, 'x'])),
});
const secret = (name: string, ...keys: string[]) => ({ ...map(name, ...keys), kind: 'Secret' });

fires(mountMissingObject, {
  'a ConfigMap': [
    preparing([failed('files', 'configmap "settings" not found')], { spec: mounting({ configMap: { name: 'settings' } }) }),
    {
      cause: /ConfigMap settings, which volume files is made from, does not exist in namespace shop/,
      container: 'setup',
      command: /create configmap settings -n shop/,
    },
  ],
  'a Secret of a certificate': [
    preparing([failed('files', 'secret "web-tls" not found')], { spec: mounting({ secret: { secretName: 'web-tls' } }) }),
    { cause: /Secret web-tls/, fix: /Certificate or operator/ },
  ],
  'the certificate of a webhook': [
    preparing([failed('files', 'secret "ingress-nginx-admission" not found')], {
      spec: mounting({ secret: { secretName: 'ingress-nginx-admission' } }),
    }),
    {
      cause: /Secret ingress-nginx-admission/,
      fix: /see why Secret ingress-nginx-admission was not made: by a hook Job .*ingress-nginx-admission-create/,
      command: /get jobs,pods -n shop/,
    },
  ],
  'a slip of the pen': [
    preparing([], { spec: mounting({ configMap: { name: 'setings' } }), objects: [map('settings')] }),
    { cause: /there is settings/, fix: /mount ConfigMap settings/, command: /configMap":\{"name":"settings"/ },
  ],
  'a key that the volume picks': [
    preparing([failed('files', 'references non-existent config key: app.yml')], {
      spec: mounting({ configMap: { name: 'settings', items: [{ key: 'app.yml', path: 'app.yml' }] } }),
      objects: [map('settings', 'app.yaml')],
    }),
    { cause: /ConfigMap settings has no key app.yml, which volume files picks; it has app.yaml/, fix: /pick key app.yaml/ },
  ],
  'a projected source': [
    preparing([failed('files', '[configmap "a" not found, secret "b" not found]')], {
      spec: mounting({ projected: { sources: [{ configMap: { name: 'a' } }, { secret: { name: 'there' } }] } }),
      objects: [secret('there')],
    }),
    { cause: /ConfigMap a/ },
  ],
  'Secrets may not be read, but the kubelet tells': [
    preparing([failed('files', 'secret "web-tls" not found')], {
      spec: mounting({ secret: { secretName: 'web-tls' } }),
      denied: ['Secret'],
    }),
    { cause: /Secret web-tls/ },
  ],
  'a key of a Secret that may not be read': [
    preparing([failed('files', 'references non-existent secret key: ca.crt')], {
      spec: mounting({ secret: { secretName: 's', items: [{ key: 'ca.crt', path: 'ca' }] } }),
      denied: ['Secret'],
    }),
    { cause: /Secret s has no key ca.crt/ },
  ],
});

silent(mountMissingObject, {
  'it is there': preparing([], { spec: mounting({ configMap: { name: 'settings' } }), objects: [map('settings')] }),
  'it may be missing': preparing([], { spec: mounting({ configMap: { name: 'settings', optional: true } }) }),
  'Secrets may not be read, and nobody complains': preparing([], { spec: mounting({ secret: { secretName: 's' } }), denied: ['Secret'] }),
  "Kubernetes' own certificate, left out of a dump": preparing([], {
    spec: mounting({ projected: { sources: [{ configMap: { name: 'kube-root-ca.crt' } }] } }),
  }),
  'a sandbox is tried, so all is mounted': preparing([['FailedCreatePodSandBox', 'Failed to create pod sandbox: x']], {
    spec: mounting({ configMap: { name: 'settings' } }),
  }),
  'init runs': running('2026-06-01T11:59:00Z', {}, { spec: { volumes: [{ name: 'files', configMap: { name: 'settings' } }] } }),
});
