import { docs, initSpec, podEvents, run } from '../commands.ts';
import type { StatusPage } from './status-page.ts';

const link = docs('concepts/containers/images');

/** The image of an init container, or an image that it mounts, does not come. */
export const imageStatuses: readonly StatusPage[] = [
  {
    name: 'Init:ErrImagePull',
    also: /^errimagepull$/i,
    page: {
      title: 'a pull has just failed',
      means: 'The message is that of the runtime and tells the cause. A moment later it becomes Init:ImagePullBackOff.',
      why: [
        'No such tag, no credentials, too many pulls, no network, no trust, or no build for this platform.',
        'From 1.31 it may be an image volume that does not come, while the image of the container is fine.',
      ],
      confirm: [podEvents('Failed to pull image: the end of the line is the cause')],
      fix: [run('kubectl initdoctor describe POD -n NAMESPACE', 'names the cause and what to do about it')],
      prevent: ['Check in CI that every image of a release can be pulled.'],
      link,
      see: ['image-not-found', 'image-auth', 'image-rate-limit', 'image-network', 'image-tls', 'image-arch'],
    },
  },
  {
    name: 'Init:ImagePullBackOff',
    page: {
      title: 'pulls fail, with pauses between',
      means: 'A pause between pulls, not a cause: 10 s, 20 s, 40 s, up to 5 minutes after the latest failure, by pod and image.',
      why: ['See the failure before it. From 1.32 the message repeats it; up to 1.31 only events have it, and those are kept an hour.'],
      confirm: [
        podEvents('the latest "Failed to pull image"'),
        run(
          `kubectl get pod POD -n NAMESPACE -o jsonpath='{.status.initContainerStatuses[*].state.waiting.message}'`,
          'from 1.32 on with the cause',
        ),
      ],
      fix: [
        run('kubectl set image KIND/NAME -n NAMESPACE CONTAINER=IMAGE:TAG', 'a wrong name'),
        'Otherwise mend credentials or network, and wait; or delete the pod to try at once.',
      ],
      prevent: ['Mirror what you depend on.'],
      link,
      see: ['image-not-found', 'image-auth', 'image-rate-limit', 'image-network', 'image-tls', 'image-arch'],
    },
  },
  {
    name: 'Init:InvalidImageName',
    also: /^invalidimagename$/i,
    page: {
      title: 'the image name is not valid',
      means: 'The text is no image reference, so nothing is pulled. It never heals by itself.',
      why: ['Capitals, blanks, a scheme, an empty tag, or a template variable left in.'],
      confirm: [initSpec('the field image')],
      fix: ['Correct it in the workload: [HOST[:PORT]/]REPOSITORY[:TAG][@DIGEST], the repository in small letters.'],
      prevent: ['Fail the rendering of templates on unset values.'],
      link,
      see: ['image-name'],
    },
  },
  {
    name: 'Init:ErrImageNeverPull',
    also: /^errimageneverpull$/i,
    page: {
      title: 'not on the node, and must not be pulled',
      means: 'imagePullPolicy: Never. From 1.35 it also appears when the image is there but the credentials of this pod may not use it.',
      why: ['The pod landed on a node without the image, or the node cleaned it up.'],
      confirm: [run('kubectl get pod POD -n NAMESPACE -o wide', 'the node'), initSpec('image and imagePullPolicy')],
      fix: ['Load the image there, or set IfNotPresent. It is looked for again every 10 to 15 seconds.'],
      prevent: ['Do not use Never in shared clusters.'],
      link,
      see: ['image-never'],
    },
  },
  {
    name: 'Init:ImageInspectError',
    also: /^imageinspecterror$/i,
    page: {
      title: 'the runtime cannot look the image up',
      means: 'Looking up the image on the node failed. No pull is tried.',
      why: ['Runtime overloaded, restarting or with a damaged image store; disk of the node in trouble.'],
      confirm: [podEvents('InspectFailed and its message'), run('kubectl describe node NODE', 'conditions of the node')],
      fix: ['Restart or mend the runtime of that node, or let the pod run elsewhere: cordon the node, delete the pod.'],
      prevent: ['Watch disk and runtime of nodes.'],
      link: docs('tasks/debug/debug-cluster/crictl'),
    },
  },
  {
    name: 'Init:RegistryUnavailable',
    also: /^registryunavailable$/i,
    page: {
      title: 'the registry refuses connections (CRI-O)',
      means: 'CRI-O says this instead of ErrImagePull when nobody listens at the address of the registry.',
      why: ['The registry or the proxy before it is down, or host or port is wrong.'],
      confirm: [podEvents('the address'), run('kubectl debug node/NODE -it --image=busybox -- nc -w 5 HOST PORT', 'as seen from the node')],
      fix: ['Bring the registry up; the pull is retried by itself.'],
      prevent: ['A registry that does not depend on the cluster which pulls from it.'],
      link,
      see: ['image-network'],
    },
  },
  {
    name: 'Init:SignatureValidationFailed',
    also: /^signaturevalidationfailed$/i,
    page: {
      title: 'its signature is not accepted (CRI-O)',
      means: 'The policy of the node (/etc/containers/policy.json) wants a signature that the image does not have.',
      why: [
        'The image is not signed, or signed by another key or identity.',
        'The policy changed, or signatures were not copied to the mirror.',
      ],
      confirm: [podEvents('which image and which check')],
      fix: ['Sign the image, or copy it with its signatures. Ask the owner of the policy before loosening it.'],
      prevent: ['Sign in the pipeline that pushes.'],
      link,
    },
  },
];
