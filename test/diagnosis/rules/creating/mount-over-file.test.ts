import { mountOverFile } from '../../../../src/diagnosis/rules/creating/mount-over-file.ts';
import { createError, dockerError, specify, startError } from '../container-facts.ts';

const mounts = (mountPath: string, subPath?: string) => ({
  container: { volumeMounts: [{ name: 'conf', mountPath, ...(subPath && { subPath }) }] },
});
const volume = (source: object) => ({ spec: { volumes: [{ name: 'conf', ...source }] } });
const ofMap = volume({ configMap: { name: 'settings' } });
const settings = { kind: 'ConfigMap', metadata: { name: 'settings' }, data: { 'app.conf': 'x' } };
const why = (path: string) =>
  `error during container init: error mounting "/var/lib/kubelet/pods/u1/volumes/kubernetes.io~configmap/conf" to rootfs at "${path}": mount src=/var/lib/kubelet/x, dst=${path}: not a directory`;

specify(mountOverFile, {
  fires: [
    [
      'a ConfigMap over a file',
      { ...mounts('/etc/app.conf'), ...ofMap, ...startError(why('/etc/app.conf')), objects: [settings] },
      [/ConfigMap settings is mounted as a directory over \/etc\/app\.conf/, /subPath: app\.conf/],
    ],
    [
      'CRI-O',
      {
        ...mounts('/etc/app.conf'),
        ...ofMap,
        ...createError(`runc create failed: unable to start container process: ${why('/etc/app.conf')}`),
      },
      [/no subPath/],
    ],
    [
      'docker',
      {
        ...mounts('/etc/app.conf'),
        ...ofMap,
        ...dockerError(
          'process_linux.go:449: container init caused "rootfs_linux.go:58: mounting "/var/lib/kubelet/x" to rootfs "/var/lib/docker/overlay2/a/merged" at "/var/lib/docker/overlay2/a/merged/etc/app.conf" caused "not a directory""',
        ),
      },
      [/\/etc\/app\.conf/],
    ],
    [
      'a subPath that is no key',
      { ...mounts('/etc/app.conf', 'app.cnf'), ...ofMap, ...startError(why('/etc/app.conf')), objects: [settings] },
      [/has no key app\.cnf/, /\(app\.conf\)/],
    ],
    [
      'a hostPath that became a directory',
      { ...mounts('/etc/app.conf'), ...volume({ hostPath: { path: '/etc/app.conf' } }), ...startError(why('/etc/app.conf')) },
      [/hostPath \/etc\/app\.conf is a directory on the node/, /FileOrCreate/],
    ],
    [
      'a Secret, file over directory',
      {
        ...mounts('/etc/tls', 'tls.crt'),
        ...volume({ secret: { secretName: 'tls' } }),
        ...startError(why('/etc/tls')),
        objects: [{ kind: 'Secret', metadata: { name: 'tls' }, data: { 'tls.crt': '' } }],
      },
      [/not of one kind/],
    ],
  ],
  silent: [
    ['a missing program', startError('exec: "/x": stat /x: not a directory')],
    [
      'a mount that is denied',
      { ...mounts('/sys'), ...ofMap, ...startError('error mounting "/a" to rootfs at "/sys": permission denied') },
    ],
    ['a path of no mount', { ...mounts('/other'), ...ofMap, ...startError(why('/etc/app.conf')) }],
  ],
});
