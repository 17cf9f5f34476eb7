import { advise, inspect, mutate } from '../../words/commands.ts';
import { showPod } from '../../words/show-pod.ts';
import { edit, nodeOf, patchPod, showCommand, showField } from '../remedies.ts';
import type { Groups, Signature, SignatureContext } from '../signature.ts';

/** What kubectl and the client libraries say inside of an init container that asks the Kubernetes API. */

const definition = /^customresourcedefinitions?\b/;
function whyMissing(kind = 'jobs'): string {
  if (definition.test(kind)) return 'its operator or chart is not installed, or the name is wrong';
  return `wrong name, selector or namespace, not made yet${/^jobs?\b/.test(kind) ? ', or a finished Job was removed (ttlSecondsAfterFinished)' : ''}`;
}

const verbs = (groups: Groups) =>
  (groups.verb ?? 'get') === 'get' ? 'get,list,watch' : [...new Set([groups.verb, 'get', 'list', 'watch'])].join(',');
const resource = (groups: Groups) => `${groups.resource ?? 'pods'}${groups.group ? `.${groups.group}` : ''}`;
const account = (groups: Groups, context: SignatureContext) =>
  `${groups.owner ?? context.namespace}:${groups.account ?? (context.serviceAccount || 'default')}`;

function grants(groups: Groups, context: SignatureContext) {
  const subject = account(groups, context);
  const clusterWide = groups.namespace === undefined && groups.resource !== undefined;
  const place = groups.namespace ?? context.namespace;
  const name = `initdoctor-${(groups.resource ?? 'reader').replace(/[^a-z]/g, '')}`;
  const scope = clusterWide ? [] : ['-n', place];
  const kind = clusterWide ? 'clusterrole' : 'role';
  return [
    inspect(
      `confirm what service account ${subject} may do`,
      ...[
        'auth',
        'can-i',
        groups.verb ?? 'get',
        resource(groups),
        `--as=system:serviceaccount:${subject}`,
        ...(clusterWide ? ['-A'] : ['-n', place]),
      ],
    ),
    mutate(
      `make an RBAC ${clusterWide ? 'ClusterRole' : 'Role'} with the permission`,
      ...['create', kind, name, `--verb=${verbs(groups)}`, `--resource=${resource(groups)}`, ...scope],
    ),
    mutate(
      `and a ${clusterWide ? 'ClusterRoleBinding' : 'RoleBinding'} that binds it to the service account; ask the cluster's admin where you may not`,
      ...['create', `${kind}binding`, name, `--${kind}=${name}`, `--serviceaccount=${subject}`, ...scope],
    ),
    edit(context, 'or wait with a plain TCP or HTTP check, which needs no permission'),
  ];
}

const showToken = (context: SignatureContext) =>
  showPod(
    context,
    'see whether a token is mounted',
    '{.spec.automountServiceAccountToken} {.spec.serviceAccountName}',
    '{.spec.initContainers[*].volumeMounts}',
  );

