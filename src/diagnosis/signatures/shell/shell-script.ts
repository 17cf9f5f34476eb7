import { edit, showCommand, showField } from '../remedies.ts';
import type { Signature } from '../signature.ts';

/** What shells say about a script that is wrong in itself or lacks a variable. */
export const shellScript: readonly Signature[] = [
  {
    id: 'shell-windows-line-ends',
    code: 'bad-config',
    category: 'config',
    pattern:
      /\$'[^']{0,120}\\r[^']{0,20}'?: command not found|[^\s'"]{1,200}(?:\^M|\\r)['’]?: (?:bad interpreter|No such file or directory|not found|command not found|invalid option)|[Ii]llegal option -(?:\\r)?$|syntax error near unexpected token [`'$]{1,3}[^\s']{0,40}\\r/,
    in: 'log',
    cause: (_, context) =>
      `the script of ${context.container} has Windows line ends (CRLF): the shell reads the carriage return \\r as part of a word`,
    fixes: (_, context) => [
      showCommand(context),
      edit(
        context,
        'convert the script to Unix line ends (dos2unix, or sed -i "s/\\r$//") in the ConfigMap or image it comes from, and set eol=lf in .gitattributes',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "/scripts/init.sh: line 3: $'\\r': command not found",
      "env: 'bash\\r': No such file or directory",
      'bash: ./entrypoint.sh: /bin/bash^M: bad interpreter: No such file or directory',
      '/scripts/init.sh: set: line 2: illegal option -',
    ],
    lookAlikes: ['sh: 1: set: Illegal option -o pipefail', '/bin/sh: curl: not found', 'bash: line 1: psql: command not found'],
  },
  {
    id: 'shell-byte-order-mark',
    code: 'bad-config',
    category: 'config',
    pattern:
      /(?:\uFEFF|ï»¿|\\xef\\xbb\\xbf|\\357\\273\\277|\\ufeff).{0,200}(?:not found|No such file|syntax error|unexpected|invalid|[Ee]xec format)/i,
    in: 'log',
    cause: (_, context) =>
      `a file that ${context.container} reads begins with a byte order mark (UTF-8 with BOM), so its first line, such as #!/bin/sh, is not understood`,
    fixes: (_, context) => [
      showCommand(context),
      edit(context, 'save the file as UTF-8 without BOM in the ConfigMap or image it comes from (sed -i "1s/^\\xEF\\xBB\\xBF//" FILE)'),
    ],
    weight: 3,
    heals: 'no',
    matches: ['/scripts/setup.sh: 1: \uFEFF#!/bin/bash: not found', '/init.sh: line 1: ï»¿#!/bin/sh: No such file or directory'],
    lookAlikes: ['/scripts/setup.sh: 1: #!/bin/bash: not found', 'removed the byte order mark'],
  },
  {
    id: 'shell-illegal-option',
    code: 'bad-config',
    category: 'config',
    pattern:
      /(?:set: )?[Ii]llegal option (?<option>-o pipefail|-[a-zA-Z]\b)|set: (?<option2>pipefail): invalid option name|set: -?(?<option3>\w): invalid option/,
    in: 'log',
    cause: (groups, context) =>
      `the shell of ${context.image} does not know the option ${groups.option}: the script of ${context.container} is written for bash, but sh (dash or BusyBox) runs it`,
    fixes: (_, context) => [
      showCommand(context),
      edit(context, 'run the script with bash in an image that has it, or leave out options that POSIX sh does not know (pipefail)'),
    ],
    weight: 3,
    heals: 'no',
    matches: ['/bin/sh: 1: set: Illegal option -o pipefail', 'sh: 0: Illegal option -o pipefail', 'set: pipefail: invalid option name'],
    lookAlikes: ["nc: invalid option -- 'z'", 'tar: illegal operation'],
  },
  {
    id: 'shell-syntax-error',
    code: 'bad-config',
    category: 'config',
    pattern:
      /(?:line \d{1,5}|: \d{1,5}): syntax error[:\s](?<what>.{0,100})|[Ss]yntax error: (?<what2>.{1,100})|syntax error near unexpected token (?<token>\S{1,40})|unexpected EOF while looking for matching|: (?<test>\[{1,2}|\]{1,2}|test): (?:missing `?\]|unexpected operator|too many arguments|unary operator expected|binary operator expected)|: [Bb]ad substitution/,
    in: 'log',
    cause: (groups, context) =>
      `the shell script of ${context.container} has a syntax error${groups.token ? ` near ${groups.token}` : groups.what ? `: ${groups.what}` : ''}, so it ends or skips a line there`,
    fixes: (_, context) => [
      showCommand(context),
      edit(
        context,
        'correct the script: quoting, an empty variable in a test, or bash syntax run by sh (sh -n FILE checks it without running it), or, with unexpected "(", a program of another CPU that sh takes for a script',
      ),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'sh: syntax error: unterminated quoted string',
      "/bin/bash: -c: line 1: syntax error near unexpected token `done'",
      '/bin/sh: 3: Syntax error: end of file unexpected (expecting "done")',
      'bash: -c: line 2: unexpected EOF while looking for matching `"\'',
      'sh: 1: [: unexpected operator',
      '/scripts/run.sh: 12: Bad substitution',
    ],
    lookAlikes: ['ERROR:  syntax error at or near "CREAT"', 'nginx: [emerg] unknown directive "foo"', 'SyntaxError: invalid syntax'],
  },
  {
    id: 'shell-too-many-files',
    code: 'bad-config',
    category: 'config',
    pattern: /(?:^|: |\/)(?<program>rm|cp|mv|ls|chown|chmod|chgrp|tar|gzip|cat|grep|sed|touch|xargs): [Aa]rgument list too long/,
    in: 'log',
    cause: (groups, context) =>
      `the script of ${context.container} gives ${groups.program} more file names than the kernel takes (argument list too long): a pattern such as * stands for too many files`,
    fixes: (groups, context) => [
      showCommand(context),
      edit(
        context,
        `hand the files over in portions: find DIR -type f -exec ${groups.program ?? 'rm'} {} +, or use the directory itself (cp -r DIR/., rm -r, chown -R)`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: ['/bin/rm: Argument list too long', '/scripts/clean.sh: line 4: /usr/bin/chown: Argument list too long'],
    lookAlikes: ['exec /entrypoint.sh: argument list too long', 'rm: too few arguments'],
  },
  {
    id: 'shell-unbound-variable',
    code: 'bad-config',
    category: 'config',
    pattern:
      /(?:line \d{1,5}|\d): (?<name>[A-Za-z_]\w{0,80}|\d): (?:unbound variable|parameter not set|parameter null or not set)|sh: (?<name2>[A-Za-z_]\w{0,80}): (?:unbound variable|parameter not set)/,
    in: 'log',
    cause: (groups, context) =>
      `the environment variable ${groups.name} is not set in ${context.container}, and its script ends on unset variables (set -u)`,
    fixes: (groups, context) => [
      showField(context, `see which variables ${context.container} gets`, '.env', '.envFrom'),
      edit(
        context,
        `give ${context.container} the env entry ${groups.name} (env or envFrom of its own: init containers do not inherit those of the app)`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      '/scripts/start.sh: line 7: DB_HOST: unbound variable',
      'sh: 1: DATABASE_URL: parameter not set',
      '/bin/sh: DB_PORT: parameter not set',
    ],
    lookAlikes: ['bash: line 1: mysql: command not found', 'warning: variable DB_HOST is deprecated'],
  },
  {
    id: 'shell-required-parameter',
    code: 'bad-config',
    category: 'config',
    pattern:
      /(?:line \d{1,5}|\d): (?<name>[A-Za-z_]\w{0,80}): (?<told>[^:]{0,100}\b(?:must|required|not set|is unset|missing|is empty)\b.{0,60})$/,
    in: 'log',
    cause: (groups, context) => `the script of ${context.container} demands the environment variable ${groups.name}: ${groups.told}`,
    fixes: (groups, context) => [
      showField(context, `see which variables ${context.container} gets`, '.env', '.envFrom'),
      edit(context, `set the env entry ${groups.name} on ${context.container}`),
    ],
    weight: 3,
    heals: 'no',
    matches: ['/init.sh: line 4: BUCKET: must be set', 'sh: 1: API_KEY: is required but missing'],
    lookAlikes: ['/init.sh: line 4: psql: command not found', 'INFO line 4: all settings are there'],
  },
];
