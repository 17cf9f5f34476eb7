import { missingFile } from '../../../../src/diagnosis/rules/files/missing-file.ts';
import { exited, specify } from '../container-facts.ts';

const at = (mountPath: string) => ({ volumeMounts: [{ name: 'v', mountPath }] });
const map = { kind: 'ConfigMap', metadata: { name: 'settings' }, data: { 'app.ini': 'x' } };
const ofMap = { container: at('/conf'), spec: { volumes: [{ name: 'v', configMap: { name: 'settings' } }] }, objects: [map] };

specify(missingFile, {
  fires: [
    [
      'only the app mounts the volume',
      {
        ...exited(1, ["mkdir: can't create directory '/srv/data/x': No such file or directory"]),
        spec: { volumes: [{ name: 'v', emptyDir: {} }], containers: [{ name: 'app', image: 'x', ...at('/srv/data') }] },
      },
      [/container app mounts emptyDir v at \/srv\/data/, /"mountPath":"\/srv\/data"/],
    ],
    [
      'no such key',
      { ...exited(1, ['cat: /conf/db.yaml: No such file or directory']), ...ofMap },
      [/ConfigMap settings, which has no key db\.yaml; it has app\.ini/],
    ],
    [
      'nearly that key',
      { ...exited(1, ["FileNotFoundError: [Errno 2] No such file or directory: '/conf/app.int'"]), ...ofMap },
      [/perhaps app\.ini was meant/],
    ],
    ['Go', { ...exited(1, ['open /conf/x.yaml: no such file or directory']), ...ofMap }, [/no key x\.yaml/]],
    [
      'Node and a Secret',
      {
        ...exited(1, ["Error: ENOENT: no such file or directory, open '/conf/key.pem'"]),
        container: at('/conf'),
        spec: { volumes: [{ name: 'v', secret: { secretName: 'tls' } }] },
        objects: [{ kind: 'Secret', metadata: { name: 'tls' }, data: { 'tls.key': '' } }],
      },
      [/Secret tls, which has no key key\.pem/],
    ],
  ],
  silent: [
    ['the key is there', { ...exited(1, ['cat: /conf/app.ini: No such file or directory']), ...ofMap }],
    ['nobody mounts anything there', exited(1, ['cat: /etc/x: No such file or directory'])],
    ['the object may not be read', { ...exited(1, ['cat: /conf/x: No such file or directory']), ...ofMap, denied: ['ConfigMap'] }],
    ['no path', exited(1, ['user does not exist'])],
  ],
});
