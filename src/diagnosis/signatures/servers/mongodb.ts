import { advise } from '../../words/commands.ts';
import { edit, showMounts } from '../remedies.ts';
import { showSecretKeys, showServers, showSettings } from '../settings.ts';
import type { Signature } from '../signature.ts';

/** MongoDB: its shells, drivers and server. */
export const mongodb: readonly Signature[] = [
  {
    id: 'mongodb-login',
    code: 'database-auth',
    category: 'db-auth',
    pattern:
      /Mongo\w{0,20}(?:Error|Exception|Failure).{0,80}?(?:Authentication failed|auth failed)|\bcode[": ]{1,4}18\b.{0,40}(?:AuthenticationFailed|Authentication failed)|\(AuthenticationFailed\)|auth error: sasl conversation error|Could not find user "?(?<user>[^"\s]{1,80})"? for db "?(?<database>[^"\s]{1,64})|pymongo\.errors\.OperationFailure: Authentication failed|connection\(\) error occurred during connection handshake: auth error/,
    in: 'log',
    cause: (groups, context) =>
      `MongoDB refuses the login of ${context.container}${groups.user ? ` as ${groups.user}` : ''} (authentication failed): wrong user or password, or the user belongs to another database than the one it logs in to (authSource)`,
    fixes: (_, context) => [
      showSettings(context),
      showSecretKeys(context),
      edit(
        context,
        'give it user and password that the server knows, and authSource=admin in the URI if the user was made in admin; characters such as @ : / # in the password must be percent-encoded',
      ),
      advise('MONGO_INITDB_ROOT_USERNAME and _PASSWORD only work on an empty volume; later changes need db.changeUserPassword'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'MongoServerError: Authentication failed.',
      "com.mongodb.MongoCommandException: Command failed with error 18 (AuthenticationFailed): 'Authentication failed.' on server mongo:27017.",
      "pymongo.errors.OperationFailure: Authentication failed., full error: {'ok': 0.0, 'errmsg': 'Authentication failed.', 'code': 18}",
      'connection() error occurred during connection handshake: auth error: sasl conversation error: unable to authenticate using mechanism "SCRAM-SHA-256": (AuthenticationFailed) Authentication failed.',
    ],
    lookAlikes: [
      'MongoServerError: not authorized on app to execute command { insert: "users" }',
      'mongosh connected, authentication is off',
    ],
  },
  {
    id: 'mongodb-rights',
    code: 'database-auth',
    category: 'db-auth',
    pattern:
      /not authorized on (?<database>\S{1,64}) to execute command|(?:[Cc]ommand|command) (?<command>\w{1,40}) requires authentication|MongoServerError: (?:there are no users authenticated|requires authentication)|error 13 \(Unauthorized\)/,
    in: 'log',
    cause: (groups, context) =>
      groups.database
        ? `the MongoDB user of ${context.container} has no role for this on database ${groups.database} (not authorized)`
        : `MongoDB wants a login, and ${context.container} gives none (${groups.command ?? 'the command'} requires authentication)`,
    fixes: (groups, context) => [
      showSettings(context),
      edit(context, 'give it user, password and authSource in the URI (env from a Secret)'),
      advise(`or grant the user a role there: db.grantRolesToUser, such as readWrite or dbAdmin on ${groups.database ?? 'the database'}`),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'MongoServerError: not authorized on app to execute command { insert: "users", ordered: true }',
      'MongoServerError: command find requires authentication',
      'MongoServerError: Command listDatabases requires authentication',
    ],
    lookAlikes: ['MongoServerError: Authentication failed.', 'not authorized to view this page'],
  },
  {
    id: 'mongodb-keyfile',
    code: 'permission-denied',
    category: 'permission',
    pattern:
      /permissions on (?<path>\/[^\s"]{1,200}) are too open|[Ee]rror (?:reading|opening) file:? (?<path2>\/[^\s":]{1,200}): (?:Permission denied|bad file)|security key in (?<path3>\/\S{1,200}) has length/,
    in: 'log',
    cause: (groups, context) =>
      `mongod in ${context.container} does not accept its key file ${groups.path ?? ''}: its permissions are too open (only the owner may have rights, 0400 or 0600), or its own user may not read it`.replace(
        ' :',
        ':',
      ),
    fixes: (_, context) => [
      showMounts(context),
      edit(
        context,
        'set defaultMode: 0400 on the Secret volume (with runAsUser and fsGroup the kubelet makes it 0440, which mongod accepts only from root), or copy the key file into an emptyDir first and chmod 600 and chown it to the user of mongod there',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      '"attr":{"error":{"code":30,"codeName":"InvalidPath","errmsg":"permissions on /data/configdb/key.txt are too open"}}}',
      'error opening file: /etc/mongo/keyfile: Permission denied',
    ],
    lookAlikes: ["Permissions 0644 for '/root/.ssh/id_rsa' are too open.", 'MongoServerError: Authentication failed.'],
  },
  {
    id: 'mongodb-no-primary',
    code: 'wait-external',
    category: 'dep-no-endpoints',
    pattern:
      /NotYetInitialized|no replset config has been received|ReplicaSetNoPrimary|not (?:master|primary) and (?:slaveOk|secondaryOk)=false|NotWritablePrimary|NotPrimaryNoSecondaryOk|Could not find host matching read preference \{ mode: "primary"|PrimarySteppedDown|Our replica set config is invalid or we are not a member|replica set (?<name>\S{1,60}) (?:has no primary|not initiated)/,
    in: 'log',
    cause: (_, context) =>
      `the MongoDB replica set that ${context.container} connects to has no primary: it was never initiated (rs.initiate), has no majority of members, or is electing one`,
    fixes: (_, context) => [
      showServers(context),
      showSettings(context),
      advise(
        'look at rs.status() in one of its pods: mongosh --eval "rs.status()"; initiate the set once, with host names that every member resolves',
      ),
      edit(context, 'name the replica set and its members in the URI (replicaSet=), or directConnection=true for a single server'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'MongoServerError[NotYetInitialized]: no replset config has been received',
      "MongoServerSelectionError: connection timed out topology: { type: 'ReplicaSetNoPrimary' }",
      'MongoServerError: not primary and secondaryOk=false - consider using db.getMongo().setReadPref() or readPreference in the connection string',
    ],
    lookAlikes: ['replica set rs0 has a primary: mongo-0:27017', 'MongoServerError: Authentication failed.'],
  },
  {
    id: 'mongodb-unreachable',
    code: 'connection-refused',
    category: 'dep-no-endpoints',
    pattern:
      /Mongo(?:Network|ServerSelection|Timeout|Socket\w{0,10})(?:Error|Exception)?: (?:connect ECONNREFUSED |connect ETIMEDOUT |getaddrinfo \w{5,12} )?(?<host>[\w.-]{1,200}:\d{2,5})?|ServerSelectionTimeoutError: ?(?<host2>[\w.-]{1,200}:\d{2,5})?|server selection (?:error|timeout)(?:: server selection timeout)?|Timed out (?:after \d{1,8} ms )?while waiting for a server that matches/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} finds no MongoDB server that answers${groups.host ? ` at ${groups.host}` : ''} (server selection): it is not up, has no ready endpoint, or host, port or the names of the members are wrong`,
    fixes: (_, context) => [
      showServers(context),
      showSettings(context),
      edit(context, 'correct the URI (hosts, replicaSet, tls), or try again until it is up'),
    ],
    weight: 1,
    heals: 'maybe',
    matches: [
      'MongoServerSelectionError: Server selection timed out after 30000 ms',
      'pymongo.errors.ServerSelectionTimeoutError: mongo:27017: timed out, Timeout: 30s, Topology Description: <TopologyDescription id: 1, topology_type: Unknown>',
      'com.mongodb.MongoTimeoutException: Timed out after 30000 ms while waiting for a server that matches ReadPreferenceServerSelector',
      'server selection error: server selection timeout, current topology: { Type: Unknown }',
    ],
    lookAlikes: ['MongoServerError: Authentication failed.', 'server selected: mongo:27017'],
  },
  {
    id: 'mongodb-data',
    code: 'bad-config',
    category: 'config',
    pattern:
      /featureCompatibilityVersion document.{0,200}(?:invalid|not|BadValue|upgrade)|UPGRADE PROBLEM: (?<why>.{1,120})|WiredTiger error.{0,200}(?:Device or resource busy|Resource temporarily unavailable|unsupported WiredTiger file version|corrupt)|DBPathInUse|Unable to (?:create\/open|lock) the lock file: (?<path>\S{1,200})|permissions on (?<path2>\S{1,200}) are too open/,
    in: 'log',
    cause: (groups, context) =>
      groups.path
        ? `mongod in ${context.container} cannot use ${groups.path}: another mongod holds it, or its owner or mode is wrong`
        : `mongod in ${context.container} cannot open the data directory or run with this release: ${groups.why ?? 'data of another release or another process on the same volume'}`,
    fixes: (_, context) => [
      showMounts(context),
      showServers(context),
      edit(
        context,
        'go back to the release that wrote the data and raise featureCompatibilityVersion step by step; one mongod a volume; keyFile with mode 0400',
      ),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      '** IMPORTANT: UPGRADE PROBLEM: The data files need to be fully upgraded to version 4.4 before attempting an upgrade to 5.0',
      '{"s":"E","c":"CONTROL","msg":"Error setting up listener","attr":{"error":"DBPathInUse: Unable to lock the lock file: /data/db/mongod.lock (Resource temporarily unavailable). Another mongod instance is already running on the /data/db directory"}}',
    ],
    lookAlikes: ['featureCompatibilityVersion is 7.0', 'WiredTiger message: recovery finished'],
  },
  {
    id: 'mongodb-uri',
    code: 'bad-config',
    category: 'config',
    pattern:
      /MongoParseError: (?<why>.{1,120})|Invalid scheme, expected connection string to start with|(?:error parsing uri|InvalidURI): (?<why2>.{1,120})|connection string is invalid\. It must start with/,
    in: 'log',
    cause: (groups, context) =>
      `the MongoDB URI of ${context.container} cannot be read${groups.why ? ` (${groups.why})` : ''}: its variable is empty, or characters of the password are not percent-encoded`,
    fixes: (_, context) => [
      showSettings(context),
      showSecretKeys(context),
      edit(
        context,
        'set the variable to mongodb://USER:PASSWORD@HOST:27017/NAME?authSource=admin, with @ : / # in the password percent-encoded',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'MongoParseError: Invalid scheme, expected connection string to start with "mongodb://" or "mongodb+srv://"',
      'error parsing uri: scheme must be "mongodb" or "mongodb+srv"',
      'The connection string is invalid. It must start with "mongodb://"',
    ],
    lookAlikes: ['Connecting to: mongodb://mongo:27017/?directConnection=true', 'MongoServerError: Authentication failed.'],
  },
];
