import { podSecurity } from '../../../../src/diagnosis/rules/refused/pod-security.ts';
import { fires, owner, refusedPod, silent } from '../around-facts.ts';

const tune = { initContainers: [{ name: 'tune', image: 'x', securityContext: { privileged: true } }] };
const namespace = { kind: 'Namespace', metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } } };

fires(podSecurity, {
  'a privileged init container': [
    owner(
      refusedPod('violates PodSecurity "baseline:latest": privileged (container "tune" must not set securityContext.privileged=true)'),
      { template: tune, objects: [namespace] },
    ),
    {
      cause: /level baseline of namespace shop refuses init container tune: privileged .*must not set securityContext.privileged=true\)/,
      container: 'tune',
      category: 'security-denied',
      command: /"path":"\/spec\/template\/spec\/initContainers\/0\/securityContext","value":\{\}/,
    },
  ],
  'capabilities of a mesh': [
    owner(
      refusedPod(
        'violates PodSecurity "baseline:v1.31": non-default capabilities (container "tune" must not include "NET_ADMIN", "NET_RAW" in securityContext.capabilities.add)',
      ),
      { template: tune },
    ),
    { cause: /refuses init container tune: non-default capabilities .*NET_ADMIN/, container: 'tune' },
  ],
  'the restricted level wants several things': [
    owner(
      refusedPod(
        'violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (containers "setup", "web" must set securityContext.allowPrivilegeEscalation=false), runAsNonRoot != true (pod or container "setup" must set securityContext.runAsNonRoot=true), seccompProfile (pod or containers "setup", "web" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
      ),
    ),
    {
      cause: /level restricted .* init container setup: allowPrivilegeEscalation/,
      container: 'setup',
      fix: /set in the securityContext of init container setup: allowPrivilegeEscalation: false, runAsNonRoot: true, seccompProfile\.type: RuntimeDefault/,
      command: /"runAsNonRoot":true.*"drop":\["ALL"\]/,
    },
  ],
  "a hostPath volume, which is the pod's": [
    owner(refusedPod('violates PodSecurity "baseline:latest": hostPath volumes (volume "host")')),
    { cause: /refuses the pod: hostPath volumes \(volume "host"\)/, command: /kubectl edit deploy\/web/ },
  ],
  'only the app container': [
    owner(refusedPod('violates PodSecurity "baseline:latest": privileged (container "web" must not set securityContext.privileged=true)')),
    { cause: /refuses the pod: privileged/ },
  ],
});

silent(podSecurity, {
  'only warned': owner(undefined, {
    events: [['ScalingReplicaSet', 'would violate PodSecurity "restricted:latest": x', { type: 'Normal' }]],
  }),
  'an SCC': owner(refusedPod('unable to validate against any security context constraint: []')),
});
