import { imagePull } from '../../../../src/diagnosis/rules/images/image-pull.ts';
import { backOff, oldBackOff, specify } from '../container-facts.ts';

specify(imagePull, {
  fires: [
    [
      'no room on the node',
      backOff('failed to extract layer sha256:1: write /var/lib/containerd/x: no space left on device: unknown'),
      [/disk of node-1 is full/],
      'disk-full',
    ],
    ['words that nobody knows', backOff('blob unpacking went sideways'), [/blob unpacking went sideways/]],
    [
      'a layer that containerd lost',
      backOff(
        'failed to pull and unpack image "x": failed to extract layer sha256:59b1: failed to get reader from content store: content digest sha256:0692f389: not found',
      ),
      [/content store of containerd on node node-1 is incomplete/, /content digest sha256:0692f389: not found/, /crictl rmi/],
    ],
    [
      'a layer that a proxy cut off',
      backOff('failed to copy: httpReadSeeker: failed size validation: 1042 != 33554432: failed precondition'),
      [/not what the registry announced/, /proxy or cache/],
    ],
    [
      'Harbor holds back what its scan found, by status only',
      backOff('unexpected status from HEAD request to https://harbor.acme/v2/p/x/manifests/1: 412 Precondition Failed'),
      [/policy of its project \(vulnerabilities/, /412 Precondition Failed/],
    ],
    [
      'the same with its words, through CRI-O',
      backOff(
        'reading manifest 1 in harbor.acme/p/x: unknown: current image with 3 vulnerabilities cannot be pulled due to configured policy in \'Prevent images with vulnerability severity of "High" or higher from running.\'',
      ),
      [/current image with 3 vulnerabilities/, /exception to the policy/],
    ],
    [
      'a signature',
      {
        waiting: {
          reason: 'SignatureValidationFailed',
          message: 'image pull failed for x because the signature validation failed: Source image rejected',
        },
      },
      [/signature validation failed/, /accepts no image without a valid signature/],
    ],
    [
      'the event has gone (up to 1.31)',
      { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image "x"' } },
      [/does not say why/],
    ],
    [
      'an old manifest',
      oldBackOff(
        'rpc error: code = Unknown desc = unsupported manifest media type application/vnd.docker.distribution.manifest.v1+prettyjws',
      ),
      [/unsupported manifest media type/],
    ],
  ],
  silent: [
    [
      'an image whose name speaks of it',
      backOff('ghcr.io/acme/vulnerability-policy:412: not found', 'ghcr.io/acme/vulnerability-policy:412'),
    ],
    ['known words', backOff('ghcr.io/acme/tools:1.4: not found')],
    ['known words in the event', oldBackOff('toomanyrequests: rate limit')],
    [
      'a full volume of a container that runs',
      { waiting: { reason: 'CrashLoopBackOff' }, lastTerminated: { exitCode: 1, message: 'no space left on device' }, restarts: 1 },
    ],
  ],
});
