import type { Code } from '../../codes.ts';
import { deletePod, docs, podEvents, run } from '../commands.ts';
import type { Page } from '../page.ts';

/** The image of an init container does not come. */
export const imagePages = {
  'image-not-found': {
    title: 'the registry has no such image, tag or digest',
    means: 'The registry was reached and answered: not found (manifest unknown).',
    why: [
      'A typo in repository or tag, or a tag that was never pushed, or was removed by a clean-up policy.',
      'A missing registry host: without one the image is looked for on docker.io.',
      'The digest belongs to another repository. Some registries say "not found" of private images too.',
    ],
    confirm: [
      podEvents('the image name in "Failed to pull image", letter for letter'),
      run(
        'kubectl run probe -n NAMESPACE --rm -it --restart=Never --image=IMAGE --command -- true',
        'try a corrected name from inside the cluster',
      ),
    ],
    fix: [
      run(
        'kubectl set image KIND/NAME -n NAMESPACE CONTAINER=IMAGE:TAG',
        'works for init containers by their name; a running pod takes a new image as well',
      ),
      'Or push the missing tag. The next attempt then finds it: after 10 s, 20 s, 40 s, up to 5 minutes.',
    ],
    prevent: ['Deploy by digest or by a tag that the same pipeline has just pushed.'],
    link: docs('concepts/containers/images'),
  },
  'image-auth': {
    title: 'the registry wants credentials, or refuses those it gets',
    means: 'Unauthorized (401), denied or forbidden (403). Docker Hub says "pull access denied" of images that do not exist as well.',
    why: [
      'No imagePullSecrets on pod or ServiceAccount, or a Secret of that name is not in this namespace. A missing one does not fail the pod, it only warns.',
      'The Secret is for another host, has the wrong type, or its token has expired (ECR: 12 hours).',
      'The identity of the node has no right to the cloud registry.',
    ],
    confirm: [
      podEvents('FailedToRetrieveImagePullSecret names Secrets that are missing'),
      run(
        `kubectl get pod POD -n NAMESPACE -o jsonpath='{.spec.imagePullSecrets}'`,
        'what the pod uses, those of its ServiceAccount included',
      ),
      run('kubectl get secrets -n NAMESPACE --field-selector type=kubernetes.io/dockerconfigjson', 'what there is'),
    ],
    fix: [
      run(
        'kubectl create secret docker-registry NAME -n NAMESPACE --docker-server=HOST --docker-username=USER --docker-password=PASSWORD',
        'make the Secret',
      ),
      run(
        `kubectl patch serviceaccount ACCOUNT -n NAMESPACE -p '{"imagePullSecrets":[{"name":"NAME"}]}'`,
        'for all later pods of that account; existing pods must be recreated',
      ),
    ],
    prevent: ['Use the credential provider of the cloud, or renew the Secrets by a controller.'],
    link: docs('tasks/configure-pod-container/pull-image-private-registry'),
  },
  'image-rate-limit': {
    title: 'the registry answers 429: too many pulls',
    means: 'The registry limits pulls by address or account, and the limit is used up. Waiting helps, until the next rush.',
    why: [
      'Anonymous pulls from Docker Hub: all pods behind one NAT address share one limit.',
      'A roll-out to many nodes, or imagePullPolicy: Always, which asks the registry at every start.',
    ],
    confirm: [podEvents('toomanyrequests or 429 in "Failed to pull image"')],
    fix: [
      'Pull with an account: imagePullSecrets raise the limit and make it your own.',
      'Pull from a mirror: a pull-through cache, or a copy in your own registry.',
      'Or wait: each pull is retried at least every 5 minutes.',
    ],
    prevent: ['Mirror public images. Use fixed tags with imagePullPolicy: IfNotPresent.'],
    link: docs('concepts/containers/images'),
  },
  'image-name': {
    title: 'the image name is invalid, no registry was asked',
    means: 'InvalidImageName: the text cannot be read as an image reference.',
    why: [
      'Capitals in the repository, blanks, a scheme (https://), two tags, an empty tag (app:).',
      'A template variable that was not filled in: ${TAG}, {{ .Values.tag }}, <no value>.',
    ],
    confirm: [
      run(
        `kubectl get pod POD -n NAMESPACE -o jsonpath='{range .spec.initContainers[*]}[{.image}]{"\\n"}{end}'`,
        'the exact text; the brackets show blanks',
      ),
    ],
    fix: [run('kubectl set image KIND/NAME -n NAMESPACE CONTAINER=IMAGE:TAG', 'a valid name in the workload; waiting does not help')],
    prevent: ['Render templates in CI and fail on unset values (required in Helm, helm lint --strict).'],
    link: docs('concepts/containers/images'),
  },
  'image-never': {
    title: 'imagePullPolicy is Never, and the image is not there',
    means: 'ErrImageNeverPull: the kubelet is told not to pull. It looks again every 10 to 15 seconds, so loading the image heals it.',
    why: [
      'The image was built or loaded on another node, or under another name (localhost/, docker.io/library/).',
      'The node was replaced, or garbage collection removed the image.',
      'From 1.35: the image is there, but the credentials of this pod may not use it.',
    ],
    confirm: [
      run(`kubectl get pod POD -n NAMESPACE -o jsonpath='{.spec.nodeName}'`, 'which node'),
      run(`kubectl get node NODE -o jsonpath='{.status.images[*].names}'`, 'images on it; only the 50 largest are listed by default'),
    ],
    fix: [
      'Load it on that node: kind load docker-image, minikube image load, ctr -n k8s.io images import.',
      'Or set imagePullPolicy: IfNotPresent and put the image in a registry.',
    ],
    prevent: ['Keep Never for development clusters.'],
    link: docs('concepts/containers/images'),
  },
  'image-arch': {
    title: 'the image has no build for the platform of the node',
    means: 'The registry has the image, but not for this processor or operating system ("no match for platform in manifest").',
    why: [
      'The image is built for amd64 only and the node is arm64, or the reverse.',
      'A Linux image on a Windows node, or a Windows image of another Windows version.',
    ],
    confirm: [
      run('kubectl get nodes -L kubernetes.io/arch,kubernetes.io/os', 'platform of each node'),
      podEvents('the words of the runtime, with the platform it looked for'),
    ],
    fix: [
      'Build and push for all platforms (docker buildx build --platform), or choose an image that has them.',
      'Until then: nodeSelector kubernetes.io/arch or kubernetes.io/os.',
    ],
    prevent: ['Check new images with docker manifest inspect before mixing node types.'],
    link: docs('concepts/scheduling-eviction/assign-pod-node'),
  },
  'image-network': {
    title: 'the node cannot reach the registry',
    means:
      'Name not found, connection refused, timeout or 5xx between node and registry. The network of the node counts, not that of the pod.',
    why: [
      'DNS of the node fails, no route, no NAT, or a firewall or proxy in between.',
      'The proxy of the container runtime is not set or wrong; variables of the pod do not matter here.',
      'The registry is down. A registry that runs inside the cluster cannot be found by a Service name from the node.',
    ],
    confirm: [
      podEvents('the host and the words: no such host, i/o timeout, connection refused'),
      run('kubectl debug node/NODE -it --image=busybox -- nslookup HOST', 'DNS as the node sees it (the pod uses the host network)'),
      run('kubectl get events -A --field-selector reason=Failed', 'one node, one registry or all'),
    ],
    fix: ['Ask those who run the nodes or the network. Pulls are retried by themselves, at least every 5 minutes.'],
    prevent: ['Keep a mirror near the nodes; monitor pulls from each of them.'],
    link: docs('concepts/containers/images'),
  },
  'image-tls': {
    title: 'the container runtime does not trust the registry',
    means: 'x509 errors, or "server gave HTTP response to HTTPS client". It is about the runtime on the node, not about the pod.',
    why: [
      'A private CA that the nodes do not know, an expired certificate, or one for another name.',
      'A registry without TLS that the runtime is not told to accept.',
      'The clock of the node is wrong.',
    ],
    confirm: [
      podEvents('x509: ... says which: unknown authority, expired, not valid for'),
      run('kubectl get events -A --field-selector reason=Failed', 'does it happen on all nodes, and with all images of that registry'),
    ],
    fix: [
      'Add the CA on every node: containerd /etc/containerd/certs.d/HOST/hosts.toml, CRI-O /etc/containers/certs.d/HOST/.',
      'Renew the certificate of the registry, with its full chain and the right names.',
    ],
    prevent: ['Alert on certificates weeks before they expire; configure CAs where nodes are made.'],
    link: docs('concepts/containers/images'),
  },
  'image-pull': {
    title: 'the image cannot be pulled, for another reason',
    means:
      'The pull fails; the words of the runtime are quoted. From 1.32 ImagePullBackOff repeats them, before that only events have them.',
    why: [
      'A damaged or unsupported manifest, a layer that fails its check, an interrupted download.',
      'No room on the node for the layers.',
      'An image volume whose image does not come shows on the container that mounts it (1.31 and later).',
    ],
    confirm: [
      podEvents('the full text of "Failed to pull image"'),
      run('kubectl describe node NODE', 'DiskPressure, and events of image garbage collection'),
    ],
    fix: [
      'Try the same image on another node: fails there as well, it is the image; otherwise the node.',
      deletePod('the new pod starts without the back-off of this one, perhaps elsewhere'),
    ],
    prevent: ['Push images with current tools, and keep room on the image file system.'],
    link: docs('concepts/containers/images'),
  },
  'slow-pull': {
    title: 'the image is still being pulled, and nothing has failed',
    means: 'Pulling without Pulled or Failed. The pod shows Init:N/M or PodInitializing meanwhile. Waiting helps.',
    why: [
      'A large image, a slow link to the registry, or a slow disk.',
      'The kubelet pulls one image at a time by default (serializeImagePulls): another pull is before it.',
    ],
    confirm: [
      podEvents('when Pulling came; from 1.30 Pulled tells the size, and the time spent waiting in the queue'),
      run('kubectl get events -A --field-selector reason=Pulling', 'who else pulls on that node'),
    ],
    fix: ['Wait: nothing is broken yet.', 'If it never ends: look at node disk and network, then try on another node.'],
    prevent: ['Smaller images, a registry in the same region, images preloaded on nodes, parallel pulls (maxParallelImagePulls).'],
    link: docs('concepts/containers/images'),
  },
} as const satisfies Partial<Record<Code, Page>>;
