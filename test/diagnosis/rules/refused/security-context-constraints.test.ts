import assert from 'node:assert/strict';
import { test } from 'node:test';
import { securityContextConstraints } from '../../../../src/diagnosis/rules/refused/security-context-constraints.ts';
import { fires, owner, refusedPod, silent } from '../around-facts.ts';

const by = (why: string) => refusedPod(`unable to validate against any security context constraint: [${why}]`);

fires(securityContextConstraints, {
  'an init container as root': [
    owner(
      by(
        'provider "anyuid": Forbidden: not usable by user or serviceaccount, provider restricted-v2: .initContainers[0].runAsUser: Invalid value: 0: must be in the ranges: [1000640000, 1000649999]',
      ),
    ),
    {
      cause:
        /no security context constraint that service account default may use allows init container setup: runAsUser: 0: must be in the ranges/,
      container: 'setup',
      category: 'security-denied',
    },
  ],
  'a directory of the node': [
    owner(by('provider restricted-v2: spec.volumes[0]: Invalid value: "hostPath": hostPath volumes are not allowed to be used')),
    { cause: /hostPath volumes are not allowed/ },
  ],
  'the network of the node': [
    owner(by('provider restricted-v2: .spec.securityContext.hostNetwork: Invalid value: true: Host network is not allowed to be used')),
    { cause: /hostNetwork/ },
  ],
  privileged: [
    owner(by('provider restricted: .initContainers[0].privileged: Invalid value: true: Privileged containers are not allowed')),
    { cause: /privileged: true: Privileged containers are not allowed/, fix: /remove privileged from init container setup/ },
  ],
  'a capability': [
    owner(by('spec.initContainers[0].capabilities.add: Invalid value: "NET_ADMIN": capability may not be added')),
    { cause: /capabilities.add: "NET_ADMIN"/ },
  ],
  'the app container alone': [
    owner(by('spec.containers[0].hostPort: Invalid value: 80: Host ports are not allowed to be used')),
    { cause: /allows the pod: hostPort: 80/ },
  ],
  'a pod security policy of an old cluster': [
    owner(
      refusedPod(
        'unable to validate against any pod security policy: [spec.initContainers[0].securityContext.capabilities.add: Invalid value: "NET_RAW": capability may not be added]',
      ),
      { template: { serviceAccountName: 'runner' } },
    ),
    { cause: /no pod security policy that service account runner may use allows init container setup/ },
  ],
});

silent(securityContextConstraints, {
  'pod security admission': owner(refusedPod('violates PodSecurity "baseline:latest": privileged (container "setup" must not)')),
  nothing: owner(undefined),
});

for (const [why, constraint] of [
  ['.initContainers[0].runAsUser: Invalid value: 0: must be in the ranges: [1000640000, 1000649999]', 'anyuid'],
  ['.initContainers[0].privileged: Invalid value: true: Privileged containers are not allowed', 'privileged'],
  ['spec.volumes[0]: Invalid value: "hostPath": hostPath volumes are not allowed to be used', 'hostmount-anyuid'],
  ['.spec.securityContext.hostNetwork: Invalid value: true: Host network is not allowed to be used', 'hostnetwork-v2'],
] as const) {
  test(`the narrowest constraint: ${constraint}`, () => {
    const texts = securityContextConstraints.judge(
      owner(by(`provider "privileged": Forbidden: not usable, provider restricted-v2: ${why}`)),
    );
    assert.match(texts[0]?.fixes.at(-1)?.text ?? '', new RegExp(`add-scc-to-user ${constraint} -z default`));
  });
}
