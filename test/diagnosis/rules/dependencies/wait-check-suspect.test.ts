import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitCheckSuspect } from '../../../../src/diagnosis/rules/dependencies/wait-check-suspect.ts';
import { only, specify, wordsOf } from '../container-facts.ts';
import { gaveUpOn, noEndpoints, waitingFor } from '../wait-facts.ts';

const api = 'Service api:8080';
const ready = { state: 'healthy', detail: '1 of 1 endpoint ready' } as const;
const usage = ["nc: invalid option -- 'z'", 'BusyBox v1.22.1 multi-call binary.', '', 'Usage: nc [-iN] [-wN] [-l] [-p PORT] [HOST PORT]'];
const busybox = { container: { image: 'registry.test:5000/library/busybox:1.36', command: ['sh', '-c', 'x'] } };
const doubt = { code: 'grep-filter', text: 'the output of wget has to pass grep UP' } as const;

const silent = [';; connection timed out; no servers could be reached', '', 'waiting'];
const coredns = (ready: string) => ({
  kind: 'Pod',
  metadata: { name: 'coredns-x', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  status: { conditions: [{ type: 'Ready', status: ready }] },
});

specify(waitCheckSuspect, {
  fires: [
    [
      'an option that the program does not know',
      waitingFor(api, ready, { logs: { setup: usage } }),
      [/option -z is unknown to the nc/, /nc -w 2 HOST PORT/],
    ],
    ['only the usage text', waitingFor(api, ready, { logs: { setup: usage.slice(3) } }), [/an option of "nc -z api 8080" is unknown/]],
    [
      'curl',
      waitingFor(api, ready, { program: 'curl', logs: { setup: ['curl: option --retry-all: is unknown'] } }),
      [/unknown to the curl/],
    ],
    [
      'a bad option comes before a missing endpoint',
      waitingFor(api, noEndpoints(), { logs: { setup: usage } }),
      [/with a check that cannot work: option -z/],
    ],
    ['/dev/tcp without bash', waitingFor(api, ready, { program: '/dev/tcp' }), [/only bash opens \/dev\/tcp/]],
    [
      'a program that BusyBox images lack, silently',
      waitingFor(api, ready, { program: 'dig', ...busybox }),
      [/busybox images have no program dig/],
    ],
    ['a grep that lets nothing through', waitingFor(api, ready, { doubts: [doubt] }), [/has to pass grep UP/, /test the exit status/]],
    [
      'an HTTP check',
      waitingFor(api, ready, { program: 'wget', check: 'http', path: '/healthz' }),
      [/only where \/healthz answers with a status below 400/],
    ],
    [
      'a server that says itself what it has against the request',
      waitingFor('Service search:9200', ready, {
        program: 'curl',
        check: 'http',
        path: '/_cluster/health',
        logs: { setup: ['waiting for elasticsearch', 'got HTTP 401, retrying'] },
      }),
      [/answers HTTP 401 \(unauthorized\)/, /give it credentials/],
    ],
    [
      'a path that is not there',
      waitingFor(api, ready, {
        program: 'wget',
        check: 'http',
        path: '/ready',
        logs: { setup: ['wget: server returned error: HTTP/1.1 404 Not Found'] },
      }),
      [/answers HTTP 404: there is nothing at \/ready/],
    ],
    [
      'a table that nobody has made yet',
      waitingFor('Service db:5432', ready, { program: 'psql', text: 'psql -h db -c "SELECT 1 FROM schema_migrations"' }),
      [/what the check asks it for is probably not there/, /get jobs,pods -n shop/],
      'wait-object',
    ],
    [
      'a keyspace that is not in the list',
      waitingFor('Service cassandra:9042', ready, {
        program: 'cqlsh',
        text: 'cqlsh cassandra -e "DESC KEYSPACES"',
        doubts: [{ code: 'grep-filter', text: 'the output of cqlsh has to pass grep temporal' }],
      }),
      [/does not exist under that name\): cqlsh .* \| grep temporal/],
      'wait-object',
    ],
    [
      'the DNS of the cluster is silent, and its pod is in trouble',
      waitingFor(api, ready, { logs: { setup: silent }, objects: [coredns('False')] }),
      [/gives no answer, so that no name resolves: no pod of CoreDNS is ready: pod coredns-x/, /describe pod coredns-x -n kube-system/],
      'dns-failed',
    ],
    [
      'the DNS of the cluster is silent, though its pod is ready',
      waitingFor(api, ready, { logs: { setup: silent }, objects: [coredns('True')] }),
      [/CoreDNS is overloaded, or port 53 is blocked/, /logs -n kube-system -l k8s-app=kube-dns/],
      'dns-failed',
    ],
    ['no hint at all', waitingFor(api, ready), [/listens on another port than 8080 or on 127\.0\.0\.1 only/, /kubectl exec/]],
    ['a wait that gave up although its target is ready', gaveUpOn(api, ready), [/is ready \(1 of 1 endpoint ready\)/]],
    [
      'a ready endpoint that refuses',
      waitingFor(api, ready, { logs: { setup: ['curl: (7) Failed to connect to api port 8080: Connection refused'] } }),
      [/its pods refuse the connection/],
      'wait-wrong-port',
    ],
  ],
  silent: [
    ['a wait that began seconds ago', waitingFor(api, ready, { runningSince: '2026-06-01T11:59:45Z' })],
    ['a target that is not ready', waitingFor(api, noEndpoints())],
    ['the usage of another program', waitingFor(api, noEndpoints(), { logs: { setup: ['Usage: wait.sh HOST'] } })],
  ],
});

