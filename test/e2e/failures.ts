import type { Category } from '../../src/diagnosis/finding.ts';
import { chain, deployment, missingImage, pod, quota, secret, service, shell } from './objects.ts';

/** Something that goes wrong, in a namespace of its own, and what must be said of it. */
export interface Failure {
  readonly name: string;
  readonly objects: readonly object[];
  readonly target: string;
  /** It shows so long after a pod whose name starts so had one of these STATUS; without a pod, after so long. */
  readonly shows: { readonly pod?: string; readonly status?: readonly string[]; readonly seconds?: number };
  /** The init container that blocks; missing when none does. */
  readonly blocking?: string;
  /** Of the first finding; none when nothing is wrong. */
  readonly categories: readonly Category[];
  /** What `logs --previous` prints without being told the container. */
  readonly log?: string;
}

/** Between two attempts, and for a moment after each. */
const crashing = ['Init:CrashLoopBackOff', 'Init:Error', 'Init:RunContainerError'];

function failure(
  name: string,
  objects: readonly object[],
  { target = `pod/${name}`, ...expected }: Omit<Failure, 'name' | 'objects' | 'target'> & { target?: string },
): Failure {
  const shows = expected.shows.status === undefined ? expected.shows : { pod: target.split('/')[1], ...expected.shows };
  return { name, objects, target, ...expected, shows };
}

export const failures: readonly Failure[] = [
  failure(
    'crash',
    [pod('crash', [shell('prepare', 'true'), shell('load', 'echo "fatal: DATABASE_URL is not set" >&2; exit 3'), shell('finish', 'true')])],
    { shows: { status: crashing }, blocking: 'load', categories: ['app-exit', 'config'], log: 'fatal: DATABASE_URL is not set\n' },
  ),
  failure('no-command', [pod('no-command', [{ ...shell('migrate', ''), command: ['/opt/no/migrate', 'up'] }])], {
    shows: { status: crashing },
    blocking: 'migrate',
    categories: ['command-not-found'],
  }),
  failure('image', [pod('image', [shell('fetch', 'true', { image: missingImage })])], {
    shows: { status: ['Init:ImagePullBackOff', 'Init:ErrImagePull'] },
    blocking: 'fetch',
    categories: ['image-not-found'],
  }),
  failure('config-map', [pod('config-map', [shell('render', 'env', { envFrom: [{ configMapRef: { name: 'settings' } }] })])], {
    shows: { status: ['Init:CreateContainerConfigError'] },
    blocking: 'render',
    categories: ['config-missing-object'],
  }),
  failure(
    'secret-key',
    [
      secret('certificate', { 'tls.crt': 'x' }),
      pod('secret-key', [shell('check', 'ls /tls', { volumeMounts: [{ name: 'tls', mountPath: '/tls' }] })], {
        volumes: [{ name: 'tls', secret: { secretName: 'certificate', items: [{ key: 'tls.key', path: 'tls.key' }] } }],
      }),
    ],
    { shows: { status: ['Init:0/1'], seconds: 10 }, blocking: 'check', categories: ['config-missing-key', 'mount-missing-object'] },
  ),
  failure('no-service', [pod('no-service', [shell('wait-db', 'until nslookup postgres; do echo "no postgres yet"; sleep 3; done')])], {
    shows: { status: ['Init:0/1'], seconds: 10 },
    blocking: 'wait-db',
    categories: ['dep-service-missing'],
  }),
  failure(
    'no-endpoints',
    [
      service('redis', 6379, { app: 'redis-server' }),
      pod('redis', []),
      pod('no-endpoints', [shell('wait-redis', 'until nc -z -w 2 redis 6379 </dev/null; do sleep 3; done')]),
    ],
    { shows: { status: ['Init:0/1'], seconds: 10 }, blocking: 'wait-redis', categories: ['dep-no-endpoints'] },
  ),
  failure('chain', chain('front', 'api', 'db'), {
    target: 'deploy/front',
    shows: { pod: 'db-', status: ['ImagePullBackOff', 'ErrImagePull'], seconds: 10 },
    blocking: 'wait-api',
    categories: ['dep-no-endpoints', 'image-not-found'],
  }),
  failure('chain-of-five', chain('one', 'two', 'three', 'four', 'five'), {
    target: 'deploy/one',
    shows: { pod: 'five-', status: ['ImagePullBackOff', 'ErrImagePull'], seconds: 10 },
    blocking: 'wait-two',
    categories: ['dep-no-endpoints', 'image-not-found'],
  }),
  failure(
    'cycle',
    [
      service('left', 80),
      service('right', 80),
      deployment('left', [shell('wait-right', 'until nc -z -w 2 right 80 </dev/null; do sleep 3; done')]),
      deployment('right', [shell('wait-left', 'until nc -z -w 2 left 80 </dev/null; do sleep 3; done')]),
    ],
    { target: 'deploy/left', shows: { status: ['Init:0/1'], seconds: 10 }, blocking: 'wait-right', categories: ['dep-no-endpoints'] },
  ),
  failure(
    'port',
    [
      service('queue', 5672),
      pod('queue', []),
      pod('port', [shell('wait-queue', 'until nc -z -w 2 queue 5673 </dev/null; do sleep 3; done')]),
    ],
    { shows: { status: ['Init:0/1'], seconds: 10 }, blocking: 'wait-queue', categories: ['dep-wrong-port'] },
  ),
  failure(
    'sidecar',
    [
      pod('sidecar', [
        shell('proxy', 'sleep 86400', {
          restartPolicy: 'Always',
          startupProbe: { tcpSocket: { port: 15021 }, periodSeconds: 2, failureThreshold: 100 },
        }),
        shell('migrate', 'true'),
      ]),
    ],
    { shows: { status: ['Init:0/2'], seconds: 10 }, blocking: 'proxy', categories: ['sidecar'] },
  ),
  failure('never', [pod('never', [shell('check', 'echo "license expired" >&2; exit 7')], { restartPolicy: 'Never' })], {
    shows: { status: ['Init:Error'] },
    blocking: 'check',
    categories: ['app-exit'],
    log: 'license expired\n',
  }),
  failure('unschedulable', [pod('unschedulable', [shell('index', 'true', { resources: { requests: { cpu: '10000' } } })])], {
    shows: { status: ['Pending'], seconds: 4 },
    categories: ['unschedulable-resources'],
  }),
  failure('quota', [quota('team', { pods: '0' }), deployment('quota', [shell('setup', 'true')])], {
    target: 'deploy/quota',
    shows: { seconds: 8 },
    categories: ['quota'],
  }),
  failure('hung', [pod('hung', [shell('sync', 'sleep 86400')])], {
    shows: { status: ['Init:0/1'], seconds: 10 },
    blocking: 'sync',
    categories: ['timeout'],
  }),
  failure('healthy', [pod('healthy', [shell('setup', 'echo set up')])], {
    shows: { status: ['Running'] },
    categories: [],
    log: 'set up\n',
  }),
  failure('app-crash', [pod('app-crash', [shell('setup', 'true')], { containers: [shell('app', 'echo panic >&2; exit 2')] })], {
    shows: { status: ['CrashLoopBackOff', 'Error'] },
    categories: ['app-container'],
  }),
];
