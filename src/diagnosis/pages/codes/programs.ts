import type { Code } from '../../codes.ts';
import { docs, initSpec, previousLog, run } from '../commands.ts';
import type { Page } from '../page.ts';

const env = (says: string) =>
  run(
    `kubectl get pod POD -n NAMESPACE -o jsonpath='{range .spec.initContainers[?(@.name=="CONTAINER")].env[*]}{.name}{"  "}{.value}{.valueFrom}{"\\n"}{end}'`,
    says,
  );

/** Databases, credentials and other things that programs complain of. */
export const programPages = {
  'database-auth': {
    title: 'the database refuses user or password',
    means: 'The database was reached and said no to this user, password, host or database role.',
    why: [
      'The password in the Secret is not that of the database: a database takes its initial password only when its volume is empty.',
      'A trailing newline in the Secret (echo instead of echo -n), or special characters not encoded in a URL.',
      'The user does not exist, or pg_hba.conf or its host part does not admit this address.',
    ],
    confirm: [
      previousLog('the exact refusal'),
      env('from which Secret and key user and password come'),
      run('kubectl describe secret NAME -n NAMESPACE', 'sizes in bytes: one more than the password has is a newline at its end'),
    ],
    fix: [
      'Set the same password on both sides: change it in the database (ALTER USER), or correct the Secret. Environment from a Secret is read anew at the next attempt.',
    ],
    prevent: ['One source for the password; rotate on both sides together.'],
    link: docs('tasks/inject-data-application/distribute-credentials-secure'),
  },
  'database-migration': {
    title: 'a migration of the database failed',
    means:
      'The database works, a migration does not: broken SQL, a wrong order, a changed checksum, or a state left by an earlier failure.',
    why: [
      'An earlier run failed halfway, and the tool marks the schema as dirty or failed.',
      'A migration that was applied has been edited since, or two branches have the same number.',
      'The schema differs from what the migration expects (table exists, column missing).',
    ],
    confirm: [previousLog('number or name of the migration, and the SQL error'), initSpec('which tool and version runs')],
    fix: [
      'Do not retry blindly. Look at the history table, complete or undo the half-done step by hand, then tell the tool (flyway repair, migrate force VERSION).',
      'Have a backup before.',
    ],
    prevent: ['Migrations that are transactional or can be repeated; never edit those that were applied.'],
    link: docs('concepts/workloads/pods/init-containers'),
  },
  'database-missing': {
    title: 'the database or schema that is asked for does not exist',
    means: 'Server and login are right, the name of database or schema is not there.',
    why: [
      'Nobody created it; the image of the database creates one only when its volume is empty.',
      'The name is wrong, or that of another environment.',
    ],
    confirm: [previousLog('the name'), env('where the name comes from')],
    fix: ['Create the database, or correct the name. Kubernetes tries again by itself.'],
    prevent: ['Create databases by the same tool that makes users and passwords.'],
    link: docs('tasks/inject-data-application/define-environment-variable-container'),
  },
  'concurrent-migration': {
    title: 'several replicas migrate the same database at once',
    means: "Each pod runs the migration in its init. They wait for the lock of one another, or break each other's work.",
    why: ['A Deployment with more than one replica, or the surge of a roll-out.', 'A pod that was killed left the lock behind.'],
    confirm: [
      run('kubectl get pods -n NAMESPACE -l KEY=VALUE', 'how many are in init at the same time'),
      previousLog('lock, deadlock, duplicate key'),
    ],
    fix: [
      'Release a stale lock in the database once no migration runs (its lock table or session).',
      'Run the migration once: a Job before the roll-out, with the app waiting for the schema version.',
    ],
    prevent: ['One migration Job for each release; in Helm a pre-upgrade hook.'],
    link: docs('concepts/workloads/controllers/job'),
  },
  'cloud-credentials': {
    title: 'AWS, Google or Azure refuse the identity of the pod',
    means: 'The program asks a cloud API and has no credentials, expired ones, or ones without the right.',
    why: [
      'The ServiceAccount lacks the annotation of its cloud role, or the pod uses another ServiceAccount.',
      'The role does not trust this cluster, namespace and ServiceAccount; or its policy lacks the action.',
      'The webhook that injects the token was not there when the pod was created. The metadata service is blocked for pods.',
    ],
    confirm: [
      run(`kubectl get pod POD -n NAMESPACE -o jsonpath='{.spec.serviceAccountName}'`, 'which account'),
      run(
        'kubectl get serviceaccount ACCOUNT -n NAMESPACE -o yaml',
        'annotations: eks.amazonaws.com/role-arn, iam.gke.io/gcp-service-account, azure.workload.identity/client-id',
      ),
      previousLog('"no credentials" and "access denied" are different causes'),
    ],
    fix: ['Correct annotation, trust or policy, then recreate the pod: tokens are injected when it is created.'],
    prevent: ['One ServiceAccount for each workload, its role managed beside it.'],
    link: docs('concepts/security/service-accounts'),
  },
  forbidden: {
    title: 'the ServiceAccount lacks a right in Kubernetes',
    means: 'The API server answers 403: User "system:serviceaccount:..." cannot VERB resource. 401 would be a missing or expired token.',
    why: [
      'No Role or RoleBinding, in the right namespace, for this ServiceAccount.',
      'The pod uses the default account because serviceAccountName is not set.',
      'The right is there for another verb: get is not list or watch; resourceNames excludes list.',
    ],
    confirm: [
      previousLog('verb, resource and namespace'),
      run('kubectl auth can-i VERB RESOURCE -n NAMESPACE --as=system:serviceaccount:NAMESPACE:ACCOUNT', 'yes or no'),
    ],
    fix: [
      run('kubectl create role NAME -n NAMESPACE --verb=get,list,watch --resource=RESOURCE', 'a role with just that'),
      run('kubectl create rolebinding NAME -n NAMESPACE --role=NAME --serviceaccount=NAMESPACE:ACCOUNT', 'give it; it counts at once'),
    ],
    prevent: ['Ship the rights with the workload; test with auth can-i.'],
    link: docs('reference/access-authn-authz/rbac'),
  },
  vault: {
    title: 'Vault does not give the init container its secrets',
    means: 'The Vault agent, or a client of Vault, cannot log in, may not read the path, or Vault is sealed or out of reach.',
    why: [
      'The role does not allow this ServiceAccount or namespace, or has another audience.',
      'The policy does not cover the path; KV version 2 has /data/ in it.',
      'Vault cannot check tokens at this cluster: wrong host, CA or reviewer token. Or it is sealed.',
    ],
    confirm: [
      previousLog('of vault-agent-init: status code, URL and errors'),
      run(`kubectl get pod POD -n NAMESPACE -o jsonpath='{.metadata.annotations}'`, 'vault.hashicorp.com/role and the paths'),
    ],
    fix: [
      '403 at login: role (bound service accounts and namespaces). 403 at the path: policy. 404: the path. 503: unseal it.',
      'Then delete the pod, or wait for the next attempt.',
    ],
    prevent: ['Write role, policy and annotations in one change.'],
    link: docs('concepts/configuration/secret'),
  },
  git: {
    title: 'git cannot clone or fetch',
    means: 'The git server refuses the credentials, does not know repository or branch, or git itself refuses the directory.',
    why: [
      'Key or token missing, expired, or without the right; a key file whose mode or last newline is wrong.',
      'The host key is not in known_hosts.',
      'The branch was renamed or deleted. Servers answer "not found" for private repositories.',
      'A copy of an earlier run is in the way, or belongs to another user ("dubious ownership").',
    ],
    confirm: [previousLog('fatal: ...'), initSpec('URL, branch, and where the key is mounted')],
    fix: [
      'Mount the key with defaultMode: 0400 and a matching fsGroup or user; add known_hosts; correct URL or branch.',
      'Left-over copy: use git-sync, or fetch and reset instead of clone.',
    ],
    prevent: ['Deploy keys that belong to the repository, not to a person.'],
    link: docs('concepts/configuration/secret'),
  },
  'bad-config': {
    title: 'a setting, an option or the script itself is wrong',
    means:
      'The program started and refused its input: unknown option, unset variable, broken YAML or JSON, a syntax error of the shell, a missing file.',
    why: [
      'A variable is set for the app container only; each container has its own env.',
      'A bash script run by sh, quotes lost in YAML, Windows line ends.',
      'The option is not in this version of the tool. $(VAR) is replaced by Kubernetes only if VAR is in env.',
    ],
    confirm: [previousLog('file and line number, or the option'), initSpec('command, args and env, as they are after templating')],
    fix: ['Correct the line in the workload or ConfigMap. env is read anew at each attempt, a file from a subPath only in a new pod.'],
    prevent: ['shellcheck for scripts; keep them in the image or a ConfigMap instead of args.'],
    link: docs('tasks/inject-data-application/define-environment-variable-container'),
  },
  'dependency-missing': {
    title: 'a library, module or package is missing in the image',
    means: 'The program starts and does not find a part of itself: shared library, Python or Node module, Java class.',
    why: [
      'It is not installed in this image or this version of it.',
      'A volume is mounted over the directory that has it (/app, node_modules, site-packages).',
      'Another user or working directory, so that a search path does not fit.',
    ],
    confirm: [previousLog('the name of what is missing'), initSpec('volumeMounts, workingDir, PATH and PYTHONPATH in env')],
    fix: [
      'Build it into the image, or use the image of the app for its init container.',
      'Mount the volume beside, not over, the program.',
    ],
    prevent: ['Run the exact command of init in the image in CI.'],
    link: docs('concepts/containers/images'),
  },
} as const satisfies Partial<Record<Code, Page>>;
