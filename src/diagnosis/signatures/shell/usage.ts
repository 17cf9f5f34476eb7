import { edit, patchPod, showCommand, tryImage } from '../remedies.ts';
import type { Groups, Signature, SignatureContext } from '../signature.ts';

/** Programs that are there but do not know the option: mostly another implementation than the script was written for. */

const helpOf = (groups: Groups, context: SignatureContext) =>
  tryImage(context, 'see which options it has in this image', groups.program ?? 'sh', '--help');

export const usage: readonly Signature[] = [
  {
    id: 'usage-service-variable',
    code: 'bad-config',
    category: 'config',
    pattern:
      /(?:port|Port|PORT|number|integer|int\(\)|parse|NumberFormatException|invalid).{0,120}(?<value>tcp:\/\/[\d.]{7,15}:\d{1,5})|(?<value2>tcp:\/\/[\d.]{7,15}:\d{1,5}).{0,60}(?:invalid|not a (?:valid )?(?:number|port|integer)|out of range)/,
    in: 'log',
    cause: (groups, context) =>
      `a port variable of ${context.container} holds ${groups.value}: Kubernetes sets NAME_PORT for every Service NAME of the namespace (service links), which overrides the default that the program expects to be a number`,
    fixes: (_, context) => [
      showCommand(context),
      patchPod(context, 'switch these variables off (enableServiceLinks: false)', { enableServiceLinks: false }),
      edit(context, 'or set the port variable explicitly in env, or rename the Service'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'nc: port number invalid: tcp://10.96.12.7:5432',
      'java.lang.NumberFormatException: For input string: "tcp://10.96.12.7:6379"',
    ],
    lookAlikes: ['waiting for tcp://10.96.12.7:5432', 'connected to tcp://db:5432'],
  },
  {
    id: 'usage-nc-option',
    code: 'command-not-found',
    category: 'command-not-found',
    pattern: /\b(?<program>nc|netcat|ncat): (?:invalid|unrecognized|unknown|illegal) option:?(?: --)? ?['"‘]?-{0,2}(?<option>[\w-]{1,20})/,
    in: 'log',
    cause: (groups, context) =>
      `${groups.program} in ${context.image} does not support the option -${groups.option} (BusyBox, OpenBSD and Nmap netcat differ), so the check of ${context.container} can never succeed, whatever the state of its target`,
    fixes: (groups, context) => [
      helpOf(groups, context),
      edit(
        context,
        `use an image whose netcat knows -${groups.option} (busybox:1.36 knows -z), or another check such as pg_isready, wget or curl`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: ["nc: invalid option -- 'z'", 'nc: unrecognized option: z', "ncat: invalid option -- 'z'"],
    lookAlikes: ['nc: bad address db', "tar: invalid option -- 'z'"],
  },
  {
    id: 'usage-pg-isready-no-attempt',
    code: 'bad-config',
    category: 'config',
    pattern: /(?:^|\s)\S{0,200} ?- no attempt\b|local user with ID (?<uid>\d{1,12}) does not exist/,
    in: 'log',
    cause: (groups, context) =>
      `pg_isready or psql of ${context.container} makes no attempt to connect: its parameters are wrong, or without -U it finds no user name for the container's uid${groups.uid ? ` ${groups.uid}` : ''} (no entry in /etc/passwd)`,
    fixes: (_, context) => [
      showCommand(context),
      edit(
        context,
        'add -U USER to the command or set PGUSER (an arbitrary uid has no username), and check host and port parameters for empty variables',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: ['db:5432 - no attempt', 'psql: error: local user with ID 1000680000 does not exist'],
    lookAlikes: ['db:5432 - no response', 'db:5432 - rejecting connections', 'no attempt was made to reach the mirror'],
  },
  {
    id: 'usage-cp-directory',
    code: 'bad-config',
    category: 'config',
    pattern: /\bcp: (?:-r not specified; )?omitting directory ['"‘`]?(?<path>[^'"’`]{1,200})/,
    in: 'log',
    cause: (groups, context) =>
      `${groups.path ?? 'what the command names'} is a directory, and the command of ${context.container} copies files only (omitting directory): its option for whole directories (recursive) is missing`,
    fixes: (groups, context) => [
      showCommand(context),
      edit(context, `use cp -r, or copy what is in it: cp -r ${groups.path ?? 'DIR'}/. TARGET`),
    ],
    weight: 2,
    heals: 'no',
    matches: ["cp: -r not specified; omitting directory '/themes/acme'", "cp: omitting directory '/plugins'"],
    lookAlikes: ["cp: cannot stat '/plugins': No such file or directory", 'omitting the rest'],
  },
  {
    id: 'usage-docker-daemon',
    code: 'bad-config',
    category: 'config',
    pattern:
      /Cannot connect to the Docker daemon at (?<path>\S{1,120}?)\.? Is the docker|(?:unix:\/\/|dial unix |connect to )(?<path2>\/(?:var\/)?run\/docker\.sock).{0,60}(?:no such file|permission denied|connection refused)/i,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} finds no Docker daemon${groups.path ? ` at ${groups.path.replace('unix://', '')}` : ''}: the nodes run containerd or CRI-O, so there is no docker.sock to mount (a hostPath without type makes an empty directory of it), or its user may not use it`,
    fixes: (_, context) => [
      showCommand(context),
      edit(
        context,
        'leave Docker out: build with Kaniko, BuildKit or Buildah, copy images with skopeo or crane, or run a docker:dind sidecar and set DOCKER_HOST',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
      'dial unix /var/run/docker.sock: connect: no such file or directory',
    ],
    lookAlikes: ['docker daemon is running', 'dial unix /run/app.sock: connect: no such file or directory'],
  },
  {
    id: 'usage-unknown-option',
    code: 'bad-config',
    category: 'config',
    pattern:
      /(?:^|\s|\/)(?<program>[\w.-]{1,40}): (?:error: )?(?:invalid|unrecognized|unknown|illegal|unsupported|ambiguous) (?:option|argument|flag|switch)s?(?: --)?:? ?['"‘`]?(?<option>-{0,2}[\w-]{1,60})|(?:[Uu]nknown|[Uu]nrecognized|[Ii]nvalid|[Uu]nsupported|[Nn]o such) (?:shorthand )?(?:flag|option|switch|command-line option|subcommand|command)s?:? ['"‘`]?(?<option2>-{0,2}\w[\w.-]{0,60})|[Uu]n(?:known|recognized) arguments?:? ['"‘`]?(?<option9>-{0,2}\w[\w.-]{0,60})|flag provided but not defined: (?<option3>-\S{1,60})|error: found argument '(?<option4>[^']{1,60})' which wasn't expected|error: unexpected argument '(?<option5>[^']{1,60})' found|curl: option (?<option10>-{1,2}[\w-]{1,60}): |bad option(?: --)?:? ['"]?(?<option6>-{0,2}[\w-]{1,60})|Unrecognized option: (?<option7>-\S{1,80})|option requires an argument(?: --)? ?['"]?(?<option8>\w{1,20})/,
    in: 'log',
    cause: (groups, context) =>
      `${groups.program && !/^(?:error|err|fatal)$/i.test(groups.program) ? groups.program : 'the program'} does not know the option or command ${groups.option ?? ''} that ${context.container} gives it: another version or implementation than the arguments were written for`.replace(
        '  ',
        ' ',
      ),
    fixes: (groups, context) => [
      showCommand(context),
      edit(
        context,
        `correct the arguments${groups.option ? ` (${groups.option})` : ''}, or use the image release that supports them; BusyBox tools know fewer options than GNU tools`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'Error: unknown flag: --wait-for-jobs',
      "Error: unknown shorthand flag: 'z' in -z",
      'wget: unrecognized option: retry-connrefused',
      "tar: invalid option -- 'z'",
      'flag provided but not defined: -dbhost',
      "error: unexpected argument '--foo' found",
      'Unrecognized option: -XX:+UseFoo',
      "grep: unrecognized option '--perl'",
    ],
    lookAlikes: ["nc: bad address 'db'", 'unknown host db', 'invalid argument: mount failed'],
  },
  {
    id: 'usage-missing-argument',
    code: 'bad-config',
    category: 'config',
    pattern:
      /required flag\(s\) (?<option>"[^"]{1,100}"(?:, "[^"]{1,60}"){0,6}) not set|the following (?:required )?arguments (?:are|were) (?:required|not provided):? ?(?<option2>.{0,100})|missing required (?:flag|option|argument|parameter|setting)s?:? ?(?<option3>.{0,80})|Missing (?:required )?(?:option|argument|parameter)s?:? ?(?<option4>.{0,80})|accepts (?:at most |at least |between )?\d{1,3}(?: and \d{1,3})? arg\(s\), received \d{1,3}|missing (?:file )?operand/,
    in: 'log',
    cause: (groups, context) =>
      `the command of ${context.container} lacks a required argument${groups.option ? `: ${groups.option}` : ''}; an empty variable may stand in its place`,
    fixes: (_, context) => [
      showCommand(context),
      edit(context, 'add the argument, or set the variable that it comes from ($(NAME) in args is only replaced if env defines NAME)'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'Error: required flag(s) "bucket" not set',
      'migrate.py: error: the following arguments are required: --dsn',
      'cp: missing file operand',
    ],
    lookAlikes: ['Error: unknown flag: --bucket', 'missing file /etc/app'],
  },
  {
    id: 'usage-only-help',
    code: 'bad-config',
    category: 'config',
    pattern: /^BusyBox v[\d.]{1,10} .{0,80}multi-call binary|^[Uu]sage: (?<program>[\w./-]{1,60})/,
    in: 'log',
    cause: (groups, context) =>
      `${groups.program ?? 'the program'} prints its usage text in place of doing its work: ${context.container} gives it a wrong option or lacks an argument`,
    fixes: (groups, context) => [
      showCommand(context),
      edit(context, `correct the arguments to what ${groups.program ?? 'the program'} of this image knows`),
    ],
    weight: 1,
    heals: 'no',
    matches: [
      'BusyBox v1.36.1 (2023-05-18 22:34:17 UTC) multi-call binary.',
      'Usage: nc [OPTIONS] HOST PORT  - connect',
      'usage: kubectl-wait [flags]',
    ],
    lookAlikes: ['memory usage: 90%', 'disk usage is high'],
  },
];
