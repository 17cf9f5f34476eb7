import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { KnownError } from '../../src/cluster/errors.ts';
import { matchesFields, matchesLabels, parseFieldSelector, parseLabelSelector, selectorText } from '../../src/cluster/selector.ts';

const labels = { app: 'web', tier: 'front', 'app.kubernetes.io/name': 'web', generation: '7', empty: '' };

describe('a label selector', () => {
  const table: [selector: string, matches: boolean][] = [
    ['', true],
    ['app=web', true],
    ['app==web', true],
    [' app = web , tier=front', true],
    ['app=web,tier=back', false],
    ['app!=web', false],
    ['missing!=web', true],
    ['app', true],
    ['missing', false],
    ['!missing', true],
    ['!app', false],
    ['app in (web, db)', true],
    ['app in (db)', false],
    ['missing in (db)', false],
    ['app notin (db,cache)', true],
    ['app notin (web)', false],
    ['missing notin (web)', true],
    ['app in (db,web),tier notin (back),!legacy', true],
    ['app.kubernetes.io/name=web', true],
    ['empty=', true],
    ['app=', false],
    ['generation>6', true],
    ['generation<7', false],
    ['constructor', false],
    ['toString!=x', true],
  ];
  for (const [selector, matches] of table) {
    it(`"${selector}" ${matches ? 'matches' : 'does not match'}`, () => assert.equal(parseLabelSelector(selector)(labels), matches));
  }

  for (const wrong of ['app=web,', 'app web', 'app in web', '=web', 'app=(web)', 'app in (a', 'a=b=c']) {
    it(`"${wrong}" is refused in one line`, () => {
      assert.throws(
        () => parseLabelSelector(wrong),
        (error) => error instanceof KnownError && !error.message.includes('\n'),
      );
    });
  }

  it('is read or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (selector) => {
        try {
          parseLabelSelector(selector)(labels);
        } catch (error) {
          assert.ok(error instanceof KnownError);
        }
      }),
    );
  });
});

describe('the selector of an object', () => {
  const selector = {
    matchLabels: { app: 'web' },
    matchExpressions: [
      { key: 'tier', operator: 'In', values: ['front', 'back'] },
      { key: 'tier', operator: 'NotIn', values: ['db'] },
      { key: 'app', operator: 'Exists' },
      { key: 'legacy', operator: 'DoesNotExist' },
    ],
  };

  it('matches by labels and expressions', () => {
    assert.equal(matchesLabels(selector, labels), true);
    assert.equal(matchesLabels(selector, { app: 'web', tier: 'front', legacy: 'yes' }), false);
    assert.equal(matchesLabels(selector, undefined), false);
  });

  it('matches everything when empty, nothing when missing', () => {
    assert.equal(matchesLabels({}, undefined), true);
    assert.equal(matchesLabels(undefined, labels), false);
  });

  it('becomes text that kubectl takes and that means the same', () => {
    assert.equal(selectorText(selector), 'app=web,tier in (front,back),tier notin (db),app,!legacy');
    assert.equal(parseLabelSelector(selectorText(selector))(labels), true);
  });
});

describe('a field selector', () => {
  const pod = { metadata: { name: 'web', namespace: 'shop' }, spec: { nodeName: 'n1' }, status: { phase: 'Pending' } };
  const event = { involvedObject: { kind: 'Pod', name: 'web', uid: 'u' }, source: { component: 'kubelet' }, type: 'Warning' };
  const table: [selector: string, kind: 'Pod' | 'Event', matches: boolean][] = [
    ['metadata.name=web', 'Pod', true],
    ['metadata.name==web,status.phase!=Running', 'Pod', true],
    ['spec.nodeName=', 'Pod', false],
    ['status.podIP=', 'Pod', true],
    ['spec.hostNetwork=false', 'Pod', true],
    ['involvedObject.name=web,involvedObject.uid=u', 'Event', true],
    ['source=kubelet', 'Event', true],
    ['type!=Warning', 'Event', false],
    ['', 'Event', true],
  ];
  for (const [selector, kind, matches] of table) {
    it(`"${selector}" ${matches ? 'matches' : 'does not match'}`, () => {
      assert.equal(matchesFields(parseFieldSelector(selector, kind), kind === 'Pod' ? pod : event), matches);
    });
  }

  it('is refused for fields that servers do not select by', () => {
    assert.throws(() => parseFieldSelector('spec.image=x', 'Pod'), /pods cannot be selected by field "spec.image"/);
    assert.throws(() => parseFieldSelector('status.phase', 'Pod'), /write field=value/);
  });
});
