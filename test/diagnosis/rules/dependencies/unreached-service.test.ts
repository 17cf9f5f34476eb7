import { unreachedService } from '../../../../src/diagnosis/rules/dependencies/unreached-service.ts';
import { exited, specify } from '../container-facts.ts';

const service = (name: string, spec: object = {}, namespace = 'shop') => ({
  kind: 'Service',
  metadata: { name, namespace },
  spec: { clusterIP: '10.96.0.7', selector: { app: name }, ports: [{ port: 5432 }], ...spec },
});
const endpoints = (name: string, ready: boolean) => ({
  kind: 'EndpointSlice',
  metadata: { name: `${name}-1`, labels: { 'kubernetes.io/service-name': name } },
  endpoints: [{ addresses: ['10.1.1.1'], conditions: { ready } }],
});
const noHost = (host: string) => exited(1, [`dial tcp: lookup ${host} on 10.96.0.10:53: no such host`]);
const refused = (where: string) => exited(1, [`dial tcp ${where}: connect: connection refused`]);

specify(unreachedService, {
  fires: [
    ['no such Service', noHost('db'), [/cannot resolve db/, /no Service db/], 'wait-service-missing'],
    [
      'one of nearly that name',
      { ...noHost('postgres'), objects: [service('postgresql')] },
      [/there is Service postgresql/, /use the existing Service postgresql/],
    ],
    ['in another namespace', noHost('db.data.svc.cluster.local'), [/namespace data has no Service db/]],
    [
      'no ready endpoint',
      { ...refused('10.96.0.7:5432'), objects: [service('db'), endpoints('db', false)] },
      [/no ready endpoint/, /-l app=db/],
      'wait-no-endpoints',
    ],
    ['no endpoint at all', { ...refused('10.96.0.7:5432'), objects: [service('db')] }, [/no ready endpoint/]],
    [
      'another port',
      {
        ...exited(1, ['psql: error: connection to server at "db" (10.96.0.7), port 5433 failed: Connection refused']),
        objects: [service('db')],
      },
      [/no such port/, /not 5433/],
      'wait-wrong-port',
    ],
  ],
  silent: [
    ['the Service is ready', { ...refused('10.96.0.7:5432'), objects: [service('db'), endpoints('db', true)] }],
    ['an outside host', noHost('api.example.com')],
    ['its own address', refused('127.0.0.1:5432')],
    ['Services may not be listed', { ...noHost('db'), denied: ['Service'] }],
    ['the name resolves', { ...noHost('db'), objects: [service('db')] }],
    ['another failure', exited(1, ['syntax error'])],
  ],
});
