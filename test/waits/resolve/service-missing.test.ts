import { namespace, service } from './objects.ts';
import { checkAll } from './situations.ts';

checkAll('no such Service', [
  {
    name: 'near misses',
    target: 'redis:6379',
    objects: [service('redis-master'), service('shop-redis'), service('web')],
    state: 'service-missing',
    with: { nearMisses: ['redis-master', 'shop-redis'], otherNamespaces: [] },
  },
  {
    name: 'typo',
    target: 'postgers:5432',
    objects: [service('postgres'), service('portal')],
    state: 'service-missing',
    with: { nearMisses: ['postgres'] },
  },
  {
    name: 'one word differs',
    target: 'grid-main-svc:80',
    objects: [service('grid-head-svc'), service('mail-svc')],
    state: 'service-missing',
    with: { nearMisses: ['grid-head-svc'] },
  },
  {
    name: 'another word for the same program',
    target: 'postgresql:5432',
    objects: [service('pg')],
    state: 'service-missing',
    with: { nearMisses: ['pg'] },
  },
  {
    name: 'only the port is alike',
    target: 'store:5432',
    objects: [service('ledger', { ports: [{ port: 5432 }] }), service('web', { ports: [{ port: 80 }] })],
    state: 'service-missing',
    with: { nearMisses: ['ledger'] },
  },
  {
    name: 'nothing alike',
    target: 'queue:80',
    objects: [service('web', { ports: [{ port: 80 }] })],
    state: 'service-missing',
    with: { nearMisses: [] },
  },
  {
    name: 'same name elsewhere',
    target: 'mongo:27017',
    objects: [service('mongo', {}, { namespace: 'data' })],
    state: 'service-missing',
    with: { otherNamespaces: ['data'] },
  },
  {
    name: 'lists of all namespaces denied',
    target: 'mongo:27017',
    objects: [service('mongo', {}, { namespace: 'data' })],
    denied: ['Service *'],
    state: 'service-missing',
    with: { otherNamespaces: [] },
  },
  { name: 'namespace that is there', target: 'mongo.data.svc:27017', objects: [namespace('data')], state: 'service-missing' },
  {
    name: 'namespace that is not',
    target: 'mongo.dta.svc:27017',
    objects: [namespace('data'), service('mongo', {}, { namespace: 'data' })],
    state: 'namespace-missing',
    with: { namespace: 'dta', otherNamespaces: ['data'] },
  },
  {
    name: 'typo in a longer namespace',
    target: 'mongo.databses.svc:27017',
    objects: [namespace('databases')],
    state: 'namespace-missing',
    with: { nearMisses: ['databases'] },
  },
  { name: 'short form, namespace that is not', target: 'mongo.storage:27017', objects: [], state: 'namespace-missing' },
  { name: 'namespaces denied', target: 'mongo.storage.svc:27017', objects: [], denied: ['Namespace'], state: 'service-missing' },
]);
