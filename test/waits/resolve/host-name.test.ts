import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Pod } from '../../../src/cluster/kubernetes.ts';
import { type HostMeaning, meaningOf } from '../../../src/waits/resolve/host-name.ts';

const pod: Pod = {
  metadata: { name: 'web-0', namespace: 'shop' },
  spec: { containers: [], hostname: 'web-0', subdomain: 'web', hostAliases: [{ ip: '10.1.1.1', hostnames: ['legacy'] }] },
};

/** One word or two for a meaning. */
function short(meaning: HostMeaning): string {
  switch (meaning.kind) {
    case 'service':
      return (
        [meaning.name.pod, meaning.name.service, meaning.name.namespace].filter(Boolean).join('/') +
        (meaning.domain ? ` in ${meaning.domain}` : '')
      );
    case 'service-or-outside':
      return (
        meaning.readings.map(({ pod, service, namespace }) => [pod, service, namespace].filter(Boolean).join('/')).join(' or ') +
        (meaning.publicEnding ? ' or outside' : '?')
      );
    case 'bad-domain':
      return `bad ${meaning.suffix} -> ${meaning.suggestion}`;
    case 'address':
      return meaning.address;
    default:
      return meaning.kind;
  }
}

const names: Readonly<Record<string, string>> = {
  redis: 'redis/shop',
  'Redis ': 'redis/shop',
  my_redis: 'my_redis/shop',
  'redis.svc': 'bad svc -> redis.shop.svc.cluster.local',
  'redis.data.svc': 'redis/data',
  'redis.data.svc.cluster.local': 'redis/data',
  'redis.data.svc.cluster.local.': 'redis/data',
  'svc.data.svc.cluster.local': 'svc/data',
  'db-0.db.data.svc': 'db-0/db/data',
  'db-0.db.data.svc.cluster.local': 'db-0/db/data',
  '_psql._tcp.db.data.svc.cluster.local': 'db/data',
  'redis.data': 'redis/data/shop or redis/data?',
  'redis.dev': 'redis/dev/shop or redis/dev or outside',
  'db-0.db.data': 'db-0/db/data?',
  'api.example.com': 'outside',
  'redis.io': 'outside',
  'db-0.db.dev': 'db-0/db/dev or outside',
  'a.b.c.d': 'outside',
  'redis.data.': 'outside',
  'redis.data.svc.': 'bad svc -> redis.data.svc.cluster.local',
  'redis.data.svc.cluster.lokal': 'bad svc.cluster.lokal -> redis.data.svc.cluster.local',
  'redis.data.svc.cluster': 'bad svc.cluster -> redis.data.svc.cluster.local',
  'redis.data.svc.default.svc.cluster.local': 'bad svc.default.svc.cluster.local -> redis.data.svc.cluster.local',
  'db-0.db.data.svc.default.svc.cluster.local': 'bad svc.default.svc.cluster.local -> db-0.db.data.svc.cluster.local',
  'redis.data.cluster.local': 'bad cluster.local -> redis.data.svc.cluster.local',
  'redis.data.service.cluster.local': 'bad service.cluster.local -> redis.data.svc.cluster.local',
  'redis.svc.cluster.local': 'bad svc.cluster.local -> redis.shop.svc.cluster.local',
  'redis.data.svc.k8s.corp.example': 'redis/data in k8s.corp.example',
  'redis.data.svc.cluster.internal': 'redis/data in cluster.internal',
  localhost: 'loopback',
  '127.0.0.1': 'loopback',
  '[::1]': 'loopback',
  'web-0': 'own-pod',
  'web-0.web.shop.svc.cluster.local': 'own-pod',
  'web-1.web.shop.svc.cluster.local': 'web-1/web/shop',
  legacy: '10.1.1.1',
  '10.96.0.10': '10.96.0.10',
  '10-244-0-9.shop.pod.cluster.local': '10.244.0.9',
  'host.docker.internal': 'outside',
  '': 'unknown',
  $DB_HOST: 'unknown',
  'two words': 'unknown',
  'a..b': 'unknown',
};

for (const [name, meaning] of Object.entries(names)) {
  test(`${JSON.stringify(name)} in namespace shop is ${meaning}`, () => assert.equal(short(meaningOf(name, pod, 'shop')), meaning));
}

test('any text has a meaning', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z.-]{0,40}$/)), (name) => meaningOf(name, pod, 'shop').kind !== undefined),
  );
});
