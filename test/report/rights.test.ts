import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { UnreadableEntry } from '../../src/report/document.ts';
import { rightsCommands } from '../../src/report/rights.ts';

const reason = (user: string) =>
  `events is forbidden: User "${user}" cannot list resource "events" in API group "" in the namespace "shop"`;
const refused = (resource: string, namespace?: string, user = 'jane'): UnreadableEntry => ({
  verb: 'list',
  resource,
  ...(namespace !== undefined && { namespace }),
  reason: reason(user),
  forbidden: true,
  mightChange: [],
});
const commands = (...entries: UnreadableEntry[]) => rightsCommands(entries, {}).map(({ command }) => command);

describe('what to ask for where rights are missing', () => {
  test('nothing where nothing is, or where the server had another trouble', () => {
    assert.deepEqual(commands(), []);
    assert.deepEqual(commands({ ...refused('events', 'shop'), forbidden: false }), []);
  });

  test('one: whether it is allowed', () => {
    assert.deepEqual(commands(refused('events', 'shop')), ['kubectl auth can-i list events -n shop']);
    assert.deepEqual(commands(refused('nodes')), ['kubectl auth can-i list nodes']);
  });

  test('as whom the user asked', () => {
    const [{ command } = { command: '' }] = rightsCommands([refused('nodes')], {
      as: 'jane doe',
      'as-group': ['ops', 'dev'],
      'as-uid': '7',
    });
    assert.equal(command, "kubectl auth can-i list nodes --as 'jane doe' --as-group ops --as-group dev --as-uid 7");
  });

  test('several in one namespace: a Role and its binding, without Secrets', () => {
    assert.deepEqual(commands(refused('events', 'shop'), refused('pods/log', 'shop'), refused('secrets', 'shop')), [
      'kubectl create role initdoctor --verb=get,list --resource=events,pods/log -n shop && ' +
        'kubectl create rolebinding initdoctor --role=initdoctor --user=jane -n shop',
    ]);
  });

  test('those of the cluster in a ClusterRole', () => {
    assert.equal(commands(refused('events', 'shop'), refused('nodes')).length, 2);
    assert.deepEqual(commands(refused('events', 'shop'), refused('events', 'blog'), refused('nodes')), [
      'kubectl create clusterrole initdoctor --verb=get,list --resource=events,nodes && ' +
        'kubectl create clusterrolebinding initdoctor --clusterrole=initdoctor --user=jane',
    ]);
  });

  test('a ServiceAccount is bound as one; a name that a shell would read is quoted', () => {
    const both = (user: string) => commands(refused('events', 'shop', user), refused('services', 'shop', user))[0] ?? '';
    assert.match(both('system:serviceaccount:ci:deployer'), / --serviceaccount=ci:deployer -n shop$/);
    assert.match(both('$(reboot)'), / '--user=\$\(reboot\)' -n shop$/);
  });

  test('Secrets alone: whether it is allowed', () => {
    assert.deepEqual(commands(refused('secrets', 'shop')), ['kubectl auth can-i list secrets -n shop']);
  });
});
