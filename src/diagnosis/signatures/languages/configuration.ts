import { inspect } from '../../words/commands.ts';
import { showPod } from '../../words/show-pod.ts';
import { edit, showCommand, showMounts } from '../remedies.ts';
import { showConfigMaps, showSettings } from '../settings.ts';
import type { Signature } from '../signature.ts';

/** Configuration that a program reads but does not accept: unknown keys, wrong values, templates that cannot be filled in. */
export const configuration: readonly Signature[] = [
  {
    id: 'configuration-template',
    code: 'bad-config',
    category: 'config',
    pattern:
      /template: (?<file>[^:\s]{1,100}):\d{1,5}(?::\d{1,5})?: (?:executing .{1,100}? at <(?<at>[^>]{1,80})>: )?(?:map has no entry for key "(?<name>[^"]{1,80})"|function "(?<function>\w{1,60})" not defined|error calling \w{1,30}: (?<why>.{1,100})|(?<why2>can't evaluate field \w{1,60}|nil pointer evaluating .{1,60}|unexpected .{1,60}|unclosed action))|jinja2\.exceptions\.(?:UndefinedError: '(?<name3>[^']{1,100})' is undefined|(?:UndefinedError|TemplateSyntaxError|TemplateNotFound): (?<why3>.{1,120}))|100: Key not found \((?<name2>[^)]{1,120})\)|(?:gomplate|confd|consul-template|envsubst|dockerize|j2)\b.{0,20}(?:ERROR|error:|Error:) (?<why4>.{1,120})/,
    in: 'log',
    cause: (groups, context) =>
      `the template${groups.file ? ` ${groups.file}` : ''} that ${context.container} fills in does not work out: ${
        groups.name
          ? `${groups.name} is not set`
          : groups.function
            ? `this tool has no function ${groups.function}`
            : (groups.why ?? groups.at ?? 'see the line')
      }`,
    fixes: (_, context) => [
      showSettings(context),
      showMounts(context),
      edit(context, 'give it the value that is missing (env, ConfigMap, key in the store), or correct the template in its ConfigMap'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'template: app.conf.tmpl:3:14: executing "app.conf.tmpl" at <.Env.DB_HOST>: map has no entry for key "DB_HOST"',
      'template: config.tpl:7: function "getenv" not defined',
      "jinja2.exceptions.UndefinedError: 'db_host' is undefined",
      'confd[7]: ERROR 100: Key not found (/app/db/host) [42]',
    ],
    lookAlikes: ['template rendered to /etc/app.conf', 'Rails template: app.html.erb:3: ok'],
  },
  {
    id: 'configuration-unknown-key',
    code: 'bad-config',
    category: 'config',
    pattern:
      /field (?<name>[\w.-]{1,80}) not found in type|json: unknown field "(?<name2>[^"]{1,80})"|unknown (?:key|field|setting|property|directive|keyword|configuration (?:key|option|setting)|attribute|parameter)s?:? ['"`](?<name3>[^'"`]{1,80})['"`]|Unrecognized (?:field|property|option|key):? ["'](?<name6>[^"']{1,80})["']|[Aa]dditional ?[Pp]ropert(?:y|ies) ['"(]{0,2}(?<name4>[\w.-]{1,80}).{0,20} not (?:allowed|expected)|(?:\[emerg\]|\[ALERT\]|\[error\]).{0,60}(?:unknown|invalid|unexpected|duplicate) (?:directive|keyword|parameter|value|number of arguments in|\S{1,10}) ?['"]?(?<name5>[^'"\s]{1,80})['"]?(?: .{0,40}in (?<file>\/[^\s:]{1,150}:\d{1,5}))?/,
    in: 'log',
    cause: (groups, context) =>
      `the configuration of ${context.container} has ${groups.name ? `${groups.name}` : 'a key'}${groups.file ? ` (${groups.file})` : ''}, which the program does not know or accept there: a mistake, or a key of another release`,
    fixes: (groups, context) => [
      showMounts(context),
      showConfigMaps(context),
      edit(
        context,
        `correct or remove ${groups.name ?? 'the key'} in the ConfigMap or Secret that is mounted, or use the release that knows it`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'error unmarshaling config: yaml: unmarshal errors:   line 3: field prot not found in type config.Server',
      'json: unknown field "prot"',
      'nginx: [emerg] unknown directive "proxy_pas" in /etc/nginx/conf.d/default.conf:4',
      "Error: unknown configuration key 'replicass'",
      'ERROR: Unrecognized field "bruteForceStrategy" (class org.keycloak.representations.idm.RealmRepresentation), not marked as ignorable',
      '(root): Additional property replica is not allowed',
    ],
    lookAlikes: ["ERROR 1049 (42000): Unknown database 'orders'", 'Error: unknown flag: --wait-for-jobs', 'unknown host db'],
  },
  {
    id: 'configuration-value',
    code: 'bad-config',
    category: 'config',
    pattern:
      /strconv\.(?:ParseInt|ParseUint|Atoi|ParseBool|ParseFloat): parsing "(?<value>[^"]{0,80})"|time: (?:invalid duration|missing unit in duration|unknown unit .{1,10} in duration) "(?<value2>[^"]{0,60})"|parse "(?<value3>[^"]{0,120})": (?<why>(?:first path segment|invalid (?:port|control character|character|userinfo|URI)|missing protocol scheme|net\/url).{0,80})|NumberFormatException: (?:For input string: "(?<value4>[^"]{0,80})"|null|Cannot parse null)|invalid literal for int\(\) with base 10: '(?<value5>[^']{0,80})'|could not convert string to float: '(?<value6>[^']{0,60})'|(?:TypeError|Error)(?: \[ERR_INVALID_URL\])?: Invalid URL(?:: (?<value7>\S{0,100}))?|input: '(?<value8>[^']{0,100})'|unsupported protocol scheme "(?<value9>[^"]{0,20})"|MissingSchema: Invalid URL '(?<value10>[^']{0,100})'|ERR_SOCKET_BAD_PORT/,
    in: 'log',
    cause: (groups, context) =>
      `a setting of ${context.container} has a value that cannot be read${groups.value ? `: "${groups.value}"` : ' (it is empty or not set)'}${groups.why ? ` (${groups.why})` : ''}: a number, duration or URL in a wrong form, or a variable that was not replaced`,
    fixes: (_, context) => [
      showSettings(context),
      inspect(
        'see whether a Service of the same name puts variables like NAME_PORT=tcp://... into the environment',
        'get',
        'services',
        '-n',
        context.namespace,
      ),
      edit(
        context,
        'correct the value (scheme, port, unit; special characters of a password percent-encoded); enableServiceLinks: false keeps the variables of Services out',
      ),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'strconv.Atoi: parsing "": invalid syntax',
      'time: missing unit in duration "30"',
      'parse "postgres://app:p#ss@db:5432/shop": invalid port ":p" after host',
      'java.lang.NumberFormatException: For input string: "fivehundred"',
      "ValueError: invalid literal for int() with base 10: 'five'",
      'TypeError [ERR_INVALID_URL]: Invalid URL',
      'Get "db:8080/health": unsupported protocol scheme "db"',
    ],
    lookAlikes: ['parsing finished', 'json: cannot unmarshal string into Go value'],
  },
  {
    id: 'configuration-port-in-use',
    code: 'app-error',
    category: 'app-exit',
    pattern:
      /EADDRINUSE: address already in use (?<address2>\S{1,60})|listen \w{3,5} (?<address>\S{0,60}:\d{1,5}): bind: address already in use|bind\(\) to (?<address3>\S{1,60}) failed \(98|[Aa]ddress already in use|Errno::EADDRINUSE|[Pp]ort (?<port>\d{1,5}) is already (?:in use|allocated)|EADDRINUSE\b/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} cannot listen${groups.address ? ` on ${groups.address}` : groups.port ? ` on port ${groups.port}` : ''}: the address is already in use, by a sidecar of the pod or, with hostNetwork, by another process of the node`,
    fixes: (_, context) => [
      showPod(context, 'see whether the pod uses the network of the node', '{.spec.hostNetwork}'),
      showCommand(context),
      edit(context, 'use another port, no hostNetwork, or start no server in this step'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'listen tcp :8080: bind: address already in use',
      'Error: listen EADDRINUSE: address already in use :::3000',
      'Address already in use - bind(2) for "0.0.0.0" port 3000 (Errno::EADDRINUSE)',
      'nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)',
    ],
    lookAlikes: ['listening on :8080', 'alias is already in use'],
  },
  {
    id: 'configuration-low-port',
    code: 'permission-denied',
    category: 'permission',
    pattern:
      /listen EACCES: permission denied (?<address>\S{1,60})|listen \w{3,5} (?<address2>\S{0,60}:\d{1,4}): bind: permission denied|bind\(\) to (?<address3>\S{1,60}) failed \(13|(?:could not bind to address|Failed to bind to(?: address)?) (?<address4>\S{1,60}).{0,40}[Pp]ermission denied|bind.{0,20}\(Errno::EACCES\)/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} may not listen on ${groups.address ?? 'a port below 1024'} (permission denied): its user is not root and lacks NET_BIND_SERVICE`,
    fixes: (_, context) => [
      showCommand(context),
      edit(context, 'use a port above 1023, or the sysctl net.ipv4.ip_unprivileged_port_start: "0" in the securityContext of the pod'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'Error: listen EACCES: permission denied 0.0.0.0:80',
      'listen tcp :80: bind: permission denied',
      'nginx: [emerg] bind() to 0.0.0.0:80 failed (13: Permission denied)',
      'Failed to bind to address http://[::]:80: Permission denied',
    ],
    lookAlikes: ['listening on :80', "mkdir: can't create directory '/data': Permission denied"],
  },
];
