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
