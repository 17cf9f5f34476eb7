import { webhookInjected } from '../../../../src/diagnosis/rules/neighbours/webhook-injected.ts';
import { backOff, exited, specify } from '../container-facts.ts';

const named = (name: string) => ({ container: { name } });
const template = (...inits: string[]) => ({
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { template: { spec: { initContainers: inits.map((name) => ({ name })), containers: [{ name: 'app' }] } } },
});

specify(webhookInjected, {
  fires: [
    ['Istio', { ...exited(1, ['x']), ...named('istio-init') }, [/Istio injected it/, /sidecar\.istio\.io\/inject/]],
    ['Linkerd', { ...exited(1, ['x']), ...named('linkerd-init') }, [/linkerd\.io\/inject: disabled/]],
    ['Vault', { ...backOff('x'), ...named('vault-agent-init') }, [/vault\.hashicorp\.com/]],
    ['Consul', { ...exited(1), ...named('consul-connect-inject-init') }, [/consul-k8s/]],
    [
      'a webhook that nobody knows',
      { ...exited(1), ...named('acme-init'), objects: [template('setup')] },
      [/an admission webhook injected it/],
    ],
  ],
  silent: [
    ['it is in the template', { ...exited(1), objects: [template('setup')] }],
    ['the template wrote it itself', { ...exited(1), ...named('istio-init'), objects: [template('istio-init')] }],
    ['the template cannot be seen', { ...exited(1), denied: ['Deployment'] }],
    ['it works', { ...named('istio-init'), running: '2026-06-01T11:59:00Z' }],
  ],
});
