import { advise, inspect } from '../../words/commands.ts';
import { imageParts } from '../image-parts.ts';
import { askNodeOwner, edit, nodeOf, recreate, showEvents } from '../remedies.ts';
import type { Signature } from '../signature.ts';

/** What is wrong with an image that the registry has: another platform, an old format, a damaged layer, a missing signature. */
export const registryContent: readonly Signature[] = [
  {
    id: 'image-windows',
    code: 'image-arch',
    category: 'image-arch',
    pattern:
      /no matching manifest for (?<platform>windows\/[^\s]{1,30}(?: [\d.]{1,20})?)|(?:operating system|platform) (?:of the image )?does not match the host|image operating system "(?<platform2>\w{1,20})" cannot be used on this platform|a Windows version \S{1,30}-based image is incompatible/i,
    in: 'message',
    cause: (groups, context) =>
      `the image ${context.image} does not fit the operating system of ${nodeOf(context)}${groups.platform ? ` (${groups.platform})` : ''}: Linux and Windows (and Windows releases) need images of their own`,
    fixes: (_, context) => [
      inspect('see the operating system of the nodes', 'get', 'nodes', '-L', 'kubernetes.io/os,node.kubernetes.io/windows-build'),
      edit(
        context,
        'set nodeSelector kubernetes.io/os to the platform of the image, or use an image built for it; where a webhook injects a Linux-only container, switch the injection off for Windows pods',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'no matching manifest for windows/amd64 10.0.17763 in the manifest list entries',
      'image operating system "linux" cannot be used on this platform: operating system is not supported',
    ],
    lookAlikes: ['no matching manifest for linux/arm64/v8 in the manifest list entries', 'no match for platform in manifest: not found'],
  },
  {
    id: 'image-other-platform',
    code: 'image-arch',
    category: 'image-arch',
    pattern:
      /no match for platform in manifest|no (?:image found in (?:manifest list|image index)|matching manifest|manifest found) for (?:architecture )?"?(?<platform>[\w/]{1,40})|does not match the specified platform|does not provide the specified platform|image platform .{0,60}does not match/,
    in: 'message',
    cause: (groups, context) =>
      `the image ${context.image} does not exist for the platform of ${nodeOf(context)}${groups.platform ? ` (${groups.platform})` : ''}: no manifest matches its operating system and CPU architecture (such as arm64, amd64, windows)`,
    fixes: (_, context) => [
      inspect('see architecture and operating system of the nodes', 'get', 'nodes', '-L', 'kubernetes.io/arch,kubernetes.io/os'),
      edit(
        context,
        'use a multi-arch image, or set nodeSelector kubernetes.io/arch (kubernetes.io/os) to what the image is built for; a Linux-only injected container must not go to Windows nodes',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'failed to pull and unpack image "docker.io/acme/app:1": no match for platform in manifest: not found',
      'choosing image instance: no image found in manifest list for architecture "arm64", variant "v8", OS "linux"',
      'no matching manifest for linux/arm64/v8 in the manifest list entries',
    ],
    lookAlikes: ['docker.io/acme/app:1: not found', 'no matching resources found'],
  },
  {
    id: 'image-old-format',
    code: 'image-pull',
    category: 'image-not-found',
    pattern:
      /manifest\.v1\+(?:prettyjws|json)|schema ?(?:version )?1.{0,80}(?:not supported|no longer|deprecat)|unsupported manifest (?:media type|format)|unexpected media type (?<type>\S{1,100})|unsupported media ?type (?<type2>\S{1,100})|media type "(?<type3>[^"]{1,100})" is (?:not|no longer) supported/i,
    in: 'message',
    cause: (groups, context) =>
      `what ${imageParts(context.image).host} returns for ${context.image} is not an image that the runtime can read${groups.type ? ` (media type ${groups.type})` : ' (old manifest schema 1)'}`,
    fixes: (_, context) => [
      showEvents(context, 'read the whole message: text/html means that a proxy or login page answered in place of the registry'),
      advise(`build and push ${context.image} again with a current tool (schema 2 or OCI), or pull a newer tag`),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'media type "application/vnd.docker.distribution.manifest.v1+prettyjws" is no longer supported since containerd v2.1, please rebuild the image',
      'failed to resolve reference "registry.test/app:1": unexpected media type text/html for sha256:1: not found',
    ],
    lookAlikes: ['curl: (22) The requested URL returned error: 415 Unsupported', 'manifest unknown'],
  },
  {
    id: 'image-damaged',
    code: 'image-pull',
    category: 'image-network',
    pattern:
      /failed size validation|unexpected commit digest|failed to extract layer|invalid tar header|short read: expected|gzip: invalid (?:header|checksum)|layers from manifest don't match|filesystem layer verification failed|error creating layer|blob sha256:\w{1,64} expected at .{1,200}no such file|content digest sha256:\w{1,64}: not found/,
    in: 'message',
    cause: (_, context) =>
      `a layer of the image ${context.image} is damaged on its way or on ${nodeOf(context)}: what arrives is not what the manifest says`,
    fixes: (_, context) => [
      showEvents(context, 'see whether other nodes pull it'),
      askNodeOwner(
        context,
        `to remove the broken copy there (crictl rmi ${imageParts(context.image).repository}) and to check proxy, disk and clock`,
      ),
      recreate(context, 'delete the pod, so that it may start on another node'),
      advise('push the image again if it fails on every node'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'failed to copy: failed commit on ref "layer-sha256:1": "layer-sha256:1" failed size validation: 1024 != 2048: failed precondition',
      'failed to pull and unpack image "docker.io/acme/app:1": failed to extract layer sha256:1: mount callback failed: archive/tar: invalid tar header: unknown',
    ],
    lookAlikes: ['write /var/lib/x: no space left on device', 'tar: invalid option -- z'],
  },
  {
    id: 'image-signature',
    code: 'image-pull',
    category: 'image-auth',
    pattern:
      /signature validation failed|Source image rejected|image rejected by policy|A signature was required, but no signature exists|not allowed by policy/,
    in: 'message',
    cause: (_, context) => `the signature policy of ${nodeOf(context)} rejects ${context.image}: it is not signed as the policy demands`,
    fixes: (_, context) => [
      showEvents(context, 'read which rule of the policy it is'),
      advise('pull the signed image, or have it signed'),
      askNodeOwner(context, 'to correct /etc/containers/policy.json if the image is to be allowed'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'image pull failed for registry.test/app:1 because the signature validation failed: Source image rejected: A signature was required, but no signature exists',
      'Source image rejected: Running image docker://registry.test/app:1 is rejected by policy.',
    ],
    lookAlikes: ['x509: certificate signed by unknown authority', 'pods "x" is forbidden: violates PodSecurity'],
  },
  {
    id: 'image-never-pulled',
    code: 'image-never',
    category: 'image-never',
    pattern: /is not present with pull policy of Never/,
    in: 'message',
    cause: (_, context) => `the image ${context.image} is not present on ${nodeOf(context)}, and imagePullPolicy Never forbids to pull it`,
    fixes: (_, context) => [
      inspect(
        'see which images the node has',
        'get',
        'nodes',
        ...(context.node ? [context.node] : []),
        '-o',
        'jsonpath={..status.images[*].names}',
      ),
      edit(
        context,
        'set imagePullPolicy IfNotPresent, or load the image on every node (kind load docker-image, minikube image load, ctr -n k8s.io images import)',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'Container image "app:dev" is not present with pull policy of Never',
      'ErrImageNeverPull: Container image "registry.test/app:1" is not present with pull policy of Never',
    ],
    lookAlikes: ['Back-off pulling image "app:dev"', 'never pulled a message'],
  },
];
