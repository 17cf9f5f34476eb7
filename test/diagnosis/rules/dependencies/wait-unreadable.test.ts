import { waitUnreadable } from '../../../../src/diagnosis/rules/dependencies/wait-unreadable.ts';
import { specify } from '../container-facts.ts';
import { noEndpoints, waitingFor } from '../wait-facts.ts';

const unreadable = (reason: string) => ({ state: 'unreadable', reason }) as const;

specify(waitUnreadable, {
  fires: [
    [
      'a Service that may not be read',
      waitingFor('Service data/db:5432', unreadable('Service data/db could not be read: forbidden')),
      [
        /db:5432 in namespace data; whether that is there cannot be said: Service data\/db could not be read: forbidden/,
        /get service db -n data/,
      ],
    ],
    [
      'a host from a Secret',
      waitingFor('Host db:5432', unreadable('the host comes from key host of Secret db'), {
        target: { kind: 'host', host: 'db', port: 5432, check: 'tcp', unknown: { source: 'secret', text: 'key host of Secret db' } },
      }),
      [/a host that comes from key host of Secret db, port 5432/, /-c setup -- printenv/],
    ],
    [
      'a variable that nobody sets',
      waitingFor('Host db:5432', unreadable('the host cannot be worked out'), {
        doubts: [{ code: 'unresolved-variable', text: 'DB_HOST is set neither in env nor in the script' }],
      }),
      [/no host at all with "nc -z db 5432": DB_HOST is set neither in env/, /set the variable in env of init container setup/],
    ],
    [
      'a variable that only the app has',
      {
        ...waitingFor('Host db:5432', unreadable('the host cannot be worked out'), {
          doubts: [{ code: 'unresolved-variable', text: 'DB_HOST is set neither in env nor in the script' }],
        }),
        spec: { containers: [{ name: 'app', image: 'x', env: [{ name: 'DB_HOST', value: 'db' }] }] },
      },
      [/so it is empty; container app has DB_HOST/],
    ],
    [
      'an object that no kind names',
      waitingFor('Host x:5432', unreadable('the host cannot be worked out')),
      [/cannot be said: the host cannot be worked out/, /kubectl logs/],
    ],
  ],
  silent: [
    ['absent', waitingFor('Service db:5432', { state: 'service-missing', nearMisses: [], otherNamespaces: [] })],
    ['no endpoints', waitingFor('Service db:5432', noEndpoints())],
  ],
});
