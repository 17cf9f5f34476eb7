import type { Code } from '../../codes.ts';
import { currentLog, describePod, docs, initSpec, run } from '../commands.ts';
import type { Page } from '../page.ts';

/** The init container waits for something else than a Service, or nobody can tell. */
export const otherWaitPages = {
  'wait-external': {
    title: 'it waits for a host outside the cluster',
    means: 'Nothing in the cluster tells whether that host answers. The pod, its node and the network between decide.',
    why: [
      'DNS does not know the name from inside the cluster, or a private zone is missing.',
      'A firewall, NAT, security group or egress policy blocks it, or it must be reached through a proxy.',
      'The host allows only certain addresses, or is down.',
    ],
    confirm: [
      run(
        'kubectl debug POD -n NAMESPACE -it --image=busybox -- sh',
        'in the network of the pod: nslookup HOST, then nc -w 5 HOST PORT; works while the pod is in init',
      ),
      run('kubectl get networkpolicies -n NAMESPACE', 'policies with egress rules'),
    ],
    fix: [
      'Open the way (egress policy, firewall, allow-list with the address that the cluster goes out by), or set HTTPS_PROXY and NO_PROXY on the init container.',
    ],
    prevent: ['Monitor that host from inside the cluster.'],
    link: docs('concepts/services-networking/network-policies'),
  },
  'wait-object': {
    title: 'it waits for a Kubernetes object that is missing or not done',
    means:
      'A Job, pod, Deployment, Secret or custom resource has not come to the state that the init container asks for (kubectl wait, k8s-wait-for).',
    why: [
      'The Job has failed, is suspended, or was removed after it was done (ttlSecondsAfterFinished, Helm hook).',
      'The name or namespace is wrong, or it is made only after this pod.',
      'Its ServiceAccount may not read it; some tools then wait silently.',
    ],
    confirm: [
      run('kubectl get KIND NAME -n NAMESPACE', 'is it there, and in which state'),
      run('kubectl auth can-i get KIND -n NAMESPACE --as=system:serviceaccount:NAMESPACE:ACCOUNT', 'may the pod read it'),
      currentLog('what the tool says'),
    ],
    fix: [
      'Mend or rerun the Job: delete it and apply it again.',
      'Wait for what the Job leaves behind (a schema version, a file) instead of for the Job.',
    ],
    prevent: ['Keep finished Jobs longer than a roll-out takes.'],
    link: docs('concepts/workloads/controllers/job'),
  },
  'wait-file': {
    title: 'it waits for a file that comes too late or never',
    means: 'The file would be written by a container that starts after this one, or by nobody.',
    why: [
      'The writer is an app container or a later init container: those wait for this one.',
      'The volume is not mounted here, or at another path.',
      'The writer is a sidecar that comes after it in the list.',
    ],
    confirm: [
      initSpec('path and volumeMounts of the one that waits'),
      describePod('the order of init containers, and who mounts the volume'),
    ],
    fix: [
      'Put the writer before it: as an earlier init container, or as a sidecar (restartPolicy: Always) earlier in the list.',
      'Or let the app wait for the file itself.',
    ],
    prevent: ['The order in initContainers is the order of work.'],
    link: docs('concepts/workloads/pods/init-containers'),
  },
  'wait-blocked': {
    title: 'a NetworkPolicy or the DNS settings block the wait',
    means: 'The target is ready, but packets of this pod do not get there. Blocked connections mostly time out, they are not refused.',
    why: [
      'An egress policy selects this pod and does not list the target, or forgets DNS (port 53, UDP and TCP).',
      'An ingress policy at the target does not list this pod or its namespace.',
      'hostNetwork without dnsPolicy: ClusterFirstWithHostNet, or dnsPolicy: Default: cluster names do not resolve.',
    ],
    confirm: [
      run('kubectl describe networkpolicies -n NAMESPACE', 'pod selector and rules; look in the namespace of the target too'),
      run('kubectl get pod POD -n NAMESPACE --show-labels', 'labels that the rules must match'),
    ],
    fix: [
      'Add the rule: labels, namespace, and the port of the pod, not that of the Service.',
      'Policies count at once; the next try passes.',
    ],
    prevent: ['Allow DNS in every egress policy. Remember: jobs and init have the labels of their pod.'],
    link: docs('concepts/services-networking/network-policies'),
  },
  'wait-without-end': {
    title: 'the wait has no limit, so its failure never shows',
    means: 'It loops until it succeeds. If the target never comes the pod stays at Init:N/M, without a restart, an error or an event.',
    why: [
      'An until or while loop without a counter.',
      'Kubernetes has no timeout for a single init container; only activeDeadlineSeconds of the whole pod.',
    ],
    confirm: [initSpec('the loop'), currentLog('the same line again and again')],
    fix: ['Put a limit around it: timeout 300 sh -c "until ...; do sleep 2; done". The failure then counts as restart, and alerts see it.'],
    prevent: ['Print what is waited for at every turn.'],
    link: docs('concepts/workloads/pods/init-containers'),
  },
  'wait-unreadable': {
    title: 'whether what it waits for is there could not be read',
    means: 'Your account may not look at the target, or the dump does not contain it. "Not allowed to look" is not "absent".',
    why: [
      'RBAC gives you no get or list there; secrets, nodes and volumes are not in the view role.',
      'The dump was taken of one namespace only.',
    ],
    confirm: [run('kubectl auth can-i list services -n NAMESPACE', 'and the same for endpointslices and pods')],
    fix: [
      'Ask somebody who may read it, or for the view role in that namespace.',
      run('kubectl create rolebinding NAME -n NAMESPACE --clusterrole=view --user=USER', 'what an administrator there can do'),
    ],
    prevent: ['Give people on call the view role where their services depend on others.'],
    link: docs('reference/access-authn-authz/rbac'),
  },
} as const satisfies Partial<Record<Code, Page>>;
