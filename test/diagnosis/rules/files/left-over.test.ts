import { leftOver } from '../../../../src/diagnosis/rules/files/left-over.ts';
import { exited, specify } from '../container-facts.ts';

const data = { volumeMounts: [{ name: 'data', mountPath: '/data' }] };
const emptyDir = { volumes: [{ name: 'data', emptyDir: {} }] };
const claim = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data-0' } }] };

specify(leftOver, {
  fires: [
    [
      'mkdir',
      { ...exited(1, ["mkdir: can't create directory '/data/seed': File exists"]), container: data, spec: emptyDir },
      [/\/data\/seed/, /emptyDir data/, /idempotent/, /mkdir -p/],
    ],
    [
      'git clone',
      {
        ...exited(128, ["fatal: destination path '/data/repo' already exists and is not an empty directory."]),
        container: data,
        spec: emptyDir,
      },
      [/\/data\/repo/, /kubectl delete pod/],
    ],
    [
      'a data directory on a claim, perhaps after an OOM kill',
      {
        ...exited(1, ['[ERROR] --initialize specified but the data directory has files in it. Aborting.']),
        container: { ...data, resources: { limits: { memory: '128Mi' } } },
        spec: claim,
        objects: [
          { kind: 'LimitRange', metadata: { name: 'defaults' }, spec: { limits: [{ type: 'Container', default: { memory: '128Mi' } }] } },
        ],
      },
      [/data directory/, /claim data-0/, /limit of 128Mi/, /empty the/],
    ],
    [
      'a fresh disk',
      {
        ...exited(1, [
          'initdb: error: directory "/data" exists but is not empty',
          'initdb: detail: It contains a lost+found directory, perhaps due to it being a mount point.',
          'initdb: hint: Using a mount point directly as the data directory is not recommended.',
        ]),
        container: { ...data, resources: { limits: { memory: '128Mi' } } },
        spec: claim,
      },
      [/holds a lost\+found directory .* from the start/, /it was never initialized/, /PGDATA/],
    ],
    [
      'keytool after a new sandbox',
      {
        ...exited(1, ['keytool error: java.lang.Exception: Certificate not imported, alias <root> already exists']),
        container: data,
        spec: emptyDir,
        podEvents: [['SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.']],
      },
      [/alias root/, /sandbox was re-created/, /keytool -delete/],
    ],
    [
      'the data directory of an operator, not the program that another step copied',
      {
        ...exited(1, [
          '{"level":"error","msg":"Error while bootstrapping data directory","error":"PGData already exists, can\'t overwrite"}',
        ]),
        container: { ...data, command: ['/controller/manager', 'instance', 'init'] },
        spec: claim,
      },
      [/PGData already exists/, /claim data-0/, /empty the volume/],
    ],
    ['Python', { ...exited(1, ["FileExistsError: [Errno 17] File exists: '/data/x'"]), container: data, spec: claim }, [/\/data\/x/]],
    [
      "a symbolic link in the image's own file system",
      exited(1, ["ln: failed to create symbolic link '/etc/app/current': File exists"]),
      [/\/etc\/app\/current/],
    ],
  ],
  silent: [
    ['a table', exited(1, ['ERROR: relation "users" already exists'])],
    ['a user of a server', exited(1, ['Command error: CreateUser: e-mail already in use [email: admin@corp.test]'])],
    ['a chain', exited(1, ['iptables: Chain already exists.'])],
    ['a missing file', exited(1, ["mkdir: can't create directory '/data/a/b': No such file or directory"])],
    ['done', { terminated: { exitCode: 0, reason: 'Completed' } }],
  ],
});
