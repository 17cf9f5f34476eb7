import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitServiceMissing } from '../../../../src/diagnosis/rules/dependencies/wait-service-missing.ts';
import { oneInit, specify } from '../container-facts.ts';
import { gaveUpOn, noEndpoints, waitingFor } from '../wait-facts.ts';

const missing = { state: 'service-missing', nearMisses: [], otherNamespaces: [] } as const;
specify(waitServiceMissing, {
  fires: [
    [
      'no such Service',
      waitingFor('Service db:5432', missing),
      [/Service db:5432 in namespace shop, but that Service does not exist/, /create Service db/],
    ],
    [
      'a name that is nearly one',
      waitingFor('Service databse:5432', { ...missing, nearMisses: ['database'] }),
      [/similar name is database/, /ask for database instead of databse/],
    ],
    [
      'in another namespace',
      waitingFor('Service db:5432', { ...missing, otherNamespaces: ['data'] }),
      [/in namespace data/, /ask for db\.data/],
    ],
    ['asked for in another namespace', waitingFor('Service data/db:5432', missing), [/db:5432 in namespace data/, /get services -n data/]],
    ['an ExternalName that leads to it', waitingFor('Service data/db:5432', missing, { host: 'pg' }), [/\(asked for as pg\)/]],
    [
      'a cluster address is no other name',
      waitingFor('Service db:5432', missing, { host: 'db.shop.svc' }),
      [/in namespace shop, but that/],
    ],
    [
      'no such namespace',
      waitingFor('Service dta/db:5432', { state: 'namespace-missing', namespace: 'dta', nearMisses: ['data'] }),
      [/namespace dta does not exist; there is namespace data/, /get namespaces/],
    ],
    [
      'not the domain of a cluster',
      waitingFor('Host db.shop.svc.cluster.lan', {
        state: 'bad-domain',
        suffix: 'svc.cluster.lan',
        suggestion: 'db.shop.svc.cluster.local',
      }),
      [/cannot resolve/, /db\.shop\.svc\.cluster\.local would be the name/],
    ],
    [
      'a pod that a headless Service does not know',
      waitingFor('Pod db-3:5432', { state: 'pod-missing', service: 'db', pods: ['db-0', 'db-1'] }, { host: 'db-3.db' }),
      [/host db-3\.db, but Service db has no pod of that host name; it knows db-0, db-1/],
    ],
    [
      'a pod of another Service',
      waitingFor('Pod db-0', { state: 'pod-missing', service: 'db-headless', pods: [], subdomain: 'db' }, { host: 'db-0.db-headless' }),
      [/its spec\.subdomain is "db"/],
    ],
    ['a wait that gave up', gaveUpOn('Service db:5432', missing), [/does not exist/]],
  ],
  silent: [
    ['a Service without endpoints', waitingFor('Service db:5432', noEndpoints())],
    ['what may not be read', waitingFor('Service db:5432', { state: 'unreadable', reason: 'forbidden' })],
    ['a host outside', waitingFor('Host db.example.com:5432', { state: 'external', host: 'db.example.com' })],
    ['a pod that waits for nothing', { running: '2026-06-01T11:55:00Z' }],
  ],
});

test('a chart without its own database makes no Service for it', () => {
  const facts = oneInit(waitingFor('Service shop-postgresql:5432', missing));
  const fixOf = (labels: Readonly<Record<string, string>>) =>
    waitServiceMissing.judge({ ...facts, pod: { ...facts.pod, metadata: { ...facts.pod.metadata, labels } } })[0]?.fixes[0]?.text ?? '';
  assert.match(fixOf({ 'app.kubernetes.io/managed-by': 'Helm' }), /whose own database is switched off/);
  assert.match(fixOf({ chart: 'shop-1.2.0' }), /whose own database is switched off/);
  assert.doesNotMatch(fixOf({ app: 'shop' }), /chart/);
});
