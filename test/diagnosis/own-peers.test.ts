import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingPeer } from '../../src/diagnosis/dependencies/own-peers.ts';
import { makeFacts } from './make-facts.ts';

interface Situation {
  readonly name: string;
  readonly host: string;
  readonly spec?: object;
  readonly says: RegExp | undefined;
  readonly pod?: string;
  readonly owner?: string;
}

const situations: readonly Situation[] = [
  { name: 'a later pod of pods made in order', host: 'ring-1.ring', says: /OrderedReady.*ring-1 is made only when ring-0 is ready/ },
  { name: 'beyond the replicas', host: 'ring-3.ring', says: /has only 3 replicas/ },
  {
    name: 'beyond the replicas that start at another ordinal',
    host: 'ring-3.ring',
    spec: { replicas: 3, ordinals: { start: 1 } },
    says: /OrderedReady/,
  },
  { name: 'pods made at once', host: 'ring-1.ring', spec: { replicas: 3, podManagementPolicy: 'Parallel' }, says: undefined },
  { name: 'an earlier pod', host: 'ring-0.ring', pod: 'ring-1', says: undefined },
  { name: 'itself', host: 'ring-0.ring', says: undefined },
  { name: 'a pod of another StatefulSet', host: 'ring-db-1.ring-db', says: undefined },
  { name: 'no ordinal', host: 'ring-leader.ring', says: undefined },
  { name: 'a pod of a Deployment', host: 'ring-1.ring', owner: 'ReplicaSet', says: undefined },
];

for (const { name, host, spec = { replicas: 3 }, says, pod = 'ring-0', owner = 'StatefulSet' } of situations) {
  test(`${name}: ${says === undefined ? 'nothing to say' : 'said'}`, () => {
    const facts = makeFacts({
      pod: {
        metadata: {
          name: pod,
          namespace: 'shop',
          ownerReferences: [{ apiVersion: 'apps/v1', kind: owner, name: 'ring', uid: 'r', controller: true }],
        },
        spec: { containers: [{ name: 'app', image: 'registry.test/ring:1' }] },
      },
      objects: [{ kind: 'StatefulSet', metadata: { name: 'ring', namespace: 'shop' }, spec }],
    });
    const said = missingPeer(facts, host);
    if (says === undefined) assert.equal(said, undefined);
    else assert.match(said ?? '', says);
  });
}
