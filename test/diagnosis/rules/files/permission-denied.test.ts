import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathInRefusal } from '../../../../src/diagnosis/files/refused-path.ts';
import { permissionDenied } from '../../../../src/diagnosis/rules/files/permission-denied.ts';
import { exited, specify } from '../container-facts.ts';

const at = (mountPath: string, more: object = {}) => ({ volumeMounts: [{ name: 'v', mountPath, ...more }] });
const volume = (source: object, pod: object = {}) => ({ volumes: [{ name: 'v', ...source }], ...pod });
const emptyDir = { emptyDir: {} };

specify(permissionDenied, {
  fires: [
    [
      'a read-only root file system',
      {
        ...exited(1, ["sh: can't create /etc/app.conf: Read-only file system"]),
        container: { securityContext: { readOnlyRootFilesystem: true } },
      },
      [/\/etc\/app\.conf/, /readOnlyRootFilesystem/, /emptyDir/],
      'read-only',
    ],
    [
      'a read-only root file system, and no volume over what every program looks into',
      {
        ...exited(1, ["sh: can't create /etc/app.conf: Read-only file system"]),
        container: { securityContext: { readOnlyRootFilesystem: true } },
      },
      [/directory of its own with an emptyDir volume on it \(one on \/etc would hide/],
      'read-only',
    ],
    [
      'a read-only root file system, and a directory of the program',
      {
        ...exited(1, ["sh: can't create /data/app.conf: Read-only file system"]),
        container: { securityContext: { readOnlyRootFilesystem: true } },
      },
      [/mount an emptyDir volume where \S+ writes \(\/data;/],
      'read-only',
    ],
    [
      'chown of a ConfigMap',
      {
        ...exited(1, ['chown: /conf/a: Read-only file system']),
        container: at('/conf'),
        spec: volume({ configMap: { name: 'settings' } }),
      },
      [/mount of ConfigMap settings/, /always read-only/],
      'read-only',
    ],
    [
      'root on a directory of the host',
      {
        ...exited(1, ["mkdir: cannot create directory '/state/spool': Permission denied"]),
        container: { ...at('/state'), securityContext: { runAsUser: 0 } },
        spec: volume({ hostPath: { path: '/var/lib/agent' } }),
      },
      [/SELinux/, /privileged: true/, /container_file_t/],
      'permission-denied',
    ],
    [
      'root without the right to look into directories of others',
      {
        ...exited(1, ['chown: /data/csv: Permission denied']),
        container: { ...at('/data'), securityContext: { runAsUser: 0, capabilities: { add: ['CHOWN'], drop: ['ALL'] } } },
        spec: volume({ persistentVolumeClaim: { claimName: 'data' } }),
      },
      [/DAC_OVERRIDE/, /drop: ALL/],
      'not-permitted',
    ],
    [
      'what the init container before wrote as another user',
      {
        ...exited(1, ["cat: can't open '/keys/key': Permission denied"]),
        container: { ...at('/keys'), securityContext: { runAsUser: 1000 } },
        spec: {
          ...volume(emptyDir),
          initContainers: [
            { name: 'write', ...at('/keys') },
            { name: 'setup', ...at('/keys'), securityContext: { runAsUser: 1000 } },
          ],
        },
        status: {
          initContainerStatuses: [
            { name: 'write', ready: true, restartCount: 0, state: { terminated: { exitCode: 0, reason: 'Completed' } } },
            {
              name: 'setup',
              restartCount: 4,
              state: { waiting: { reason: 'CrashLoopBackOff' } },
              lastState: { terminated: { exitCode: 1, reason: 'Error' } },
            },
          ],
        },
      },
      [/init container write, which ran before/, /chown -R 1000 \/keys/],
      'permission-denied',
    ],
    [
      'a user without a home directory',
      {
        ...exited(255, ['error: could not lock config file //.gitconfig: Permission denied']),
        container: { securityContext: { runAsUser: 1337 } },
      },
      [/\/\.gitconfig/, /HOME is \//, /"name":"HOME"/],
      'permission-denied',
    ],
    [
      'the list of users, which group root may write in images for arbitrary uids',
      {
        ...exited(1, ['{"msg":"FATAL: can\'t add user","error":"open /etc/passwd: permission denied"}']),
        container: { securityContext: { runAsUser: 50000 } },
      },
      [/runAsGroup: 0/],
      'permission-denied',
    ],
    [
      'packages of the image, which no volume may hide',
      {
        ...exited(1, [
          "Error: Can't write to /app/node_modules/@prisma/engines please make sure you install it with the right permissions.",
        ]),
        container: { securityContext: { runAsUser: 65534 } },
      },
      [/it cannot write there/, /give \/app\/node_modules\/@prisma to uid 65534 when the image is built/, /would hide what the image has/],
      'permission-denied',
    ],
    [
      'a copy that keeps owner and times',
      {
        ...exited(1, ["cp: preserving times for '/agent/.': Operation not permitted"]),
        container: { ...at('/agent'), securityContext: { runAsUser: 101 } },
        spec: volume(emptyDir),
      },
      [/preserve owner and times of \/agent /, /cp -r in place of cp -a/, /uid 101/],
      'not-permitted',
    ],
    [
      'a mount that only the app has',
      {
        ...exited(1, ["mkdir: cannot create directory '/srv/certs/a': Permission denied"]),
        spec: {
          securityContext: { runAsUser: 1000 },
          volumes: [{ name: 'v', emptyDir: {} }],
          containers: [{ name: 'app', image: 'x', ...at('/srv/certs', { subPath: 'certs' }) }],
        },
      },
      [/container app mounts emptyDir v at \/srv\/certs with subPath certs/, /"subPath":"certs"/],
      'permission-denied',
    ],
    [
      'root owns the directory in the image',
      { ...exited(1, ['touch: /opt/x/a: Permission denied']), container: { securityContext: { runAsUser: 1000 } } },
      [/uid 1000/, /\/opt\/x/],
    ],
    [
      'in words of the program',
      {
        ...exited(1, ['Error: Can\'t write to /app/engines please make sure you install "it" with the right permissions.']),
        container: { securityContext: { runAsUser: 65534 } },
      },
      [/uid 65534/, /\/app in image/],
    ],
    [
      'a claim without fsGroup',
      {
        ...exited(1, ["PermissionError: [Errno 13] Permission denied: '/data/x'"]),
        container: { ...at('/data'), securityContext: { runAsUser: 1000 } },
        spec: volume({ persistentVolumeClaim: { claimName: 'data' } }),
      },
      [/claim data/, /no fsGroup/, /"fsGroup":1000/],
    ],
    [
      'chown by an ordinary user',
      {
        ...exited(1, ["chown: changing ownership of '/data': Operation not permitted"]),
        container: { ...at('/data'), securityContext: { runAsUser: 1000 } },
        spec: volume(emptyDir),
      },
      [/only root may change owners/],
      'not-permitted',
    ],
    [
      'chown on NFS',
      {
        ...exited(1, ["chown: changing ownership of '/data': Operation not permitted"]),
        container: at('/data'),
        spec: volume({ nfs: { server: 's', path: '/' } }),
      },
      [/root_squash/],
    ],
    [
      'chown without the capability',
      {
        ...exited(1, ['chown: /data: Operation not permitted']),
        container: { ...at('/data'), securityContext: { capabilities: { drop: ['ALL'] } } },
        spec: volume(emptyDir),
      },
      [/CHOWN is dropped/],
    ],
    [
      'a hostPath',
      { ...exited(1, ['mkdir /data/x: permission denied']), container: at('/data'), spec: volume({ hostPath: { path: '/mnt/x' } }) },
      [/fsGroup has no effect/],
    ],
    [
      'mounted readOnly',
      { ...exited(1, ['touch: /data/x: Read-only file system']), container: at('/data', { readOnly: true }), spec: volume(emptyDir) },
      [/readOnly: true/, /"readOnly":false/],
    ],
    [
      'a file that may not be read, on a mount that is readOnly besides',
      {
        ...exited(1, ["cp: cannot open '/host/kubelet.conf' for reading: Permission denied"]),
        container: { ...at('/host', { readOnly: true }), securityContext: { runAsUser: 0 } },
        spec: volume({ hostPath: { path: '/etc/kubernetes' } }),
      },
      [/SELinux/, /container_file_t/],
    ],
    [
      'a key of a Secret for root only',
      {
        ...exited(1, ["Error: EACCES: permission denied, open '/keys/id'"]),
        container: { ...at('/keys'), securityContext: { runAsUser: 1000 } },
        spec: volume({ secret: { secretName: 'keys', defaultMode: 256 } }),
      },
      [/mode 0400/, /defaultMode: 0444/],
    ],
  ],
  silent: [
    [
      'a warning that something else is used',
      {
        ...exited(1, ['warning Skipping preferred cache folder "/none/.cache" because it is not writable.', 'error Command failed']),
        container: { securityContext: { runAsUser: 1000 } },
      },
    ],
    [
      'a full disk',
      { ...exited(1, ['cannot write to /app/x: No space left on device']), container: { securityContext: { runAsUser: 1000 } } },
    ],
    ['iptables', exited(1, ["iptables v1.8: can't initialize iptables table `nat': Permission denied (you must be root)"])],
    ['ssh', exited(128, ['git@host: Permission denied (publickey).'])],
    ['a database', exited(1, ['ERROR: permission denied for table users'])],
    ['a kernel setting', exited(1, ['sh: cannot create /proc/sys/vm/x: Read-only file system'])],
    ['a path about which the spec says nothing', exited(1, ['touch: /opt/x: Permission denied'])],
  ],
});

test('takes the refused path, not that of the script', () =>
  assert.equal(pathInRefusal(['/entrypoint.sh: line 3: /data/x: Permission denied'])?.path, '/data/x'));
