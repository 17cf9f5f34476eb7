import type { FileTarget } from '../../../src/waits/model.ts';
import { pod, waiting } from './objects.ts';
import { checkAll } from './situations.ts';

const file = (path: string, test: FileTarget['test'] = 'exists'): FileTarget => ({ kind: 'file', path, test });
const mount = (mountPath: string, more: object = {}) => [{ name: 'work', mountPath, ...more }];
const container = (name: string, script = '', mountPath = '/work', more: object = {}) => ({
  name,
  image: 'busybox',
  command: ['sh', '-c', script],
  volumeMounts: mount(mountPath),
  ...more,
});
const always = { restartPolicy: 'Always' };
const waiter = {
  name: 'wait',
  image: 'busybox',
  command: ['sh', '-c', 'until [ -f /work/ready ]; do sleep 1; done'],
  volumeMounts: mount('/work'),
};

interface Parts {
  readonly before?: readonly object[];
  readonly after?: readonly object[];
  readonly apps?: readonly object[];
  readonly volume?: object;
  readonly wait?: object;
}
/** The pod with the container `wait` between others, and volume `work`. */
const between = ({ before = [], after = [], apps = [], volume = { emptyDir: {} }, wait = waiter }: Parts) =>
  waiting({
    initContainers: [{ name: 'prepare', image: 'busybox' }, ...before, wait, ...after],
    containers: apps,
    volumes: [{ name: 'work', ...volume }],
  });
const at = (parts: Parts) => ({ target: file('/work/ready'), container: 'wait', pod: between(parts) });

checkAll('a file on an empty volume', [
  {
    name: 'a later container makes it',
    ...at({ apps: [container('app', 'touch /data/ready', '/data')] }),
    state: 'file-later',
    with: { writer: 'app', volume: 'work' },
  },
  {
    name: 'a later init container redirects to it',
    ...at({ after: [container('render', 'echo ok > /work/ready')] }),
    state: 'file-later',
    with: { writer: 'render' },
  },
  {
    name: 'a later one copies to its directory',
    ...at({ after: [container('copy', 'cp -r /dist/ready /work/')] }),
    state: 'file-later',
    with: { writer: 'copy' },
  },
  {
    name: 'the one that makes it, not the one that reads it',
    ...at({ after: [container('read', 'cat /work/ready'), container('write', 'touch /work/ready')] }),
    state: 'file-later',
    with: { writer: 'write' },
  },
  {
    name: 'a later sidecar makes it',
    ...at({ after: [container('agent', 'touch /work/ready', '/work', always)] }),
    state: 'file-later',
    with: { writer: 'agent' },
  },
  {
    name: 'an earlier sidecar makes it',
    ...at({ before: [container('agent', 'touch /work/ready', '/work', always)] }),
    state: 'not-yet',
    with: { detail: /sidecar agent, which runs, is to make it/ },
  },
  {
    name: 'an earlier sidecar may',
    ...at({ before: [container('agent', '', '/work', always)] }),
    state: 'not-yet',
    with: { detail: /may/ },
  },
  {
    name: 'an earlier init container is done',
    ...at({ before: [container('fetch', 'wget -O /work/ready http://x/')] }),
    state: 'file-nobody',
    with: { detail: /init container fetch.* is done/ },
  },
  { name: 'nobody else mounts it', ...at({ apps: [{ name: 'app', image: 'a' }] }), state: 'file-nobody', with: { volume: 'work' } },
  {
    name: 'others only read it',
    ...at({ apps: [container('app', '', '/work', { volumeMounts: mount('/work', { readOnly: true }) })] }),
    state: 'file-nobody',
  },
  {
    name: 'another part of the volume',
    ...at({ apps: [container('app', 'touch /x/ready', '/x', { volumeMounts: mount('/x', { subPath: 'cache' }) })] }),
    state: 'file-nobody',
  },
  {
    name: 'itself in the background',
    ...at({ wait: { ...waiter, command: ['sh', '-c', '(sleep 3; touch /work/ready) & until [ -f /work/ready ]; do sleep 1; done'] } }),
    state: 'own-pod',
  },
  { name: 'the mount itself', ...at({}), target: file('/work'), state: 'healthy', requests: 0 },
  { name: 'to be absent', ...at({}), target: file('/work/lock', 'absent'), state: 'healthy' },
  {
    name: 'to be absent, made before, removed after',
    ...at({ before: [container('lock', 'touch /work/lock')], apps: [container('app', 'rm -f /work/lock')] }),
    target: file('/work/lock', 'absent'),
    state: 'file-later',
    with: { writer: 'app' },
  },
]);