export const kubernetesClient: readonly Signature[] = [
  {
    id: 'kubernetes-forbidden',
    code: 'forbidden',
    category: 'rbac',
    pattern:
      /User "?system:serviceaccount:(?<owner>[^:"\s]{1,63}):(?<account>[^"\s]{1,253}?)"? cannot (?<verb>\w{1,20}) (?:resource )?"?(?<resource>[\w./-]{1,100})"?(?: in API group "(?<group>[\w.-]{0,100})")?(?:.{0,30}(?:in the namespace |at the )"?(?!cluster scope)(?<namespace>[\w-]{1,63}))?|Error from server \(Forbidden\)(?!.{0,400}User "?system:serviceaccount:):? (?<resource2>[\w.]{1,80})|(?<resource3>[a-z][\w.-]{1,80})(?: "[^"]{1,100}")? is forbidden: (?!User "?system:serviceaccount:|violates|exceeded|failed quota|error looking)/,
    in: 'log',
    cause: (groups, context) =>
      `service account ${account(groups, context)} may not ${groups.verb ?? 'use'} ${resource(groups)}${groups.namespace ? ` in namespace ${groups.namespace}` : groups.verb ? ' in the whole cluster' : ''}: no RBAC Role grants that permission, so ${context.container} is refused (forbidden)`,
    fixes: grants,
    weight: 3,
    heals: 'no',
    matches: [
      'Error from server (Forbidden): pods is forbidden: User "system:serviceaccount:shop:default" cannot list resource "pods" in API group "" in the namespace "shop"',
      'error: jobs.batch "migrate" is forbidden: User "system:serviceaccount:shop:web" cannot get resource "jobs" in API group "batch" in the namespace "shop"',
      'nodes is forbidden: User "system:serviceaccount:shop:default" cannot list resource "nodes" in API group "" at the cluster scope',
    ],
    lookAlikes: ['wget: server returned error: HTTP/1.1 403 Forbidden', 'pods "x" is forbidden: violates PodSecurity "restricted:latest"'],
  },
  {
    id: 'kubernetes-no-token',
    code: 'forbidden',
    category: 'rbac',
    pattern:
      /connection to the server localhost:8080 was refused|open \/var\/run\/secrets\/kubernetes\.io\/serviceaccount\/(?:token|namespace|ca\.crt): (?:no such file|permission denied)|unable to load in-cluster config|KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT must be defined|Service host\/port is not set|no configuration has been provided|invalid configuration: no configuration|\/serviceaccount\/token'?:? (?:No such file|Permission denied)|Invalid kube-config file\. No configuration found/,
    in: 'log',
    cause: (_, context) =>
      `${context.container} has no service account token to ask the Kubernetes API with: automountServiceAccountToken is false, or its user may not read the mounted token`,
    fixes: (_, context) => [
      showToken(context),
      patchPod(
        context,
        'have the token mounted into the pod (automountServiceAccountToken), with a service account that an RBAC Role permits to read what is asked',
        { automountServiceAccountToken: true },
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'The connection to the server localhost:8080 was refused - did you specify the right host or port?',
      'panic: open /var/run/secrets/kubernetes.io/serviceaccount/token: no such file or directory',
      'error: unable to load in-cluster configuration, KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT must be defined',
    ],
    lookAlikes: ['dial tcp 127.0.0.1:8080: connect: connection refused', 'no configuration changes found'],
  },
  {
    id: 'kubernetes-unauthorized',
    code: 'forbidden',
    category: 'rbac',
    pattern:
      /You must be logged in to the server|Error from server \(Unauthorized\)|the server has asked for the client to provide credentials|"reason":\s?"Unauthorized"|401 Unauthorized.{0,80}(?:kubernetes|10\.96\.0\.1|:6443)/,
    in: 'log',
    cause: (_, context) =>
      `the Kubernetes API does not accept the token of ${context.container} (unauthorized): it is expired, of another cluster, or its service account was made anew`,
    fixes: (_, context) => [
      showToken(context),
      showField(context, 'see whether a kubeconfig or KUBECONFIG of its own is given', '.env', '.args', '.volumeMounts'),
      edit(context, 'use the mounted service account token, or renew the kubeconfig in its Secret'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'error: You must be logged in to the server (Unauthorized)',
      "E0504 09:00:00.000000       1 memcache.go:265] couldn't get current server API group list: the server has asked for the client to provide credentials",
    ],
    lookAlikes: ['curl: (22) The requested URL returned error: 401', 'Error from server (Forbidden): pods is forbidden'],
  },
  {
    id: 'kubernetes-wait-timeout',
    code: 'wait-object',
    category: 'timeout',
    pattern:
      /timed out waiting for the condition(?: on (?<object>[\w./-]{1,253}))?|error: .{0,60}context deadline exceeded.{0,40}waiting|client rate limiter Wait returned an error: context deadline exceeded/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} waits with kubectl for ${groups.object ?? 'an object'}, whose condition was not met in time (timed out waiting for the condition)`,
    fixes: (groups, context) => [
      inspect(
        `see the state of ${groups.object ?? 'what it waits for'}`,
        'describe',
        groups.object ?? 'jobs,deployments',
        '-n',
        context.namespace,
      ),
      edit(context, 'repair what it waits for; where it only needs longer, give kubectl wait a larger --timeout'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: ['error: timed out waiting for the condition on jobs/migrate', 'error: timed out waiting for the condition on deployments/db'],
    lookAlikes: ['waiting for the condition', 'curl: (28) Connection timed out'],
  },
  {
    id: 'kubernetes-object-missing',
    code: 'wait-object',
    category: 'dep-not-found',
    pattern:
      /Error from server \(NotFound\): (?<kind>[\w.-]{1,100}) "(?<object>[^"]{1,253})" not found|(?:^|error: )(?<none>no matching resources found)|[Nn]o resources found in (?<place>[\w-]{1,63}) namespace|error: no (?<none2>pods|jobs|objects) .{0,40}found/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} asks the Kubernetes API for ${groups.object ? `${groups.kind} ${groups.object}` : 'objects by a selector'}, and no such object exists${groups.place ? ` in namespace ${groups.place}` : ''} (not found): ${whyMissing(groups.kind)}`,
    fixes: (groups, context) => [
      definition.test(groups.kind ?? '')
        ? inspect('see which definitions are installed', 'get', 'crd')
        : inspect('see what exists, in all namespaces', 'get', groups.kind ?? 'jobs,pods', '-A'),
      showCommand(context),
      edit(
        context,
        definition.test(groups.kind ?? '')
          ? 'install the operator or chart that brings the CRD first, or correct its name'
          : 'correct name, selector or namespace, or create the object before the pod',
      ),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'Error from server (NotFound): jobs.batch "migrate" not found',
      'Error from server (NotFound): customresourcedefinitions.apiextensions.k8s.io "locks.pkg.acme.io" not found',
      'error: no matching resources found',
      'No resources found in shop namespace.',
    ],
    lookAlikes: ['configmap "x" not found', 'npm ERR! 404 no matching version found'],
  },
  {
    id: 'kubernetes-no-such-kind',
    code: 'wait-object',
    category: 'dep-not-found',
    pattern:
      /server doesn't have a resource type "(?<kind>[^"]{1,100})"|no matches for kind "(?<kind2>[^"]{1,100})" in (?:version|group) "?(?<group>[^"\s]{0,100})|could not find the requested resource/,
    in: 'log',
    cause: (groups, context) =>
      `the cluster knows no resource ${groups.kind ?? 'of that kind'}${groups.group ? ` in ${groups.group}` : ''}, which ${context.container} asks for: its CustomResourceDefinition (CRD) is not installed, or its version is no longer served`,
    fixes: (_, context) => [
      inspect('see which definitions are installed', 'get', 'crd'),
      edit(context, 'install the operator that brings the CRD first, or use the version that is served'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'error: the server doesn\'t have a resource type "certificates"',
      'no matches for kind "ServiceMonitor" in version "monitoring.coreos.com/v1"',
    ],
    lookAlikes: ['Error from server (NotFound): jobs.batch "migrate" not found', 'unknown resource type in template'],
  },
  {
    id: 'kubernetes-api-unreachable',
    code: 'connection-timeout',
    category: 'network-blocked',
    pattern:
      /Unable to connect to the server: (?!x509|tls)(?<why>.{1,160})|(?:https?:\/\/)?(?<host>10\.96\.0\.1|10\.43\.0\.1|10\.100\.0\.1|172\.20\.0\.1|172\.30\.0\.1|kubernetes\.default(?:\.svc)?[\w.]{0,40}):443.{0,200}(?<why2>i\/o timeout|connection refused|no route to host|no such host|deadline exceeded|Connection timed out|Connection refused)|(?<host2>KUBERNETES_SERVICE_HOST).{0,60}timed? ?out|https:\/\/(?<host3>[\w.:[\]-]{1,100})\/(?:api\/v1\/(?:namespaces|nodes|pods|secrets|configmaps|services|endpoints)\b|apis\/[\w.-]{1,100}\/v\d)[^"]{0,300}\\?": .{0,200}(?<why3>i\/o timeout|connection refused|no route to host|no such host|deadline exceeded)/,
    in: 'log',
    cause: (groups, context) =>
      context.hostNetwork
        ? `${context.container} cannot reach the Kubernetes API server${groups.host ? ` at ${groups.host}` : ''} from the network of ${nodeOf(context)}${groups.why ? ` (${groups.why})` : ''}: kube-proxy does not serve that address there (it does not run on the node, or Cilium is to replace it), or a firewall stands between the node and the API servers`
        : `${context.container} cannot reach the Kubernetes API${groups.host ? ` at ${groups.host}` : ''}${groups.why ? ` (${groups.why})` : ''}: a NetworkPolicy blocks egress, the mesh redirects traffic before its proxy runs, or the address is wrong`,
    fixes: (_, context) =>
      context.hostNetwork
        ? [
            inspect(
              'see whether kube-proxy runs on that node, and its log',
              ...['get', 'pods', '-n', 'kube-system', '-l', 'k8s-app=kube-proxy', '-o', 'wide'],
            ),
            edit(
              context,
              'without kube-proxy give it the real address of the API server: k8sServiceHost and k8sServicePort in Cilium, KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT elsewhere; and open port 6443 from the nodes to the API servers',
            ),
            inspect('see the real address of the API', 'get', 'endpointslice', '-n', 'default'),
          ]
        : [
            inspect('see the NetworkPolicies of the namespace', 'get', 'networkpolicy', '-n', context.namespace, '-o', 'yaml'),
            inspect('see the address of the API', 'get', 'service,endpointslice', '-n', 'default'),
            edit(context, 'allow egress to the API servers (port 443 and 6443), or exclude that range from the mesh'),
          ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'Unable to connect to the server: dial tcp 10.96.0.1:443: i/o timeout',
      'Get "https://10.96.0.1:443/api/v1/namespaces/shop/pods": dial tcp 10.96.0.1:443: connect: connection refused',
    ],
    lookAlikes: ['Unable to connect to the server: x509: certificate signed by unknown authority', 'dial tcp 10.96.12.7:5432: i/o timeout'],
  },
  {
    id: 'kubernetes-certificate-pending',
    code: 'wait-object',
    category: 'tls',
    pattern:
      /[Ww]aiting for approval\. To approve, run ['"`]kubectl certificate approve (?<name>[\w.-]{1,253})|\bCSR: Pending|[Cc]ertificate [Ss]igning [Rr]equest (?<name2>[\w.-]{1,253}) (?:is |still )?(?:pending|not (?:yet )?approved)|waiting for (?:the )?(?:CSR|certificate signing request) (?<name3>[\w.-]{0,253})/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} waits for its CertificateSigningRequest${groups.name ? ` ${groups.name}` : ''}, which is pending: nobody has approved it, or no signer issues the certificate`,
    fixes: (groups, context) => [
      inspect('see which requests are pending', 'get', 'certificatesigningrequests'),
      groups.name
        ? mutate('approve it, if the request is right (needs the right to approve certificates)', 'certificate', 'approve', groups.name)
        : advise('approve it, if the request is right: kubectl certificate approve NAME'),
      edit(context, 'or let cert-manager issue the certificate, and name a signer that the cluster has'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      "Request sent, waiting for approval. To approve, run 'kubectl certificate approve shop.node.db-0'",
      '2026-05-04 09:00:00.112 CSR: Pending',
    ],
    lookAlikes: ['CSR approved', 'certificate approved by the owner'],
  },
];
