import { advise } from '../../words/commands.ts';
import { edit, showCommand, showMounts, showSecurity } from '../remedies.ts';
import { showServers, showSettings } from '../settings.ts';
import type { Signature } from '../signature.ts';

/** PostgreSQL cannot start or read what it is given: data files, their owner, settings, tools of another release. */

export const postgresData: readonly Signature[] = [
  {
    id: 'postgres-data-version',
    code: 'bad-config',
    category: 'config',
    pattern:
      /database files are incompatible with server|data directory was initialized by PostgreSQL version (?<old>[\d.]{1,8}),? which is not compatible with this version (?<new>[\d.]{1,8})|there appears to be PostgreSQL data in:|old cluster does not use data checksums|cannot be upgraded directly/,
    in: 'log',
    cause: (groups, context) =>
      `the data directory was written by ${groups.old ? `PostgreSQL ${groups.old}` : 'another major release of PostgreSQL'}, which ${groups.new ? `PostgreSQL ${groups.new}` : 'the release'} of image ${context.image} cannot open (incompatible)`,
    fixes: (groups, context) => [
      showMounts(context),
      edit(context, `go back to an image of PostgreSQL ${groups.old ?? 'of the release that wrote the data (see PG_VERSION)'}`),
      advise('then upgrade on purpose: dump and restore, pg_upgrade, or the upgrade of the operator'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'FATAL:  database files are incompatible with server',
      'DETAIL:  The data directory was initialized by PostgreSQL version 13, which is not compatible with this version 16.2 (Debian 16.2-1.pgdg120+2).',
      'Error: in 18+, these Docker images are configured ... there appears to be PostgreSQL data in:',
    ],
    lookAlikes: ['database files are compatible', 'incompatible library "/usr/lib/x.so"'],
  },
  {
    id: 'postgres-data-owner',
    code: 'permission-denied',
    category: 'permission',
    pattern:
      /data directory "(?<path>[^"]{1,200})" has (?<what>invalid permissions|wrong ownership|group or world access)|private key file "(?<path2>[^"]{1,200})" (?:has group or world access|must be owned)|"root" execution of the PostgreSQL server is not permitted|initdb: (?:error: )?cannot be run as root/,
    in: 'log',
    cause: (groups, context) =>
      groups.path
        ? `PostgreSQL in ${context.container} does not start with ${groups.path}: wrong owner or mode (${groups.what ?? 'group or world access'}); it wants 0700 or 0750 and its own user`
        : `PostgreSQL in ${context.container} must not run as root`,
    fixes: (groups, context) => [
      showSecurity(context),
      showMounts(context),
      edit(
        context,
        groups.path
          ? `run it as the user that owns ${groups.path} (runAsUser), or let an init container chown and chmod 0700 it; fsGroupChangePolicy: OnRootMismatch keeps the kubelet from adding group rights`
          : 'set runAsUser to the uid of postgres (999 in Debian images, 70 in Alpine images)',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'FATAL:  data directory "/var/lib/postgresql/data/pgdata" has invalid permissions',
      'FATAL:  data directory "/var/lib/postgresql/data" has wrong ownership',
      '"root" execution of the PostgreSQL server is not permitted.',
      'initdb: error: cannot be run as root',
    ],
    lookAlikes: ['data directory "/data" is empty', 'fixing permissions on existing directory /data ... ok'],
  },
  {
    id: 'postgres-settings',
    code: 'bad-config',
    category: 'config',
    pattern:
      /unrecognized configuration parameter "(?<name>[^"]{1,80})"|(?:invalid value for parameter|parameter) "(?<name2>[^"]{1,80})"(?:: "(?<value>[^"]{0,80})"| cannot be changed| requires)|configuration file "(?<file>[^"]{1,200})" contains errors|(?:invalid connection option|invalid URI query parameter|invalid sslmode value):? "(?<name3>[^"]{1,80})"|missing "=" after "(?<name4>[^"]{1,80})" in connection info string|invalid (?:integer value|port number)[: ]{1,2}"(?<name5>[^"]{0,80})"(?: for connection option)?/,
    in: 'log',
    cause: (groups, context) =>
      /\?|=/.test(groups.name ?? '')
        ? `the connection string of ${context.container} is cut wrongly: "${groups.name}" is an invalid connection option, since query parameters of the URL (behind the ?, such as sslmode) stand where the name of the database is expected`
        : `PostgreSQL does not accept a setting of ${context.container}: ${groups.name ?? groups.file ?? 'see the line'}${groups.value ? ` = ${groups.value}` : ''} (unknown here, wrong value, or a malformed DSN)`,
    fixes: (_, context) => [
      showSettings(context),
      showCommand(context),
      edit(
        context,
        'correct the name or the value of the parameter (take ?sslmode=... out of the URL and set PGSSLMODE, or give the whole URL to pg_isready -d); characters such as @ : / # in a password of a URL must be percent-encoded',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'FATAL:  unrecognized configuration parameter "max_conections"',
      'FATAL:  invalid value for parameter "shared_buffers": "1Q"',
      'psql: error: invalid URI query parameter: "schema"',
      'psql: error: missing "=" after "orders" in connection info string',
      'pg_isready: error: invalid connection option "orders?sslmode"',
      'psql: error: invalid integer value "" for connection option "port"',
    ],
    lookAlikes: ['parameter "x" changed to "y"', 'invalid value for option'],
  },
  {
    id: 'postgres-client-old',
    code: 'bad-config',
    category: 'config',
    pattern:
      /(?:pg_dump|pg_dumpall|pg_restore): (?:error: )?aborting because of server version mismatch|pg_restore: (?:error|\[archiver\]):? unsupported version \((?<version>[\d.]{1,8})\) in file header/,
    in: 'log',
    cause: (_, context) => `the PostgreSQL client tools in ${context.image} are older than the server or the dump (version mismatch)`,
    fixes: (_, context) => [
      showServers(context),
      edit(context, 'use an image whose client is at least of the major release of the server'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'pg_dump: error: aborting because of server version mismatch',
      'pg_restore: error: unsupported version (1.15) in file header',
    ],
    lookAlikes: ['pg_dump: detail: server version: 16.1; pg_dump version: 14.9', 'unsupported version of the protocol'],
  },
  {
    id: 'postgres-damaged',
    code: 'mount-failed',
    category: 'disk',
    pattern:
      /could not locate a (?:valid|required) checkpoint record|invalid (?:primary )?checkpoint record|invalid page in block \d{1,12}|could not (?:open|read) file "(?:global\/pg_control|pg_wal\/|pg_xact\/)|control file contains invalid/,
    in: 'log',
    cause: (_, context) =>
      `the data files of PostgreSQL that ${context.container} opens are damaged or not complete (a crash of the node, a full disk, or a partly restored copy)`,
    fixes: (_, context) => [
      showMounts(context),
      advise('keep a copy of the volume (a VolumeSnapshot) before anything else, then restore from a backup or rejoin the replica'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'PANIC:  could not locate a valid checkpoint record',
      'FATAL:  could not open file "global/pg_control": No such file or directory',
    ],
    lookAlikes: ['checkpoint complete: wrote 12 buffers', 'could not open file "pg_hba.conf": No such file or directory'],
  },
];
