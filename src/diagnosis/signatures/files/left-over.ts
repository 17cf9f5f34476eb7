import { inspect } from '../../words/commands.ts';
import { edit, onceMore, recreate, showCommand, showEvents, showMounts } from '../remedies.ts';
import type { Signature, SignatureContext } from '../signature.ts';

/** What an earlier run left behind breaks every later one: init containers run again, so they must be idempotent. */

const showClaims = ({ namespace }: SignatureContext) =>
  inspect('see the claims whose data outlives the pod', 'get', 'pvc', '-n', namespace);
export const leftOver: readonly Signature[] = [
  {
    id: 'left-over-keystore-alias',
    code: 'left-over',
    category: 'idempotency',
    pattern:
      /Certificate not imported, alias <(?<alias>[^>]{1,100})> already exists|Key pair not generated, alias <(?<alias2>[^>]{1,100})> already exists|alias <(?<alias3>[^>]{1,100})> already exists/,
    in: 'log',
    cause: (groups, context) =>
      `the truststore or keystore of an earlier run is still in the volume and already holds the alias ${groups.alias}, so keytool in ${context.container} fails when it runs again`,
    fixes: (groups, context) => [
      showMounts(context),
      onceMore(context),
      edit(
        context,
        `make it idempotent: keytool -delete -alias ${groups.alias} before the import (or test with keytool -list), or begin with a fresh truststore`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'keytool error: java.lang.Exception: Certificate not imported, alias <internal-ca> already exists',
      'keytool error: java.lang.Exception: Key pair not generated, alias <web> already exists',
    ],
    lookAlikes: ['keytool error: java.lang.Exception: Alias <web> does not exist', 'relation "alias" already exists'],
  },
  {
    id: 'left-over-database-directory',
    code: 'left-over',
    category: 'idempotency',
    pattern:
      /--initialize specified but the data directory has files in it|initdb: error: directory "(?<path>[^"]{1,200})" exists but is not empty|initdb: (?:error: )?directory "(?<path2>[^"]{1,200})" exists but|data directory (?:has|already has|contains) files|The designated data directory (?<path3>\/\S{1,200}) is unusable|[Dd]ata directory "?(?<path4>\/[^\s"]{1,200})"? (?:is )?not empty|(?<name>PGData|[Dd]ata directory) already exists|mysqld: Can't create directory '(?<path5>[^']{1,200})' \(Errcode: 17 /,
    in: 'log',
    cause: (groups, context) =>
      `the data directory${groups.path ? ` ${groups.path}` : ''}${groups.name ? ` (${groups.name} already exists)` : ''} is not empty: an earlier initialization broke off or a lost+found is there, and ${context.container} refuses to initialize over left-over files`,
    fixes: (_, context) => [
      showMounts(context),
      showClaims(context),
      showEvents(context, 'see why the first try broke off (killed for memory, evicted)'),
      edit(
        context,
        `if the data may be lost, empty the volume and let it initialize again; let the data directory be a subdirectory of the volume (subPath, PGDATA), so that lost+found does not count`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      '[ERROR] [MY-010457] [Server] --initialize specified but the data directory has files in it. Aborting.',
      'initdb: error: directory "/var/lib/postgresql/data" exists but is not empty',
      '{"level":"error","msg":"Error while bootstrapping data directory","error":"PGData already exists, can\'t overwrite"}',
      '[ERROR] [MY-013236] [Server] The designated data directory /var/lib/mysql/ is unusable. You can remove all files that the server added to it.',
    ],
    lookAlikes: ['initdb: error: could not create directory "/data": Permission denied', 'data directory is empty'],
  },
  {
    id: 'left-over-mount-point',
    code: 'left-over',
    category: 'idempotency',
    pattern: /contains a (?:lost\+found directory|dot-prefixed\/invisible file), perhaps due to it being a mount point/,
    in: 'log',
    cause: (_, context) =>
      `the data directory of ${context.container} is the root of a volume, which holds a lost+found directory (or a hidden file) from the start: to initdb it is not empty`,
    fixes: (_, context) => [
      edit(
        context,
        'let the data directory be a subdirectory of the volume: PGDATA=/var/lib/postgresql/data/pgdata, or a subPath in the volumeMount',
      ),
      showMounts(context),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'initdb: detail: It contains a lost+found directory, perhaps due to it being a mount point.',
      'It contains a dot-prefixed/invisible file, perhaps due to it being a mount point.',
    ],
    lookAlikes: ["rm: cannot remove '/data/lost+found': Operation not permitted", 'skipping the mount point /data'],
  },
  {
    id: 'left-over-git-clone',
    code: 'left-over',
    category: 'idempotency',
    pattern:
      /fatal: destination path '(?<path>[^']{1,200})' already exists and is not an empty directory|fatal: could not create work tree dir '(?<path2>[^']{1,200})': File exists|fatal: remote (?<path3>\S{1,60}) already exists/,
    in: 'log',
    cause: (groups, context) =>
      `git clone in ${context.container} runs again: the destination path ${groups.path} already exists from an earlier run and is not empty`,
    fixes: (groups, context) => [
      showCommand(context),
      onceMore(context),
      edit(
        context,
        `make it idempotent: git -C ${groups.path} pull if ${groups.path}/.git exists, else clone; or rm -rf the directory first (clone into a subdirectory of the volume)`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "fatal: destination path '/repo' already exists and is not an empty directory.",
      "fatal: destination path '.' already exists and is not an empty directory.",
    ],
    lookAlikes: [
      "fatal: repository 'https://git.test/a.git/' not found",
      'fatal: not a git repository (or any of the parent directories): .git',
    ],
  },
  {
    id: 'left-over-file',
    code: 'left-over',
    category: 'idempotency',
    pattern:
      /(?:mkdir|ln|cp|mv|mkfifo|mknod|tar|unzip|install|symlink|link|can't create|cannot create|failed to create|\[Errno 17\]|EEXIST|FileExistsError|FileAlreadyExistsException)\b.{0,120}?[‘'"`:(] ?[‘'"`]?(?<path>\.{0,2}\/?[^‘'"’`:\s]{1,200})[’'"`]?:? (?:Cannot open: )?(?:[Ff]ile exists|already exists)|File exists(?: @ \w{1,30} -|:) ['"]?(?<path2>[^\s'"]{1,200})|EEXIST: file already exists, \w{1,20} '(?<path3>[^']{1,200})'|FileAlreadyExistsException: (?<path4>\S{1,200})|(?:^|\s)(?<path5>\/[^\s:]{1,200}): [Ff]ile exists|tar: (?<path6>[^:]{1,200}): Cannot open: File exists/,
    in: 'log',
    cause: (groups, context) =>
      `${groups.path} already exists (file exists): an earlier run of ${context.container} left it in the volume, and the command is not idempotent, so every further attempt fails`,
    fixes: (groups, context) => [
      showCommand(context),
      onceMore(context),
      edit(context, `make the command idempotent: mkdir -p, ln -sfn, cp -f, or test for ${groups.path} first`),
      showMounts(context),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "mkdir: can't create directory '/data/seed': File exists",
      'mkdir: cannot create directory ‘/data/seed’: File exists',
      "ln: failed to create symbolic link '/app/current': File exists",
      "FileExistsError: [Errno 17] File exists: '/data/cache'",
      "Error: EEXIST: file already exists, mkdir '/data/x'",
      'java.nio.file.FileAlreadyExistsException: /data/lock',
      'mkdir /data/x: file exists',
      'tar: conf/app.ini: Cannot open: File exists',
    ],
    lookAlikes: ['configmap "x" already exists', 'relation "users" already exists', 'iptables: Chain already exists.'],
  },
  {
    id: 'left-over-busy',
    code: 'left-over',
    category: 'idempotency',
    pattern: /(?:(?<path>\.{0,2}\/[^‘'"’`\s:]{1,120})[’'"`]?:? )?(?:[Tt]ext file busy|ETXTBSY\b)/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} writes over ${groups.path ?? 'a program'} while it is being executed (text file busy): an earlier run put it into a volume that outlives the init container, and another container of the pod runs it already`,
    fixes: (groups, context) => [
      edit(
        context,
        `make the copy idempotent: write to a temporary name and rename it (cp A B.new && mv B.new B), use cp --remove-destination, or leave out what exists already${groups.path ? ` (${groups.path})` : ''}`,
      ),
      onceMore(context),
      showMounts(context),
    ],
    weight: 2,
    heals: 'no',
    matches: ["cp: cannot create regular file '/target/./velero-plugin-for-gcp': Text file busy", 'open /tools/agent: text file busy'],
    lookAlikes: ['mv: cannot move: Device or resource busy', 'text file written'],
  },
  {
    id: 'left-over-initialized',
    code: 'app-error',
    category: 'idempotency',
    pattern:
      /bootstrap no longer allowed|[Vv]ault is already initialized|(?:cluster|server|instance|repository|store|system|realm) (?:has )?already (?:been )?(?:initiali[sz]ed|bootstrapped|set up)(?!.{0,40}(?:skip|nothing to do|continu|leaving))|^\W{0,3}(?:[Ee]rror|[Ff]atal|[Ff]ailed)\b.{0,120}already (?:been )?(?:initiali[sz]ed|bootstrapped)/,
    in: 'log',
    cause: (_, context) =>
      `what ${context.container} sets up was set up (initialized, bootstrapped) by an earlier run already, and it can be done only once: the container is not idempotent, or the token or key of that first run is lost`,
    fixes: (_, context) => [
      showCommand(context),
      edit(
        context,
        'let it ask for the state first and end with 0 where it is set up already; give it the token, key or Secret of the first run',
      ),
      inspect('see whether the Secret of the first run still exists', 'get', 'secrets', '-n', context.namespace),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'Failed ACL bootstrapping: Unexpected response code: 403 (Permission denied: rpc error making call: ACL bootstrap no longer allowed (reset index: 13))',
      '* Vault is already initialized',
      'Fatal: create repository failed: repository already initialized',
    ],
    lookAlikes: [
      'already initialized, skipping',
      'cluster is already bootstrapped, nothing to do',
      '[WARN] tracer already initialized',
      'not yet initialized',
    ],
  },
  {
    id: 'left-over-lock',
    code: 'left-over',
    category: 'idempotency',
    pattern:
      /(?:lock|pid) ?file "?(?<path>\/[^\s"]{1,200})"? already exists|[Uu]nable to (?:lock|obtain|acquire|create) .{0,60}?'?(?<path2>\/[^\s':]{1,200}\.lock)'?|Could not get lock (?<path3>\S{1,200})|(?:[Aa]nother|other) (?:process|instance|git process|server) (?:is|seems to be|may be|might be) (?:already )?(?:running|using)/,
    in: 'log',
    cause: (groups, context) =>
      `a lock${groups.path ? ` file ${groups.path}` : ''} is held or was left by an earlier run in the volume that ${context.container} uses: another instance is running, or one was killed before it could remove the lock`,
    fixes: (groups, context) => [
      inspect('see whether another pod uses the same volume', 'get', 'pods', '-n', context.namespace, '-o', 'wide'),
      showMounts(context),
      edit(context, `if nobody else runs, remove ${groups.path ?? 'the stale lock'} at the start of the command`),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      "fatal: Unable to create '/repo/.git/index.lock': File exists.",
      'FATAL:  lock file "/data/postmaster.pid" already exists',
      'Another git process seems to be running in this repository',
    ],
    lookAlikes: ['Successfully acquired change log lock', 'package-lock.json already exists'],
  },
  {
    id: 'left-over-restore-wait',
    code: 'rerun',
    category: 'idempotency',
    pattern: /filesystem restore done file (?<path>\S{1,250}) is not found yet|Not found: (?<path2>\/restores\/\S{1,200})/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container}, which Velero put into the pod, waits for the done file ${groups.path} of a restore: either that restore is still at work (or its node-agent failed), or it is long finished, the file was cleaned up, and the container runs again after a reboot or a new sandbox and waits for ever`,
    fixes: (_, context) => [
      inspect(
        'see the restores of Velero: whether one is at work, or failed because its node-agent was restarted or is missing on the node',
        'get',
        'restores.velero.io,podvolumerestores.velero.io',
        '-A',
      ),
      recreate(context, 'if the restore is over, delete the pod: its owner makes one without this init container'),
      edit(context, 'or take the init container out of the workload, if the restore wrote it there'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'The filesystem restore done file /restores/data/.velero/1a2b is not found yet. Retry later.',
      'Not found: /restores/data/.velero/1a2b',
    ],
    lookAlikes: ['All restic restores are done', 'Error: file not found: /data/x'],
  },
];
