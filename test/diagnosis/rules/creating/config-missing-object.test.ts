import { configMissingObject } from '../../../../src/diagnosis/rules/creating/config-missing-object.ts';
import { backOff, configError, specify } from '../container-facts.ts';

const map = (name: string) => ({ kind: 'ConfigMap', metadata: { name }, data: { A: '1' } });
const secret = (name: string) => ({ kind: 'Secret', metadata: { name }, data: { url: '' } });
const fromSecret = (name: string) => [{ name: 'URL', valueFrom: { secretKeyRef: { name, key: 'url' } } }];

specify(configMissingObject, {
  fires: [
    [
      'a ConfigMap of envFrom',
      { container: { envFrom: [{ configMapRef: { name: 'settings' } }] }, ...configError('configmap "settings" not found') },
      [/ConfigMap settings, .*\(envFrom\), does not exist in namespace shop/, /kubectl create configmap settings -n shop/],
    ],
    [
      'a Secret of env',
      { container: { env: fromSecret('db') }, ...configError('secret "db" not found') },
      [/Secret db, .*\(env URL\)/, /create secret generic db -n shop --from-literal=url=VALUE/],
    ],
    [
      'one of nearly that name is there',
      { container: { env: fromSecret('db-cred') }, ...configError('secret "db-cred" not found'), objects: [secret('db-creds')] },
      [/there is Secret db-creds/, /point setup at Secret db-creds instead of db-cred/],
    ],
    [
      'the app takes the same variable from another',
      {
        container: { env: fromSecret('web') },
        ...configError('secret "web" not found'),
        objects: [secret('database-url')],
        spec: { containers: [{ name: 'app', image: 'x', env: fromSecret('database-url') }] },
      },
      [/container app takes env URL from the existing Secret database-url/],
    ],
    [
      'the same, where Secrets may not be listed',
      {
        container: { env: fromSecret('web') },
        ...configError('secret "web" not found'),
        denied: ['Secret'],
        spec: { containers: [{ name: 'app', image: 'x', env: fromSecret('database-url') }] },
      },
      [/container app takes env URL from Secret database-url/, /point setup at Secret database-url instead of web/],
    ],
    [
      'others will be missing next',
      {
        container: { envFrom: [{ configMapRef: { name: 'a' } }, { configMapRef: { name: 'b-other' } }] },
        ...configError('configmap "a" not found'),
        objects: [map('zzz')],
      },
      [/b-other are missing too/],
    ],
    [
      'secrets may not be read',
      { container: { env: fromSecret('db') }, ...configError('secret "db" not found'), denied: ['Secret'] },
      [/Secret db/],
    ],
    [
      'made since',
      { container: { env: fromSecret('db') }, ...configError('secret "db" not found'), objects: [secret('db')] },
      [/exists now/],
    ],
    [
      'only the event is left',
      { events: [['Failed', 'Error: configmap "settings" not found']], waiting: { reason: 'PodInitializing' } },
      [/ConfigMap settings/],
    ],
  ],
  silent: [
    ['a missing key', configError("couldn't find key url in Secret shop/db")],
    ['an image that is not found', backOff('ghcr.io/acme/tools:1.4: not found')],
    [
      'a program that says so',
      {
        waiting: { reason: 'CrashLoopBackOff' },
        lastTerminated: { exitCode: 1, reason: 'Error', message: 'secret "db" not found' },
        restarts: 1,
      },
    ],
  ],
});
