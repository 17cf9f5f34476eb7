import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitExternal } from '../../../../src/diagnosis/rules/dependencies/wait-external.ts';
import { only, specify } from '../container-facts.ts';
import { waitingFor } from '../wait-facts.ts';

const external = (host: string) => ({ state: 'external', host }) as const;
const unresolved = ['nc: getaddrinfo for host "billing" port 443: Name or service not known'];

specify(waitExternal, {
  fires: [
    [
      'a host outside',
      waitingFor('Host db.example.com:5432', external('db.example.com')),
      [/db\.example\.com:5432, which is outside the cluster/, /kubectl debug/],
    ],
    ['a public address', waitingFor('Host 203.0.113.9:443', external('203.0.113.9')), [/which is outside the cluster/]],
    [
      'an address that nobody has',
      waitingFor('Host 10.96.4.4:80', external('10.96.4.4')),
      [/no Service and no pod has/, /a Service by its name/],
    ],
    [
      'an ExternalName',
      waitingFor('Service billing:443', external('billing.example.com')),
      [/ExternalName for billing\.example\.com, outside the cluster/, /edit service billing -n shop/],
    ],
    [
      'an ExternalName to nowhere',
      waitingFor('Service billing:443', external('billing.example.com'), { logs: { setup: unresolved } }),
      [/that name cannot be resolved/],
    ],
    [
      'an ExternalName, and pg_isready tells no name that does not resolve from a host that is silent',
      waitingFor('Service billing:5432', external('billing.example.com'), { logs: { setup: ['billing:5432 - no response'] } }),
      [/ExternalName for billing\.example\.com, outside the cluster: either that name does not resolve \(renamed or deleted\), or/],
    ],
    [
      'an ExternalName whose host refuses: the name is right',
      waitingFor('Service billing:443', external('billing.example.com'), {
        logs: { setup: ['curl: (7) Failed to connect to billing port 443: Connection refused'] },
      }),
      [/whether that answers cannot be seen from here/],
    ],
  ],
  silent: [
    ['a Service', waitingFor('Service billing:443', { state: 'healthy', detail: 'ready' })],
    ['nothing known of the host', waitingFor('Host db', { state: 'unreadable', reason: 'the host comes from a Secret' })],
  ],
});

test('a host outside is said, not blamed', () => {
  const { confidence, depth } = only(waitExternal, waitingFor('Host db.example.com:5432', external('db.example.com')));
  assert.deepEqual([confidence, depth], ['possible', 'symptom']);
});

test('a Service that the log cannot resolve is not said to be missing', () => {
  const finding = only(waitExternal, waitingFor('Service billing:443', external('billing.example.com'), { logs: { setup: unresolved } }));
  assert.equal(finding.category, 'dns');
  assert.ok(finding.explains?.includes('dns-failed'));
});
