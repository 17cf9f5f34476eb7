import { diskFull } from '../../../../src/diagnosis/rules/files/disk-full.ts';
import { exited, specify } from '../container-facts.ts';

const full = exited(1, ['copying', "dd: error writing '/work/model.bin': No space left on device", '5+0 records out']);
const on = (volume: object) => ({
  ...full,
  container: { volumeMounts: [{ name: 'work', mountPath: '/work' }] },
  spec: { volumes: [{ name: 'work', ...volume }] },
});

specify(diskFull, {
  fires: [
    [
      'an emptyDir in memory with a limit',
      on({ emptyDir: { medium: 'Memory', sizeLimit: '5Mi' } }),
      [/emptyDir work at \/work lives in memory/, /sizeLimit of 5Mi/, /raise sizeLimit of emptyDir volume work above 5Mi/],
    ],
    ['an emptyDir in memory without', on({ emptyDir: { medium: 'Memory' } }), [/half the memory of the node/]],
    [
      'a claim',
      on({ persistentVolumeClaim: { claimName: 'models' } }),
      [/claim models, mounted at \/work, is full/, /kubectl get pvc models -n shop/],
    ],
    [
      'tar, which names files relative to where it unpacks',
      {
        ...on({ emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } }),
        logs: { setup: ['tar: europe/9/272.pbf: Cannot write: No space left on device'] },
      },
      [/cannot write to \/work/, /sizeLimit of 64Mi/],
    ],
  ],
  silent: [
    [
      'one of several volumes',
      {
        ...full,
        logs: { setup: ['tar: x: Cannot write: No space left on device'] },
        container: {
          volumeMounts: [
            { name: 'a', mountPath: '/a' },
            { name: 'b', mountPath: '/b' },
          ],
        },
        spec: {
          volumes: [
            { name: 'a', emptyDir: { medium: 'Memory' } },
            { name: 'b', emptyDir: {} },
          ],
        },
      },
    ],
    ['the disk of the node: the table of lines says it', on({ emptyDir: {} })],
    ['outside of any volume', full],
    [
      'watchers, no disk',
      {
        ...on({ emptyDir: { medium: 'Memory' } }),
        logs: { setup: ["ENOSPC: System limit for number of file watchers reached, watch '/work/a'"] },
      },
    ],
  ],
});