for (const [name, more, category] of [
  ['a shell that is not bash', { program: '/dev/tcp' }, 'command-not-found'],
  ['short names', { doubts: [{ code: 'short-name-nslookup', text: 'it asks for it without the search domains' }] }, 'dns'],
  ['a wrong scheme', { doubts: [{ code: 'wrong-scheme', text: 'https on port 8080' }] }, 'config'],
  ['HTTP 401 of a store', { check: 'http', logs: { setup: ['status: 401'] } }, 'config'],
  ['HTTP 503', { check: 'http', logs: { setup: ['status: 503'] } }, 'dep-not-found'],
  ['rows, not a status', { check: 'http', logs: { setup: ['got 500 rows'] } }, 'config'],
  ['what every server has', { program: 'psql', text: 'psql -h db -c "select 1"' }, 'config'],
  ['a table', { program: 'mysql', text: 'mysql -h db -e "select 1 from app.users"' }, 'dep-not-found'],
] as const) {
  test(`category: ${name}`, () => assert.equal(only(waitCheckSuspect, waitingFor(api, ready, more)).category, category));
}

for (const [name, host, lines, pattern] of [
  [
    'another cluster domain, as the search list shows',
    'api.shop.svc.cluster.local',
    ['search shop.svc.k8s.acme svc.k8s.acme k8s.acme', "** server can't find api.shop.svc.cluster.local: NXDOMAIN"],
    /cluster domain is k8s\.acme, not cluster\.local .*ask for api\.shop\.svc without a cluster domain/s,
  ],
  [
    'probably another cluster domain',
    'api.shop.svc.cluster.local',
    ["nslookup: can't resolve 'api.shop.svc.cluster.local'"],
    /cluster domain is probably not cluster\.local/,
  ],
  [
    'another DNS server',
    'api',
    ["nc: bad address 'api'", 'curl: (6) Could not resolve host: api'],
    /asks another DNS server than that of the cluster/,
  ],
] as const) {
  test(`a name that does not resolve although its Service is there: ${name}`, () => {
    const finding = only(waitCheckSuspect, waitingFor(api, ready, { host, logs: { setup: [...lines] } }));
    assert.equal(finding.category, 'dns');
    assert.match(wordsOf(finding), pattern);
  });
}

test('another name that does not resolve says nothing of the target', () => {
  const logs = { setup: ["nslookup: can't resolve 'statsd'"] };
  assert.equal(only(waitCheckSuspect, waitingFor(api, ready, { logs })).category, 'config');
});

test('what the log says comes before what the script looks like', () => {
  const logs = { setup: ['curl: (35) error:0A00010B:SSL routines::wrong version number'] };
  const { depth } = only(waitCheckSuspect, waitingFor(api, ready, { doubts: [doubt], logs }));
  assert.equal(depth, 'symptom');
});
