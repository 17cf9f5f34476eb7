import { envOfApp } from '../../../../src/diagnosis/rules/runs/env-of-app.ts';
import { exited, specify } from '../container-facts.ts';

const app = (env: object[], image = 'ghcr.io/acme/tools:2.0') => ({ spec: { containers: [{ name: 'app', image, env }] } });
const refused = exited(1, ['dial tcp 10.0.0.9:5432: connect: connection refused']);

specify(envOfApp, {
  fires: [
    [
      'the log names it',
      {
        ...exited(1, ['Error: DATABASE_URL is required']),
        ...app([{ name: 'DATABASE_URL', valueFrom: { secretKeyRef: { name: 'db', key: 'url' } } }], 'x'),
      },
      [/DATABASE_URL is not set on init container setup/, /from Secret db/, /"env":\[\{"name":"DATABASE_URL"/],
    ],
    ['Python', { ...exited(1, ["KeyError: 'APP_SETTINGS'"]), ...app([{ name: 'APP_SETTINGS', value: 'prod' }], 'x') }, [/value prod/]],
    [
      'the same program falls back on a default',
      { ...refused, ...app([{ name: 'DB_HOST', value: 'pg.shop' }]) },
      [/runs the same program as container app/, /DB_HOST \(value pg\.shop\)/, /default/],
    ],
    [
      'a password is not repeated',
      { ...refused, ...app([{ name: 'DB_URL', value: 'postgres://u:geheim@db/x' }]) },
      [/^(?![\s\S]*geheim)[\s\S]*DB_URL \(a value\)/],
    ],
    [
      'credentials that only the app gets',
      {
        ...exited(1, [
          'Access to model acme/tiny is restricted. You must have access to it and be authenticated to access it. Please log in.',
        ]),
        ...app([{ name: 'HF_TOKEN', valueFrom: { secretKeyRef: { name: 'hub', key: 'token' } } }], 'x'),
      },
      [/setup gets no credentials: container app has HF_TOKEN \(from Secret hub\)/, /set HF_TOKEN on setup too/],
    ],
    [
      'bash',
      { ...exited(1, ['/run.sh: line 3: QUEUE_URL: unbound variable']), ...app([{ name: 'QUEUE_URL', value: 'amqp://q' }], 'x') },
      [/QUEUE_URL/],
    ],
  ],
  silent: [
    [
      'the init has it too',
      {
        ...exited(1, ['DATABASE_URL is required']),
        container: { env: [{ name: 'DATABASE_URL', value: '' }] },
        ...app([{ name: 'DATABASE_URL', value: 'x' }]),
      },
    ],
    ['nobody has it', { ...exited(1, ['DATABASE_URL is required']), ...app([]) }],
    ['another program', { ...refused, ...app([{ name: 'DB_HOST', value: 'pg' }], 'ghcr.io/acme/web:1') }],
    ['nothing about servers is lacking', { ...refused, ...app([{ name: 'LOG_LEVEL', value: 'info' }]) }],
    [
      'credentials of its own',
      {
        ...exited(254, ['Unable to locate credentials. You can configure credentials by running "aws configure".']),
        container: { env: [{ name: 'AWS_PROFILE', value: 'ci' }] },
        ...app([{ name: 'AWS_ACCESS_KEY_ID', value: 'x' }]),
      },
    ],
    [
      'credentials of another cloud',
      { ...exited(1, ['Unable to locate credentials.']), ...app([{ name: 'GOOGLE_APPLICATION_CREDENTIALS', value: '/k.json' }]) },
    ],
    ['another failure', { ...exited(1, ['syntax error']), ...app([{ name: 'DB_HOST', value: 'pg' }]) }],
  ],
});
