import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eventsIn, logsIn, Sight } from '../../src/diagnosis/sight.ts';

interface SomeFacts {
  readonly namespace: string;
  readonly events: readonly string[];
  readonly logs: readonly string[];
}

const facts: SomeFacts = { namespace: 'shop', events: [], logs: [] };
const sources = { events: [eventsIn('shop')], logs: [logsIn('shop')] };

function sightOf(...rules: Parameters<typeof Sight.prototype.watch<SomeFacts>>[0]): Sight {
  const sight = new Sight();
  sight.watch(rules, facts, sources);
  return sight;
}

describe('which rules a refused read might have changed', () => {
  test('those that asked for it', () => {
    const sight = sightOf({ id: 'maps', needs: () => [{ kind: 'ConfigMap', name: 'a' }, { kind: 'Node' }], judge: () => [] });
    assert.deepEqual(sight.lookedAt({ verb: 'get', resource: 'configmaps', namespace: 'shop' }), ['maps']);
    assert.deepEqual(sight.lookedAt({ verb: 'list', resource: 'nodes' }), ['maps']);
    assert.deepEqual(sight.lookedAt({ verb: 'list', resource: 'configmaps', namespace: 'shop' }), []);
    assert.deepEqual(sight.lookedAt({ verb: 'get', resource: 'configmaps', namespace: 'blog' }), []);
  });

  test('those that looked at what it brings, also by way of a copy', () => {
    const sight = sightOf(
      { id: 'b', judge: ({ events }) => events },
      { id: 'a', judge: (given) => ({ ...given }) },
      { id: 'c', judge: () => [] },
    );
    assert.deepEqual(sight.lookedAt(eventsIn('shop')), ['a', 'b']);
    assert.deepEqual(sight.lookedAt(logsIn('shop')), ['a']);
  });

  test('a list over all namespaces is another read', () => {
    const sight = sightOf({ id: 'all', needs: () => [{ kind: 'Service', namespace: '*' }], judge: () => [] });
    assert.deepEqual(sight.lookedAt({ verb: 'list', resource: 'services' }), ['all']);
  });
});
