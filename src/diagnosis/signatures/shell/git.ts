import { advise, inspect } from '../../words/commands.ts';
import { edit, recreate, showCommand, showField } from '../remedies.ts';
import type { Signature, SignatureContext } from '../signature.ts';

/** What git and git-sync say when they cannot fetch. */

const showSecrets = (context: SignatureContext) =>
  showField(context, 'see which Secret brings the credentials and where it is mounted', '.env', '.envFrom', '.args', '.volumeMounts');

export const git: readonly Signature[] = [
  {
    id: 'git-key-mode',
    code: 'git',
    category: 'git',
    pattern:
      /Permissions (?<mode>\d{4}) for '(?<path>[^']{1,200})' are too open|Load key "(?<path2>[^"]{1,200})": (?:Permission denied|bad permissions)|[Uu]nprotected private key file|open (?<path3>\/\S{1,200}(?:ssh|id_\w{2,10}|\.key)): permission denied/,
    in: 'log',
    cause: (groups, context) =>
      `ssh in ${context.container} does not use the private key${groups.path ? ` ${groups.path}` : ''}: its file mode${groups.mode ? ` ${groups.mode}` : ''} is too open (fsGroup adds rights of the group to Secret volumes), or its own user may not read it`,
    fixes: (_, context) => [
      showSecrets(context),
      edit(
        context,
        'set defaultMode: 0400 on the Secret volume and no fsGroup, which turns it into 0440; with runAsUser the file must belong to that user: copy the key to an emptyDir with mode 0600, or use an image whose ssh accepts it',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "Permissions 0644 for '/etc/git-secret/ssh' are too open.",
      'Load key "/etc/git-secret/ssh": Permission denied',
      'stderr: @ WARNING: Permissions 0440 for \'/etc/git-secret/ssh\' are too open. Load key "/etc/git-secret/ssh": bad permissions git@git.test: Permission denied (publickey).',
    ],
    lookAlikes: ['git@git.test: Permission denied (publickey).', 'Load key "/root/.ssh/id_rsa": invalid format'],
  },
  {
    id: 'git-key-format',
    code: 'git',
    category: 'git',
    pattern:
      /Load key "(?<path>[^"]{1,200})": (?<why>invalid format|error in libcrypto|is a directory|Is a directory|incorrect passphrase[\w ]{0,60})|ssh: no key found|error in libcrypto|invalid (?:private )?key format/,
    in: 'log',
    cause: (groups, context) =>
      `the private key${groups.path ? ` ${groups.path}` : ''} in the Secret that ${context.container} mounts is no valid key file (${groups.why ?? 'invalid format'}): its last newline, line breaks or base64 were damaged, so it is malformed`,
    fixes: (_, context) => [
      showSecrets(context),
      inspect('see the Secrets of the namespace', 'get', 'secrets', '-n', context.namespace),
      advise(
        'recreate the Secret from the unmodified private key file (kubectl create secret generic NAME --from-file=ssh-privatekey=FILE), with the newline at its end',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: ['Load key "/root/.ssh/id_rsa": invalid format', 'Load key "/etc/git-secret/ssh": error in libcrypto'],
    lookAlikes: ['git@git.test: Permission denied (publickey).', 'invalid date format'],
  },
  {
    id: 'git-auth',
    code: 'git',
    category: 'git',
    pattern:
      /(?:(?<user>[\w.-]{1,60}@[\w.-]{1,253}): )?Permission denied \((?:publickey|password|gssapi|keyboard)[\w,-]{0,80}\)|fatal: Authentication failed for '?(?<repository>[^'\s]{1,250})|could not read (?:Username|Password) for '(?<repository2>[^']{1,250})'|remote: (?:Invalid username or (?:password|token)|Support for password authentication was removed|HTTP Basic: Access denied|Write access to repository not granted|Password authentication is not supported)|terminal prompts disabled|remote: Permission to (?<repository3>\S{1,200}) denied|ssh: handshake failed: ssh: unable to authenticate|(?:fatal: unable to access '(?<repository4>[^']{1,250})'.{0,20})The requested URL returned error: 40[13]/,
    in: 'log',
    cause: (groups, context) =>
      `the git server${groups.repository ? ` does not let ${context.container} read ${groups.repository}` : groups.user ? ` (${groups.user}) refuses the key of ${context.container}` : ` refuses the credentials of ${context.container}`}: deploy key, token or password is missing, wrong, expired or not allowed for this repository (authentication failed)`,
    fixes: (_, context) => [
      showSecrets(context),
      advise(
        'ask the owner of the repository for a deploy key or access token with read access, and put it into the Secret (for ssh the private key that belongs to the registered public key)',
      ),
      edit(context, 'name that Secret in the container (GITSYNC_SSH_KEY_FILE, GITSYNC_PASSWORD_FILE, or a mount at ~/.ssh)'),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'git@git.test: Permission denied (publickey,keyboard-interactive).',
      "fatal: Authentication failed for 'https://git.test/acme/site.git/'",
      "fatal: could not read Username for 'https://git.test': No such device or address",
      'remote: HTTP Basic: Access denied. The provided password or token is incorrect or your account has 2FA enabled',
    ],
    lookAlikes: ["mkdir: can't create directory '/git': Permission denied", 'password authentication failed for user "app"'],
  },
  {
    id: 'git-host-key',
    code: 'git',
    category: 'git',
    pattern:
      /Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED|No (?:\w{1,20} )?host key is known for (?<host>[\w.:[\]-]{1,253})|knownhosts: key (?:is unknown|mismatch)|unable to find any valid known_hosts file|The authenticity of host '(?<host2>[^'\s]{1,253})/,
    in: 'log',
    cause: (groups, context) =>
      `ssh in ${context.container} does not know the host key of the git server${groups.host ? ` ${groups.host}` : ''}, or it has changed: known_hosts lacks it (host key verification failed)`,
    fixes: (_, context) => [
      showSecrets(context),
      advise('put the host key into the Secret as known_hosts (ssh-keyscan HOST, compared with the fingerprint that the owner publishes)'),
      edit(context, 'mount it and name it (GITSYNC_SSH_KNOWN_HOSTS_FILE, GIT_SSH_COMMAND="ssh -o UserKnownHostsFile=FILE")'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'Host key verification failed.',
      'No ED25519 host key is known for git.test and you have requested strict checking.',
      'ssh: handshake failed: knownhosts: key is unknown',
    ],
    lookAlikes: ['git@git.test: Permission denied (publickey).', 'public key verification passed'],
  },
  {
    id: 'git-no-repository',
    code: 'git',
    category: 'git',
    pattern:
      /remote: Repository not found|fatal: repository '(?<repository>[^']{1,250})' (?:not found|does not exist)|ERROR: Repository not found|remote: The project you were looking for could not be found|does not appear to be a git repository|remote: Not Found|TF401019: |(?:access '(?<repository2>[^']{1,250})'.{0,20})The requested URL returned error: 404/,
    in: 'log',
    cause: (groups, context) =>
      `the git repository${groups.repository ? ` ${groups.repository}` : ''} that ${context.container} clones does not exist, or its credentials have no access to it (servers answer "not found" for private repositories)`,
    fixes: (_, context) => [
      showCommand(context),
      showSecrets(context),
      edit(context, 'correct the URL of the repository'),
      advise('or ask its owner for a deploy key or token that may read it'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'remote: Repository not found.',
      "fatal: repository 'https://git.test/acme/site.git/' not found",
      "fatal: '/srv/git/site.git' does not appear to be a git repository",
    ],
    lookAlikes: ['fatal: not a git repository (or any of the parent directories): .git', 'repository not found in cache, cloning'],
  },
  {
    id: 'git-no-ref',
    code: 'git',
    category: 'git',
    pattern:
      /(?:Remote branch|remote branch) (?<ref>\S{1,200}) not found in upstream|couldn't find remote ref (?<ref2>\S{1,200})|pathspec '(?<ref3>[^']{1,200})' did not match|reference is not a tree: (?<ref4>\w{1,64})|unknown revision or path not in the working tree|invalid reference: (?<ref5>\S{1,200})|upload-pack: not our ref (?<ref6>\w{1,64})|unable to resolve ref(?:erence)? ['"]?(?<ref7>\S{1,200})/,
    in: 'log',
    cause: (groups, context) =>
      `the repository that ${context.container} clones has no branch, tag or commit ${groups.ref ?? 'of that name'}: it was renamed (master, main), deleted, rewritten, or lies outside of a shallow clone`,
    fixes: (groups, context) => [
      showCommand(context),
      edit(
        context,
        `set a branch, tag or commit that exists in place of ${groups.ref ?? 'it'} (git ls-remote URL lists them), or deepen the clone (--depth)`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'fatal: Remote branch release-9 not found in upstream origin',
      "fatal: couldn't find remote ref refs/heads/main",
      "error: pathspec 'v9' did not match any file(s) known to git",
      'fatal: reference is not a tree: 4f1c0de',
    ],
    lookAlikes: ["fatal: repository 'https://git.test/a.git/' not found", 'branch main not found in cache'],
  },
  {
    id: 'git-dubious-ownership',
    code: 'git',
    category: 'git',
    pattern:
      /detected dubious ownership in repository at '(?<path>[^']{1,200})'|unsafe repository \('(?<path2>[^']{1,200})' is owned by someone else\)/,
    in: 'log',
    cause: (groups, context) =>
      `git in ${context.container} refuses the repository ${groups.path}: the directory belongs to another user than the one it runs as (dubious ownership)`,
    fixes: (groups, context) => [
      showField(context, 'see its user and mounts', '.securityContext', '.volumeMounts'),
      edit(
        context,
        `run it as the user that owns the volume (runAsUser), or name the directory as safe: git config --global --add safe.directory ${groups.path}`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "fatal: detected dubious ownership in repository at '/git/site'",
      "fatal: unsafe repository ('/git/site' is owned by someone else)",
    ],
    lookAlikes: ['fatal: not a git repository', 'unsafe operation'],
  },
  {
    id: 'git-broken-copy',
    code: 'git',
    category: 'git',
    pattern:
      /fatal: not a git repository|shallow file has changed since we read it|object file \S{1,200} is empty|fatal: loose object \w{1,64}|fatal: bad object|(?:error|fatal): .{0,60}(?:corrupt|unable to read tree)|index file (?:smaller than expected|corrupt)|Your local changes to the following files would be overwritten|needs merge|[Nn]ot possible to fast-forward|refusing to merge unrelated histories|repo contains lock file|shallow update not allowed|early EOF|RPC failed; (?<why>.{1,80})|the remote end hung up unexpectedly/,
    in: 'log',
    cause: (groups, context) =>
      `the git copy of ${context.container} is broken or differs from what an earlier run left in the volume${groups.why ? ` (${groups.why})` : ''}, so git cannot go on with it`,
    fixes: (_, context) => [
      showField(context, 'see which volume holds the copy', '.command', '.args', '.volumeMounts'),
      recreate(context, 'delete the pod, so that an emptyDir begins empty (a persistent volume must be cleared)'),
      edit(context, 'let the command clone afresh when the copy is unusable (rm -rf DIR, then git clone --depth 1)'),
    ],
    weight: 1,
    heals: 'maybe',
    matches: [
      'fatal: not a git repository (or any of the parent directories): .git',
      'error: object file .git/objects/1a/2b is empty',
      'fatal: the remote end hung up unexpectedly',
      'error: Your local changes to the following files would be overwritten by merge:',
    ],
    lookAlikes: ["fatal: destination path '/repo' already exists and is not an empty directory.", 'fatal: Authentication failed'],
  },
  {
    id: 'git-lfs',
    code: 'git',
    category: 'git',
    pattern: /git-lfs(?: filter-process)?: (?:.{0,40}not found|command not found)|'lfs' is not a git command/,
    in: 'log',
    cause: (_, context) => `git LFS fails in ${context.container}: git-lfs is not in the image`,
    fixes: (_, context) => [
      showCommand(context),
      edit(context, 'use an image with git-lfs (or set GIT_LFS_SKIP_SMUDGE=1 if the large files are not needed)'),
    ],
    weight: 3,
    heals: 'no',
    matches: ["git: 'lfs' is not a git command. See 'git --help'.", 'git-lfs: command not found'],
    lookAlikes: ['Git LFS initialized.', 'lfs objects: 3', 'fatal: a.bin: smudge filter lfs failed'],
  },
  {
    id: 'git-lfs-object',
    code: 'git',
    category: 'git',
    pattern:
      /(?:Error downloading object: .{1,160}?)?batch response: (?<why>.{1,120})|Error downloading object: (?<why2>.{1,120})|Object does not exist on the server.{0,20}\[404\]/,
    in: 'log',
    cause: (groups, context) => `git LFS gets an object for ${context.container} not from its server: ${groups.why ?? 'it is not there'}`,
    fixes: (groups, context) => [
      advise(
        /quota/i.test(groups.why ?? '')
          ? 'the LFS quota (storage or bandwidth) of the repository is used up: ask its owner to raise it, or keep the large files in a bucket or an image'
          : 'see whether the object was pushed (git lfs push --all) and whether these credentials may read LFS objects; ask the owner of the repository about its LFS quota',
      ),
      edit(context, 'or set GIT_LFS_SKIP_SMUDGE=1 if the large files are not needed'),
      showCommand(context),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'batch response: This repository is over its data quota.',
      'Error downloading object: a.bin (f9fcc11): Smudge error: Error downloading a.bin (f9fcc11): [f9fcc11] Object does not exist on the server: [404] Object does not exist on the server',
    ],
    lookAlikes: ['Downloading LFS objects: 100% (3/3), 12 MB', 'fatal: a.bin: smudge filter lfs failed'],
  },
];
