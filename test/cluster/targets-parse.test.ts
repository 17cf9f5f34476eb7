import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KnownError } from '../../src/cluster/errors.ts';
import { parseTargets, type TargetFlags } from '../../src/cluster/targets.ts';

describe('the words of a command line', () => {
  const pod = (name: string) => ({ by: 'name', kind: 'Pod', name });
  const named = (kind: string, name: string) => ({ by: 'name', kind, name });
  const table: [words: string, expected: unknown[], flags?: TargetFlags][] = [
    ['', [{ by: 'selector', kind: 'Pod' }]],
    ['web-0', [pod('web-0')]],
    ['web-0 web-1', [pod('web-0'), pod('web-1')]],
    ['pod/web-0', [pod('web-0')]],
    ['po web-0 web-1', [pod('web-0'), pod('web-1')]],
    ['pods web-0', [pod('web-0')]],
    ['pods', [{ by: 'selector', kind: 'Pod' }]],
    ['deploy web', [named('Deployment', 'web')]],
    ['deploy/web', [named('Deployment', 'web')]],
    ['Deployment/web', [named('Deployment', 'web')]],
    ['deployments.apps/web', [named('Deployment', 'web')]],
    ['deployments.v1.apps/web', [named('Deployment', 'web')]],
    ['sts/db', [named('StatefulSet', 'db')]],
    ['statefulsets db cache', [named('StatefulSet', 'db'), named('StatefulSet', 'cache')]],
    ['ds/agent', [named('DaemonSet', 'agent')]],
    ['rs/web-7d9f', [named('ReplicaSet', 'web-7d9f')]],
    ['job/seed', [named('Job', 'seed')]],
    ['jobs.batch seed', [named('Job', 'seed')]],
    ['cronjob/nightly', [named('CronJob', 'nightly')]],
    ['cj nightly', [named('CronJob', 'nightly')]],
    ['deploy/a job/b web-0', [named('Deployment', 'a'), named('Job', 'b'), pod('web-0')]],
    ['', [{ by: 'selector', kind: 'Pod', labelSelector: 'app=web' }], { selector: 'app=web' }],
    ['', [{ by: 'selector', kind: 'Pod' }], { 'all-namespaces': true }],
    ['', [{ by: 'selector', kind: 'Pod', fieldSelector: 'spec.nodeName=n1' }], { 'field-selector': 'spec.nodeName=n1' }],
    ['sts', [{ by: 'selector', kind: 'StatefulSet', labelSelector: 'app=db' }], { selector: 'app=db' }],
  ];
  for (const [words, expected, flags = {}] of table) {
    it(`"${words}" ${JSON.stringify(flags)}`, () => {
      assert.deepEqual(parseTargets(words === '' ? [] : words.split(' '), flags), expected);
    });
  }

  const refused: [words: string, message: RegExp, flags?: TargetFlags][] = [
    ['svc/redis', /a Service has no init containers; give POD, deploy\/NAME/],
    ['shop/web-0', /"shop" in "shop\/web-0" is no kind.*web-0 -n shop/],
    ['deployments.example.com/web', /is no kind that has pods/],
    ['deploy/', /is no target/],
    ['/web', /is no target/],
    ['deploy/a/b', /is no target/],
    ['deploy deploy/web', /names a kind twice/],
    ['web-0', /names and selectors do not go together/, { selector: 'app=web' }],
    ['deploy/web', /leave out -A/, { 'all-namespaces': true }],
  ];
  for (const [words, message, flags = {}] of refused) {
    it(`"${words}" ${JSON.stringify(flags)} is refused`, () => {
      assert.throws(
        () => parseTargets(words.split(' '), flags),
        (error) => error instanceof KnownError && error.exitCode === 1 && message.test(error.message),
      );
    });
  }
});
