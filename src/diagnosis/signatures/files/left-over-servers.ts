import { advise, inspect } from '../../words/commands.ts';
import { edit, showCommand } from '../remedies.ts';
import type { Signature } from '../signature.ts';

/** What an earlier run left behind on a server: users, topics, buckets, locks of stores. Neither a volume nor a new pod changes anything. */
export const leftOverOnServers: readonly Signature[] = [
  {
    id: 'left-over-remote-lock',
    code: 'left-over',
    category: 'idempotency',
    pattern:
      /(?<tool>repository) is already locked|[Ee]rror acquiring the (?<tool2>state) lock|the (?<tool3>state) is already locked by another|ConditionalCheckFailed(?:Exception)?\b.{0,80}(?<tool4>state)|Failed to create\/acquire the lock .{1,120}lock\.exclusive|[Ll]ock (?:is )?(?:already )?held by (?:another|a different) (?:process|client|session|backup)/,
    in: 'log',
    cause: (groups, context) =>
      `the ${groups.tool ?? 'store'} that ${context.container} works on is locked: another run is at work on it, or an earlier one was killed before it could remove its lock`,
    fixes: (groups, context) => [
      inspect('see whether another pod or Job works on it now', 'get', 'pods,jobs', '-A', '-o', 'wide'),
      advise(
        groups.tool === 'state'
          ? 'if none does, run terraform force-unlock once, with the ID that the log names, then let it try again'
          : 'if none does, remove the stale lock once (restic unlock, borg break-lock), then let it try again',
      ),
      edit(context, 'let one run alone work on it: concurrencyPolicy: Forbid on a CronJob, one replica'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'unable to create lock in backend: repository is already locked exclusively by PID 14 on photos-0 by root (UID 0, GID 0)',
      'Error: Error acquiring the state lock',
      'Failed to create/acquire the lock /repo/lock.exclusive (timeout).',
    ],
    lookAlikes: ['lock released', 'Successfully acquired change log lock', 'Migration table is already locked'],
  },
  {
    id: 'left-over-object',
    code: 'left-over',
    category: 'idempotency',
    pattern:
      /(?:createuser|createdb|useradd|adduser|groupadd|addgroup|aws|gsutil|rabbitmqctl|kafka-topics(?:\.sh)?|mc|vault|mongosh?|curl|kubectl)\b.{0,200}\balready (?:exists|in use|own)|(?:Topic|Bucket|bucket|User|Vhost|Index|index|Stream) [‘'"`[]?(?<name>[\w./-]{1,100})[’'"`\]]? already exists|(?:user|group) [‘'"](?<name2>[\w.-]{1,60})[’'"] (?:already exists|in use)|Error from server \(AlreadyExists\): (?<name3>.{1,100}) already exists|(?<name4>RTNETLINK) answers: File exists|BucketAlreadyOwnedByYou|previous request to create the named (?<name5>bucket) succeeded|(?:[Uu]ser(?:name)?|[Ll]ogin|[Aa]ccount|[Ee]-?mail(?: address)?|[Nn]ame) (?:'[^']{1,80}' |"[^"]{1,80}" |with \w{1,10} .{1,60} )?(?:is |has |was )?(?:already|been) (?:been )?(?:in use|taken|registered)|Create\w{1,12}: \w{1,20} already exists|User exists with same|resource_already_exists_exception|TopicExistsException/,
    in: 'log',
    cause: (groups, context) =>
      `what ${context.container} is to create already exists from an earlier run${groups.name ? ` (${groups.name})` : ''}, and its command treats that as an error: it is not idempotent`,
    fixes: (_, context) => [
      showCommand(context),
      edit(
        context,
        'make the command idempotent: --if-not-exists, a look whether it is there first, kubectl apply in place of create; or choose another name (user, e-mail), if the existing one belongs to somebody else',
      ),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'createuser: error: creation of new role failed: ERROR:  role "app" already exists',
      "Error while executing topic command : Topic 'orders' already exists.",
      'Error from server (AlreadyExists): configmaps "state" already exists',
      "useradd: user 'app' already exists",
      'Command error: CreateUser: e-mail already in use [email: admin@corp.test]',
      'ActiveRecord::RecordInvalid: Validation failed: Email has already been taken',
      'CommandError: Error: That username is already taken.',
      'mc: <ERROR> Unable to make bucket `minio/uploads`. Your previous request to create the named bucket succeeded and you already own it.',
    ],
    lookAlikes: ["mkdir: can't create directory '/data/seed': File exists", 'relation "users" already exists, skipping'],
  },
];
