import { imageNever } from '../../../../src/diagnosis/rules/images/image-never.ts';
import { backOff, specify } from '../container-facts.ts';

const never = (image = 'ghcr.io/acme/tools:1.4') => ({
  container: { image, imagePullPolicy: 'Never' as const },
  waiting: { reason: 'ErrImageNeverPull', message: `Container image "${image}" is not present with pull policy of Never` },
});

specify(imageNever, {
  fires: [
    ['plain', never(), [/not present on node node-1/, /imagePullPolicy Never/, /IfNotPresent/]],
    ['built on a laptop', never('tools:dev'), [/minikube image load/]],
    [
      'another tag is used beside it',
      { ...never(), spec: { containers: [{ name: 'app', image: 'ghcr.io/acme/tools:1.3' }] } },
      [/container app uses tag 1\.3/],
    ],
    ['a bare pod cannot be patched', { ...never(), spec: {} }, [/kubectl patch deploy\/web/]],
    [
      'an injected container',
      { ...never(), container: { name: 'vault-agent-init', image: 'vault:1' } },
      [/injected by the Vault agent injector/],
    ],
  ],
  silent: [
    ['a pull that fails', backOff('not found')],
    ['running', { running: '2026-06-01T11:59:00Z' }],
    ['config', { waiting: { reason: 'CreateContainerConfigError', message: 'never' } }],
  ],
});
