import { advise } from '../../words/commands.ts';
import { edit, onceMore, showCommand, showMounts } from '../remedies.ts';
import type { Signature } from '../signature.ts';

/** Programs that ask a question: nobody answers in an init container, which has neither terminal nor input. */
export const terminal: readonly Signature[] = [
  {
    id: 'terminal-overwrite',
    code: 'left-over',
    category: 'idempotency',
    pattern:
      /(?<what>already exists|exists already)\b.{0,60}(?:overwrite|replace|remove|continue).{0,30}[[(](?:y|yes)\/(?:n|no)|(?<what2>overwrite [‘'"]?[^\s?'"’]{1,150}[’'"]?) ?\?|replace (?<what3>\S{1,150})\? \[y\]es, \[n\]o/i,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} finds what an earlier run left behind and asks whether to overwrite it${groups.what ? ` (${groups.what})` : ''}, but an init container has no standard input, so nobody answers and every attempt fails`,
    fixes: (_, context) => [
      showCommand(context),
      edit(
        context,
        'make it idempotent: test whether it exists already, remove it first, or give the option that overwrites or assumes yes (-f, -o, -y)',
      ),
      onceMore(context),
      showMounts(context),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'An elasticsearch keystore already exists. Overwrite? [y/N]',
      'replace /data/index.html? [y]es, [n]o, [A]ll, [N]one, [r]ename:',
      "cp: overwrite '/data/seed.sql'?",
    ],
    lookAlikes: ['relation "users" already exists, skipping', 'Are you sure you want to continue? [y/N]: Aborted!'],
  },
  {
    id: 'terminal-none',
    code: 'bad-config',
    category: 'config',
    pattern:
      /unable to read from standard input|standard input open and a tty|input device is not a TTY|(?:stdin|standard input) is not a (?:tty|terminal)|not a (?:tty|terminal)\b.{0,60}(?:prompt|input|interactive)|EOFError: EOF when reading a line|(?:stty|gpg|pinentry|sudo|ssh)\b.{0,80}: Inappropriate ioctl for device|[[(](?:y\/n|y\/no|yes\/n|yes\/no)[\])].{0,20}(?:Aborted|$)|(?:cannot|can't|unable to|failed to) (?:prompt\b|read (?:the )?(?:password|passphrase|input)(?: from (?:the )?(?:terminal|tty|stdin|standard input|console)\b|: (?:EOF|inappropriate)))|non-interactive (?:terminal|mode|shell).{0,60}(?:require|must|cannot)|could not open a (?:new )?tty|open \/dev\/tty: /i,
    in: 'log',
    cause: (_, context) =>
      `${context.container} asks a question or a password on standard input, but an init container has no terminal (no tty, stdin is closed), so it exits: the program expects the answer as an option or setting, or asks because something from an earlier run already exists`,
    fixes: (_, context) => [
      showCommand(context),
      edit(
        context,
        'give the answer beforehand: the option for no prompt (--yes, --batch, --force, --noinput, -noprompt), or the value in env or a Secret',
      ),
      advise(
        'if it asks whether to overwrite what already exists (a keystore, a file), make the command idempotent: test for it and leave it out',
      ),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'Exception in thread "main" java.lang.IllegalStateException: unable to read from standard input; is standard input open and a tty attached?',
      'the input device is not a TTY',
      'EOFError: EOF when reading a line',
      'Are you sure you want to continue? [y/N]: Aborted!',
      'stty: standard input: Inappropriate ioctl for device',
      'Error: cannot prompt for input: stdin is not a terminal',
    ],
    lookAlikes: [
      'gzip: stdin: not in gzip format',
      'reading from standard input',
      'unable to read password file /run/secrets/db: no such file',
      'WARN stdout is not a tty, colours are off',
      'mesg: ttyname failed: Inappropriate ioctl for device',
      'bash: cannot set terminal process group (-1): Inappropriate ioctl for device',
    ],
  },
];
