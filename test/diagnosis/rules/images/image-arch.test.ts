import { imageArch } from '../../../../src/diagnosis/rules/images/image-arch.ts';
import { backOff, oldBackOff, specify } from '../container-facts.ts';

const node = (architecture: string, operatingSystem = 'linux') => ({
  kind: 'Node',
  metadata: { name: 'node-1' },
  status: { nodeInfo: { architecture, operatingSystem } },
});
const noMatch = 'failed to pull and unpack image "ghcr.io/acme/tools:1.4": no match for platform in manifest: not found';

specify(imageArch, {
  fires: [
    [
      'containerd on arm64',
      { ...backOff(noMatch), objects: [node('arm64')] },
      [/no build for linux\/arm64/, /node-1/, /kubernetes\.io\/arch=amd64/, /multi-arch/],
    ],
    [
      'up to 1.31, node may not be read',
      { ...oldBackOff(`rpc error: code = NotFound desc = ${noMatch}`), denied: ['Node'] },
      [/platform of that node/],
    ],
    [
      'CRI-O',
      backOff(
        'choosing an image from manifest list docker://ghcr.io/acme/tools:1.4: no image found in manifest list for architecture "arm64", variant "v8", OS "linux"',
      ),
      [/no build/],
    ],
    ['docker', backOff('Error response from daemon: no matching manifest for linux/arm64/v8 in the manifest list entries'), [/no build/]],
    [
      'windows',
      { ...backOff('no matching manifest for windows/amd64 10.0.20348 in the manifest list entries'), objects: [node('amd64', 'windows')] },
      [/windows\/amd64/, /kubernetes\.io\/os=linux/],
    ],
    [
      'an injected Linux container on a Windows node',
      {
        container: { name: 'linkerd-init', image: 'cr.l5d.io/linkerd/proxy-init:v2' },
        ...backOff(noMatch),
        objects: [node('amd64', 'windows')],
      },
      [/injected by Linkerd/, /linkerd\.io\/inject: disabled/],
    ],
  ],
  silent: [
    ['not found', backOff('ghcr.io/acme/arm64:1: not found')],
    [
      'an image that was pulled and cannot run',
      { waiting: { reason: 'CrashLoopBackOff' }, lastTerminated: { exitCode: 255, message: 'exec format error' }, restarts: 1 },
    ],
    ['refused', backOff('401 Unauthorized')],
  ],
});
