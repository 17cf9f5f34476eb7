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
      'a signature',
      {
        waiting: {
          reason: 'SignatureValidationFailed',
          message: 'image pull failed for x because the signature validation failed: Source image rejected',
        },
      },
      [/signature validation failed/],
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
    ['known words', backOff('ghcr.io/acme/tools:1.4: not found')],
    ['known words in the event', oldBackOff('toomanyrequests: rate limit')],
    [
      'a full volume of a container that runs',
      { waiting: { reason: 'CrashLoopBackOff' }, lastTerminated: { exitCode: 1, message: 'no space left on device' }, restarts: 1 },
    ],
  ],
});
