import type { Facts } from '../facts.ts';

/** Who put a container into the pod that its workload's template does not have. */
export interface Injector {
  /** `Istio`, `the Vault agent injector`, or `an admission webhook` when its name says nothing. */
  readonly by: string;
  /** Where its settings are, as the end of a sentence that begins with what to change. */
  readonly settings: string;
  /** The annotation (or label) of the pod template that keeps it out, where there is one. */
  readonly off?: string;
}

interface KnownInjector extends Injector {
  readonly containers: RegExp;
}

const known: readonly KnownInjector[] = [
  {
    containers: /^(?:istio-init|istio-validation|istio-proxy|enable-core-dump)$/,
    by: 'Istio',
    settings: 'in the values of istiod (global.proxy, global.proxy_init) or by annotations sidecar.istio.io/... of the pod template',
    off: 'sidecar.istio.io/inject: "false"',
  },
  {
    containers: /^linkerd-(?:init|proxy|network-validator|debug)$/,
    by: 'Linkerd',
    settings: 'in the Helm values of the Linkerd control plane (proxyInit) or by annotations config.linkerd.io/... of the pod template',
    off: 'linkerd.io/inject: disabled',
  },
  {
    containers: /^vault-agent(?:-init)?$/,
    by: 'the Vault agent injector',
    settings: 'by annotations vault.hashicorp.com/... of the pod template',
    off: 'vault.hashicorp.com/agent-inject: "false"',
  },
  {
    containers: /^copy-vault-(?:env|agent)$/,
    by: 'the Bank-Vaults secrets webhook',
    settings: 'by annotations vault.security.banzaicloud.io/... of the pod template or in the values of the webhook',
    off: 'vault.security.banzaicloud.io/mutate: skip',
  },
  {
    containers:
      /^(?:consul-connect-inject-init|copy-consul-bin|consul-dataplane|consul-connect-envoy-sidecar|consul-connect-lifecycle-sidecar)/,
    by: 'the Consul connect injector',
    settings:
      'in the Helm values of consul-k8s (connectInject.initContainer) or by annotations consul.hashicorp.com/... of the pod template',
    off: 'consul.hashicorp.com/connect-inject: "false"',
  },
  {
    containers: /^kuma-(?:init|validation|sidecar)$/,
    by: 'Kuma',
    settings: 'in the control plane (runtime.kubernetes.injector) or by annotations kuma.io/... of the pod template',
    off: 'kuma.io/sidecar-injection: disabled',
  },
  {
    containers: /^azwi-proxy(?:-init)?$/,
    by: 'Azure workload identity',
    settings: 'by annotations azure.workload.identity/... of the pod template',
  },
  {
    containers: /^datadog-(?:lib-\w{1,20}-init|init-apm-inject)$/,
    by: 'the Datadog admission controller',
    settings:
      'in the settings of the Datadog cluster agent (admission_controller.auto_instrumentation) or by annotations of the pod template',
    off: 'admission.datadoghq.com/enabled: "false"',
  },
  {
    containers: /^opentelemetry-auto-instrumentation/,
    by: 'the OpenTelemetry operator',
    settings: 'in the Instrumentation object that the annotation instrumentation.opentelemetry.io/inject-... names',
  },
  {
    containers: /^(?:install-oneagent|dynatrace-operator)$/,
    by: 'the Dynatrace operator',
    settings: 'in the DynaKube object',
    off: 'dynatrace.com/inject: "false"',
  },
  {
    containers: /^storage-initializer$/,
    by: 'KServe',
    settings:
      'in the ClusterStorageContainer or the ConfigMap inferenceservice-config of KServe; credentials come with the service account of the InferenceService',
  },
  {
    containers: /^gke-gcsfuse-/,
    by: 'the Cloud Storage FUSE driver of GKE',
    settings: 'by annotations gke-gcsfuse/... of the pod template',
    off: 'gke-gcsfuse/volumes: "false"',
  },
  {
    containers: /^(?:newrelic-instrumentation-|instana-instrumentation-init|appd-agent-attach-|splunk-otel-)/,
    by: 'the operator of the monitoring agent',
    settings: 'in its Instrumentation object or values, or by its annotations of the pod template',
  },
  {
    containers: /^(?:restore-wait|restic-wait)$/,
    by: 'Velero',
    settings: 'in the restored workload: Velero adds it when it restores a pod with file system backups',
  },
];

/** The injector of a container; undefined for containers that the workload's own template has, or seems to have. */
export function injectorOf(facts: Pick<Facts, 'workload' | 'around'>, container: string): Injector | undefined {
  const inTemplate = templateHas(facts, container);
  if (inTemplate) return undefined;
  const injector = known.find(({ containers }) => containers.test(container));
  if (injector) return injector;
  if (inTemplate === undefined) return undefined;
  return {
    by: 'an admission webhook',
    settings: 'in the settings of the webhook (kubectl get mutatingwebhookconfigurations) that adds it',
  };
}

/** Undefined when the template cannot be seen. */
function templateHas({ workload, around }: Pick<Facts, 'workload' | 'around'>, container: string): boolean | undefined {
  const { kind, name } = workload;
  if (kind !== 'Deployment' && kind !== 'StatefulSet' && kind !== 'DaemonSet' && kind !== 'ReplicaSet' && kind !== 'Job') return undefined;
  const read = around.get(kind, name);
  const spec = read.state === 'found' ? read.value.spec?.template?.spec : undefined;
  if (!spec?.containers?.length) return undefined;
  return [...(spec.initContainers ?? []), ...spec.containers].some((one) => one.name === container);
}
