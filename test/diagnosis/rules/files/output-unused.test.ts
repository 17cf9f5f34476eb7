import { outputUnused } from '../../../../src/diagnosis/rules/files/output-unused.ts';
import { exited, specify } from '../container-facts.ts';

const done = { terminated: { exitCode: 0, reason: 'Completed' } };
const crashing = {
  status: {
    phase: 'Running',
    conditions: [
      { type: 'PodScheduled', status: 'True' },
      { type: 'Initialized', status: 'True' },
    ],
    initContainerStatuses: [{ name: 'setup', image: 'x', imageID: '', ready: true, restartCount: 0, state: done }],
    containerStatuses: [
      {
        name: 'app',
        image: 'x',
        imageID: '',
        ready: false,
        restartCount: 3,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: { terminated: { exitCode: 1, reason: 'Error', finishedAt: '2026-06-01T11:59:00Z', containerID: 'c' } },
      },
    ],
  },
};
const pod = (script: string, own: string[], theirs: string[]) => ({
  ...crashing,
  container: { command: ['sh', '-c', script], volumeMounts: own.map(mount) },
  spec: {
    volumes: [
      { name: 'work', emptyDir: {} },
      { name: 'other', emptyDir: {} },
    ],
    containers: [{ name: 'app', image: 'x', volumeMounts: theirs.map(mount) }],
  },
});
function mount(text: string) {
  const [name = '', mountPath = ''] = text.split('@');
  return { name, mountPath };
}

specify(outputUnused, {
  fires: [
    [
      'no other container mounts the volume',
      pod('cp /etc/x /work/x', ['work@/work'], []),
      [/emptyDir volume work, which no other container mounts/],
    ],
    ['the app mounts another volume', pod('echo a > /work/conf', ['work@/work'], ['other@/work']), [/volume work/]],
    ['the init mounts none', pod('echo a > /conf/app.ini', [], ['work@/conf']), [/setup does not mount it/]],
    ['a download', pod('wget -O /work/seed.sql http://x/seed', ['work@/work'], []), [/\/work/]],
    ['curl', pod('curl -fso /work/a http://x', ['work@/work'], []), [/\/work/]],
  ],
  silent: [
    ['both mount it', pod('cp /etc/x /work/x', ['work@/work'], ['work@/srv'])],
    ['it only reads', pod('cat < /work/x', ['work@/work'], [])],
    ['the app is well', { ...pod('cp /etc/x /work/x', ['work@/work'], []), status: {} }],
    ['the init itself fails', { ...exited(1), container: { command: ['sh', '-c', 'cp a /work/x'] } }],
  ],
});
