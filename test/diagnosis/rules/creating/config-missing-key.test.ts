import { configMissingKey } from '../../../../src/diagnosis/rules/creating/config-missing-key.ts';
import { configError, specify } from '../container-facts.ts';

const env = (key: string) => ({ env: [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key } } }] });
const db = (...keys: string[]) => ({ kind: 'Secret', metadata: { name: 'db' }, data: Object.fromEntries(keys.map((key) => [key, ''])) });

specify(configMissingKey, {
  fires: [
    [
      'a Secret',
      { container: env('password'), ...configError("couldn't find key password in Secret shop/db"), objects: [db('username', 'host')] },
      [
        /Secret db in namespace shop has no key password/,
        /env PASSWORD/,
        /it has username and host/,
        /"stringData":\{"password":"VALUE"\}/,
      ],
    ],
    [
      'nearly that key',
      { container: env('passwd'), ...configError("couldn't find key passwd in Secret shop/db"), objects: [db('password', 'user')] },
      [/existing key password/],
    ],
    [
      'a ConfigMap',
      {
        ...configError("couldn't find key LOG_LEVEL in ConfigMap shop/settings"),
        objects: [{ kind: 'ConfigMap', metadata: { name: 'settings' }, data: { level: 'x' } }],
      },
      [/ConfigMap settings .*has no key LOG_LEVEL/, /kubectl patch configmap settings -n shop/],
    ],
    [
      'no keys at all',
      { ...configError("couldn't find key a in Secret shop/db"), objects: [{ kind: 'Secret', metadata: { name: 'db' } }] },
      [/no keys at all/],
    ],
    ['secrets may not be read', { ...configError("couldn't find key a in Secret shop/db"), denied: ['Secret'] }, [/has no key a/]],
    ['added since', { ...configError("couldn't find key a in Secret shop/db"), objects: [db('a')] }, [/it has it now/]],
  ],
  silent: [
    ['a missing object', configError('secret "db" not found')],
    ["a volume's key", { waiting: { reason: 'PodInitializing' }, podEvents: [['FailedMount', 'references non-existent secret key: a']] }],
    ['runs', { running: '2026-06-01T11:59:00Z' }],
  ],
});
