import { advise } from '../../words/commands.ts';
import { edit, showCommand, showMounts } from '../remedies.ts';
import { showReplicas, showSecretKeys, showSettings } from '../settings.ts';
import type { Groups, Signature } from '../signature.ts';

/** Tools of operators that run as steps: Helm, Terraform, Ansible, rsync, ssh, sops, restic, rclone. */

const why = (groups: Groups) => (groups.why ? `: ${groups.why.replace(/[^\w)\]'"]{1,3}$/, '')}` : '');

export const tools: readonly Signature[] = [
  {
    id: 'helm',
    code: 'app-error',
    category: 'app-exit',
    pattern:
      /(?:UPGRADE|INSTALLATION|ROLLBACK|UNINSTALLATION) FAILED: (?<why>.{1,140})|another operation \(install\/upgrade\/rollback\) is in progress|execution error at \((?<file>[^)]{1,120})\): (?<why2>.{1,120})|Error: repo(?:sitory)? (?:name \()?(?<repository>[\w.-]{1,60})\)? not found|is not a valid chart repository or cannot be reached: ?(?<why3>.{0,120})|chart "(?<chart>[^"]{1,80})" (?:version "[^"]{1,40}" )?not found/,
    in: 'log',
    cause: (groups, context) =>
      `helm in ${context.container} fails${groups.chart ? `: there is no chart ${groups.chart} of that version` : groups.repository ? `: repository ${groups.repository} is not configured` : why(groups) || ': another operation is in progress, or a killed one left the release pending'}`,
    fixes: (_, context) => [
      showCommand(context),
      showReplicas(context),
      advise('see helm history RELEASE; a release that hangs in pending-upgrade goes back with helm rollback'),
      edit(context, 'correct repository, chart, version and values of the command'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress',
      'Error: INSTALLATION FAILED: cannot re-use a name that is still in use',
      'Error: execution error at (shop/templates/secret.yaml:3:4): password must be set',
      'Error: repo bitnami not found',
    ],
    lookAlikes: ['Release "shop" has been upgraded. Happy Helming!', 'Error: release: not found'],
  },
  {
    id: 'terraform',
    code: 'app-error',
    category: 'app-exit',
    pattern:
      /Error: (?<why>Failed to (?:get existing workspaces|query available provider packages|install provider|load plugin schemas|load state|read (?:module|variables file)).{0,80}|Backend initialization required.{0,60}|No value for required variable|Invalid provider configuration|No configuration files|Inconsistent dependency lock file|Reference to undeclared .{1,60}|Unsupported argument|Missing required argument|Provider produced inconsistent .{1,40}|error configuring .{1,80})/,
    in: 'log',
    cause: (groups, context) => `terraform in ${context.container} fails${groups.why ? `: ${groups.why.toLowerCase()}` : ''}`,
    fixes: (_, context) => [
      showCommand(context),
      showSettings(context),
      advise('the lines below say which variable or provider'),
      edit(context, 'run terraform init before, give it credentials and TF_VAR_ variables, and let one pod alone run it'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'Error: No value for required variable',
      '│ Error: Failed to query available provider packages',
      'Error: Inconsistent dependency lock file',
    ],
    lookAlikes: ['Apply complete! Resources: 3 added, 0 changed, 0 destroyed.', 'Error: release not found'],
  },
  {
    id: 'ansible',
    code: 'app-error',
    category: 'app-exit',
    pattern:
      /fatal: \[(?<host>[^\]]{1,100})\]: (?<what>UNREACHABLE|FAILED)! => (?:.{0,200}?"msg": "(?<why>[^"]{1,140}))?|ERROR! (?<why2>.{1,140})|failed=(?<count>[1-9]\d{0,4})\b/,
    in: 'log',
    cause: (groups, context) =>
      groups.what === 'UNREACHABLE'
        ? `Ansible in ${context.container} cannot reach the host ${groups.host}${why(groups)}`
        : `the playbook of ${context.container} fails${groups.host ? ` on ${groups.host}` : ''}${why(groups)}`,
    fixes: (_, context) => [
      showCommand(context),
      showMounts(context),
      showSecretKeys(context),
      edit(context, 'correct inventory, variables or key that the message names'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'fatal: [web-1]: UNREACHABLE! => {"changed": false, "msg": "Failed to connect to the host via ssh: timeout", "unreachable": true}',
      'fatal: [localhost]: FAILED! => {"changed": false, "msg": "Destination directory /x does not allow it"}',
      'ERROR! the playbook: site.yml could not be found',
    ],
    lookAlikes: ['web-1 : ok=3 changed=1 unreachable=0 failed=0', 'ERROR: relation is locked'],
  },
  {
    id: 'rsync',
    code: 'app-error',
    category: 'app-exit',
    pattern:
      /@ERROR: (?<why>(?:auth failed on module|Unknown module|access denied to|max connections).{0,100})|rsync error: (?<why2>.{1,100}?) \(code (?<number>\d{1,3})\)|rsync: (?:\[\w{1,12}\] )?(?<why3>connection unexpectedly closed.{0,60}|change_dir .{1,120})/,
    in: 'log',
    cause: (groups, context) => `rsync in ${context.container} fails${groups.number ? ` with code ${groups.number}` : ''}${why(groups)}`,
    fixes: (_, context) => [
      showCommand(context),
      showMounts(context),
      edit(
        context,
        'correct source, target and credentials; --no-owner --no-group --omit-dir-times where the volume does not let it change them (code 23)',
      ),
    ],
    weight: 1,
    heals: 'maybe',
    matches: [
      'rsync error: some files/attrs were not transferred (see previous errors) (code 23) at main.c(1338) [sender=3.2.7]',
      "@ERROR: Unknown module 'site'",
      'rsync: [sender] change_dir "/src" failed: something is wrong',
    ],
    lookAlikes: ['sent 1,234 bytes  received 35 bytes', 'rsync version 3.2.7'],
  },
  {
    id: 'ssh-broken-off',
    code: 'connection-refused',
    category: 'network-blocked',
    pattern:
      /kex_exchange_identification: (?<why>.{1,80})|Connection closed by (?<host>[\w.:]{3,60}) port (?<port>\d{1,5})|Received disconnect from (?<host2>[\w.:]{3,60}).{0,40}(?:Too many authentication failures|not allowed)|no matching (?<why2>(?:host key type|key exchange method|cipher|MAC) found).{0,100}|scp: Connection closed/,
    in: 'log',
    cause: (groups, context) =>
      `the ssh server${groups.host ? ` ${groups.host}` : ''} breaks off the connection of ${context.container}${why(groups)}: it lets this address or user not in, or the two share no algorithm`,
    fixes: (_, context) => [
      showCommand(context),
      showSecretKeys(context),
      edit(context, 'correct host, port, user and key; give old servers the algorithm by name (-o HostKeyAlgorithms=+ssh-rsa)'),
      advise('ask the owner of the server what its log says of this connection'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'kex_exchange_identification: Connection closed by remote host',
      'Unable to negotiate with 10.1.2.3 port 22: no matching host key type found. Their offer: ssh-rsa',
      'Connection closed by 10.1.2.3 port 22',
    ],
    lookAlikes: ['git@git.test: Permission denied (publickey).', 'Connection to db closed.'],
  },
  {
    id: 'secret-tools',
    code: 'bad-config',
    category: 'config',
    pattern:
      /Failed to get the data key required to decrypt the SOPS file|gpg: decryption failed: (?<why>.{1,60})|age: error: (?<why2>.{1,100})|Fatal: (?<why3>wrong password or no key found|unable to open config file.{0,100}|repository does not exist.{0,80})|(?<why4>didn't find section in config file)|no identity matched any of the recipients/,
    in: 'log',
    cause: (groups, context) => `${context.container} cannot open what is encrypted${why(groups)}: it has no fitting key or password`,
    fixes: (_, context) => [
      showSettings(context),
      showMounts(context),
      showSecretKeys(context),
      edit(
        context,
        'give it the key or password (SOPS_AGE_KEY_FILE, cloud credentials for KMS, RESTIC_PASSWORD), and the configuration that names the store',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'Failed to get the data key required to decrypt the SOPS file.',
      'Fatal: wrong password or no key found',
      'gpg: decryption failed: No secret key',
      'Failed to create file system for "s3:models": didn\'t find section in config file',
    ],
    lookAlikes: ['SOPS file decrypted', 'repository 4a8b opened (version 2)'],
  },
];
