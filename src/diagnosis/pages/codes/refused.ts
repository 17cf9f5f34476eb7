import type { Code } from '../../codes.ts';
import { docs, run } from '../commands.ts';
import type { Page } from '../page.ts';

const ownerEvents = (says: string) => run('kubectl get events -n NAMESPACE --field-selector reason=FailedCreate', says);

/** The API refuses the pod, so there is none. Only events of ReplicaSet, StatefulSet, DaemonSet or Job tell. */
export const refusedPages = {
  'quota-exceeded': {
    title: 'a ResourceQuota or LimitRange refuses the pod',
    means: 'The API refuses the pod. It does not exist; the refusal stands in FailedCreate events of its ReplicaSet, StatefulSet or Job.',
    why: [
      '"exceeded quota": requests, limits or the number of objects of the namespace are used up. A big init container counts with its maximum.',
      '"must specify limits.cpu for: NAME": with such a quota every container needs the value, init containers too.',
      'A LimitRange sets a maximum, a minimum or a ratio for a container.',
    ],
    confirm: [
      ownerEvents('the text after "is forbidden"'),
      run('kubectl describe resourcequota -n NAMESPACE', 'Used against Hard'),
      run('kubectl describe limitrange -n NAMESPACE', 'min, max and defaults'),
    ],
    fix: [
      run(
        'kubectl set resources KIND/NAME -n NAMESPACE -c CONTAINER --requests=cpu=100m,memory=128Mi --limits=cpu=200m,memory=128Mi',
        'give or lower them, init containers included',
      ),
      'Free room (finished pods do not count, running ones do), or ask for more quota. Controllers retry by themselves with growing delays.',
    ],
    prevent: ['Have a LimitRange with defaults beside every quota; leave room for the surge of a roll-out.'],
    link: docs('concepts/policy/resource-quotas'),
  },
  'admission-denied': {
    title: 'a policy or admission webhook says no to the pod',
    means:
      'The API refuses the pod: "admission webhook NAME denied the request", or a ValidatingAdmissionPolicy or plugin of the API server.',
    why: [
      'A policy (Gatekeeper, Kyverno, ValidatingAdmissionPolicy) forbids a field: registry, latest tag, privileged, missing labels or limits.',
      'Policies look at init containers too, and at those that other webhooks inject.',
      'A PriorityClass or namespace does not exist, or the namespace is being deleted.',
    ],
    confirm: [
      ownerEvents('who denied it, and why'),
      run('kubectl get validatingwebhookconfigurations,validatingadmissionpolicies', 'what there is'),
    ],
    fix: [
      'Correct what the message names, in the template of the workload.',
      'Or ask the owner of the policy for an exception. Waiting does not help.',
    ],
    prevent: ['kubectl apply --dry-run=server on a bare pod made from the template shows it before the roll-out.'],
    link: docs('reference/access-authn-authz/extensible-admission-controllers'),
    see: ['pod-security', 'quota-exceeded', 'webhook-failed', 'service-account-missing'],
  },
  'pod-security': {
    title: 'the Pod Security level refuses a field of the pod',
    means:
      'violates PodSecurity "LEVEL": the message lists each field that is wrong, with the containers. Init containers are held to the same level as the app.',
    why: [
      'baseline forbids privileged, host namespaces, hostPath and most added capabilities.',
      'restricted also wants runAsNonRoot, allowPrivilegeEscalation: false, drop: ["ALL"] and a seccompProfile.',
      'Often only an injected or forgotten init container lacks its securityContext.',
    ],
    confirm: [
      ownerEvents('the list of violations'),
      run('kubectl get namespace NAMESPACE --show-labels', 'pod-security.kubernetes.io/enforce'),
    ],
    fix: [
      'Set the missing fields on each container named.',
      'What truly needs the right belongs in a namespace of its own, with a level that allows it.',
    ],
    prevent: ['Label with warn and audit before enforce: kubectl then prints violations when the workload is applied.'],
    link: docs('concepts/security/pod-security-admission'),
  },
  'webhook-failed': {
    title: 'an admission webhook does not answer',
    means: '"failed calling webhook": its failurePolicy is Fail, so the API refuses every pod it would have asked about.',
    why: [
      'The Service of the webhook has no ready pod, perhaps because its own pods need the webhook to be created.',
      'Its certificate has expired or does not match caBundle.',
      'The control plane cannot reach it (firewall, network policy), or it takes longer than its timeout.',
      'It answers with a JSON patch that does not fit the pod ("add operation does not apply"), such as one that adds to a list the pod lacks.',
    ],
    confirm: [
      ownerEvents('the name of the webhook and the error'),
      run('kubectl get mutatingwebhookconfigurations,validatingwebhookconfigurations', 'which configuration has it'),
      run('kubectl get endpointslices -n WEBHOOKNAMESPACE -l kubernetes.io/service-name=SERVICE', 'is an endpoint ready'),
    ],
    fix: [
      'Bring its pods up, or renew its certificate. Pods are then created by themselves.',
      'In an emergency its owner can remove the configuration or set failurePolicy: Ignore: what it guards or injects is then missing.',
    ],
    prevent: ['Two replicas, and a namespaceSelector that leaves out kube-system and its own namespace.'],
    link: docs('reference/access-authn-authz/extensible-admission-controllers'),
  },
  'service-account-missing': {
    title: 'the ServiceAccount of the pod does not exist',
    means: 'The API refuses the pod: serviceaccount "NAME" not found. ServiceAccounts belong to one namespace.',
    why: [
      'It was not created, has another name, or is in another namespace.',
      'A new namespace has its default account only after a moment.',
    ],
    confirm: [ownerEvents('the name that is missing'), run('kubectl get serviceaccounts -n NAMESPACE', 'what there is')],
    fix: [
      run(
        'kubectl create serviceaccount NAME -n NAMESPACE',
        'the pods then come by themselves; rights and annotations for cloud roles must be added',
      ),
      run('kubectl set serviceaccount KIND/NAME ACCOUNT -n NAMESPACE', 'or use one that exists'),
    ],
    prevent: ['Ship the ServiceAccount with the workload.'],
    link: docs('tasks/configure-pod-container/configure-service-account'),
  },
  'invalid-template': {
    title: 'the API finds the pod template itself wrong',
    means: 'Pod "NAME" is invalid: the message names the field, such as spec.initContainers[0].image: Required value. Indexes start at 0.',
    why: [
      'What only shows in the pod: names that are too long, an empty image, a volumeMount without its volume, duplicate names.',
      'A mutating webhook has made the pod invalid.',
      'Plain init containers may have no lifecycle, livenessProbe, readinessProbe or startupProbe; only sidecars (restartPolicy: Always) may.',
    ],
    confirm: [ownerEvents('the fields'), run('kubectl get KIND NAME -n NAMESPACE -o yaml', 'the template; compare with the message')],
    fix: ['Correct the field in the workload. Where the template is right, look at the webhooks that change pods.'],
    prevent: ['kubectl apply --dry-run=server in CI.'],
    link: docs('concepts/workloads/pods/init-containers'),
  },
} as const satisfies Partial<Record<Code, Page>>;