checkAll('a file elsewhere', [
  { name: 'no volume', ...at({}), target: file('/tmp/ready'), state: 'file-nobody', with: { volume: undefined } },
  { name: 'a directory with a like name', ...at({}), target: file('/workspace/ready'), state: 'file-nobody', with: { volume: undefined } },
  {
    name: 'relative, working directory known',
    ...at({ wait: { ...waiter, workingDir: '/work' }, apps: [container('app', 'touch /work/ready')] }),
    target: file('ready'),
    state: 'file-later',
    subject: 'File /work/ready',
  },
  { name: 'relative, working directory unknown', ...at({}), target: file('ready'), state: 'unreadable' },
  { name: 'kernel', ...at({}), target: file('/dev/nvidia0'), state: 'unreadable' },
  {
    name: 'claim',
    ...at({ volume: { persistentVolumeClaim: { claimName: 'shared' } } }),
    state: 'not-yet',
    with: { detail: /PersistentVolumeClaim shared/ },
  },
  {
    name: 'claim, a later container makes it',
    ...at({ volume: { persistentVolumeClaim: { claimName: 'shared' } }, apps: [container('app', 'touch /work/ready')] }),
    state: 'file-later',
  },
  {
    name: 'host path',
    ...at({ volume: { hostPath: { path: '/run/containerd' } } }),
    state: 'not-yet',
    with: { detail: /node \(node-1\) under \/run\/containerd/ },
  },
]);

const settings = {
  kind: 'ConfigMap' as const,
  metadata: { name: 'settings', namespace: 'shop' },
  data: { 'app.yaml': '', 'log.yaml': '' },
  binaryData: { icon: '' },
};
const token = { kind: 'Secret' as const, metadata: { name: 'token', namespace: 'shop' }, data: { password: 'c2VjcmV0' } };
const fromMap = { volume: { configMap: { name: 'settings' } } };

checkAll('a file from an object', [
  { name: 'key that is there', ...at(fromMap), target: file('/work/app.yaml'), objects: [settings], state: 'healthy' },
  { name: 'binary key', ...at(fromMap), target: file('/work/icon'), objects: [settings], state: 'healthy' },
  {
    name: 'key that is not',
    ...at(fromMap),
    target: file('/work/app.yml'),
    objects: [settings],
    state: 'file-nobody',
    with: { detail: /ConfigMap settings does not give a file app\.yml: the files are app\.yaml, icon, log\.yaml/ },
  },
  {
    name: 'key not among the items',
    ...at({ volume: { configMap: { name: 'settings', items: [{ key: 'app.yaml', path: 'conf/app.yaml' }] } } }),
    target: file('/work/app.yaml'),
    objects: [settings],
    state: 'file-nobody',
    with: { detail: /conf\/app\.yaml/ },
  },
  {
    name: 'directory of an item',
    ...at({ volume: { configMap: { name: 'settings', items: [{ key: 'app.yaml', path: 'conf/app.yaml' }] } } }),
    target: file('/work/conf'),
    objects: [settings],
    state: 'healthy',
  },
  {
    name: 'optional and absent',
    ...at({ volume: { configMap: { name: 'settings', optional: true } } }),
    state: 'file-nobody',
    with: { detail: /ConfigMap settings does not exist/ },
  },
  { name: 'denied', ...at(fromMap), denied: ['ConfigMap'], objects: [settings], state: 'unreadable' },
  {
    name: 'Secret key that is not there',
    ...at({ volume: { secret: { secretName: 'token' } } }),
    target: file('/work/token'),
    objects: [token],
    state: 'file-nobody',
    with: { detail: /the files are password$/ },
  },
  {
    name: 'projected token',
    ...at({ volume: { projected: { sources: [{ serviceAccountToken: { path: 'token' } }, { configMap: { name: 'settings' } }] } } }),
    target: file('/work/token'),
    objects: [settings],
    state: 'healthy',
  },
  {
    name: 'projected, in none of the parts',
    ...at({ volume: { projected: { sources: [{ configMap: { name: 'settings' } }, { secret: { name: 'token' } }] } } }),
    target: file('/work/ca.crt'),
    objects: [settings, token],
    state: 'file-nobody',
  },
  {
    name: 'downward API',
    ...at({ volume: { downwardAPI: { items: [{ path: 'labels' }] } } }),
    target: file('/work/labels'),
    state: 'healthy',
  },
]);

const shared = (path: string) => ({ volumes: [{ name: 'run', hostPath: { path } }] });
const onNode = { ...at({ volume: { hostPath: { path: '/run/gpu' } } }), state: 'not-yet' } as const;

checkAll('a file on the node', [
  {
    name: 'a pod in trouble shares the directory',
    ...onNode,
    objects: [
      pod('driver-x', { owner: 'DaemonSet driver', initialized: true, spec: { nodeName: 'node-1', ...shared('/run/gpu') } }),
      pod('exporter-x', { owner: 'DaemonSet exporter', spec: { nodeName: 'node-1', ...shared('/run') } }),
      pod('driver-y', { owner: 'DaemonSet driver', spec: { nodeName: 'node-2', ...shared('/run/gpu') } }),
    ],
    with: { behind: [{ namespace: 'shop', name: 'driver-x', ready: false }] },
  },
  {
    name: 'it is ready',
    ...onNode,
    objects: [pod('driver-x', { owner: 'DaemonSet driver', ready: true, spec: { nodeName: 'node-1', ...shared('/run/gpu/validations') } })],
    with: { behind: [] },
  },
  {
    name: 'pods may not be listed',
    ...onNode,
    objects: [pod('driver-x', { spec: { nodeName: 'node-1', ...shared('/run/gpu') } })],
    denied: ['Pod'],
    with: { behind: [] },
  },
]);
