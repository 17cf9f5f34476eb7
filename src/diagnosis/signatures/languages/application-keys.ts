import { edit, showField } from '../remedies.ts';
import { showSecretKeys } from '../settings.ts';
import type { Signature } from '../signature.ts';

/** What applications ask of the keys, names and passwords that they are set up with. */
export const applicationKeys: readonly Signature[] = [
  {
    id: 'application-key-missing',
    code: 'bad-config',
    category: 'config',
    pattern:
      /No application (?<laravel>encryption key) has been specified|Unsupported cipher or incorrect (?<laravel2>key length)|A Default (?<superset>SECRET_KEY) was detected|environment variable (?<phoenix>SECRET_KEY_BASE) is missing|[Ff]ernet key must be 32 url-safe|(?:no|missing|empty|invalid) (?:encryption|secret|signing|session|cookie) key (?:is |was )?(?:set|provided|specified|configured|found|supplied|given)|(?:encryption|secret|signing|session|cookie|master) (?:key|secret) (?:is|was|must|has) (?:be (?:at least|exactly|set)|not (?:set|be empty|provided|configured|specified)|missing|required|empty|too short)/,
    in: 'log',
    cause: (groups, context) =>
      `the application in ${context.container} has no usable ${groups.laravel ? 'APP_KEY (application encryption key of Laravel)' : groups.superset ? 'SECRET_KEY of its own (Superset)' : groups.phoenix ? 'SECRET_KEY_BASE' : 'encryption key or secret key'}: the setting is missing, empty or in another form than it wants`,
    fixes: (groups, context) => [
      showField(context, `see which settings ${context.container} gets: it does not inherit those of the app`, '.env', '.envFrom'),
      showSecretKeys(context),
      edit(
        context,
        groups.laravel
          ? 'set APP_KEY (php artisan key:generate --show makes one: base64:...) as env from the Secret that the app uses; every container needs the same'
          : 'set the key as env from the Secret that the app uses, in the length and encoding that the line asks for; every container needs the same key',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'No application encryption key has been specified.',
      'A Default SECRET_KEY was detected, please use superset_config.py to override it.',
      'ValueError: Fernet key must be 32 url-safe base64-encoded bytes.',
      'Error: encryption key must be at least 32 characters',
      'FATAL: session secret is not set',
      'environment variable SECRET_KEY_BASE is missing.',
    ],
    lookAlikes: ['Application key set successfully.', 'WARNING: SECRET_KEY has less than 50 characters', 'private key is required'],
  },
  {
    id: 'application-account-rules',
    code: 'bad-config',
    category: 'config',
    pattern:
      /(?:user ?name|name|login|e-?mail) (?:\S{1,60} )?is (?:reserved|not allowed|invalid)\b|[Pp]asswords? (?:is|are|must|should|does|do)(?: be)? (?:too (?:short|weak|common|simple)|not (?:complex|strong|meet|satisfy)|contain at least|at least|have at least|in the list of passwords)|[Pp]assword (?:does not|doesn't) (?:meet|satisfy|match) (?:the )?(?:\w{1,20} ){0,3}(?:complexity|polic|requirement)|does not satisfy the current policy requirements|invalidPassword\w{1,40}Message/,
    in: 'log',
    cause: (_, context) =>
      `the application in ${context.container} does not accept the name or password that it is to set up: reserved, too short or too simple for its rules`,
    fixes: (_, context) => [
      showField(context, `see where ${context.container} gets name and password from`, '.env', '.envFrom'),
      showSecretKeys(context),
      edit(
        context,
        'choose another name (admin and root are often reserved) or a longer password in the Secret or values, as the line asks for',
      ),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'Command error: CreateUser: name is reserved [name: admin]',
      'This password is too short. It must contain at least 8 characters. Password is too short',
      'ERROR 1819 (HY000): Your password does not satisfy the current policy requirements',
      'Error: password must be at least 12 characters long',
    ],
    lookAlikes: ['password is set', 'password authentication failed for user "app"', 'the name is taken from the image'],
  },
  {
    id: 'application-key-changed',
    code: 'bad-config',
    category: 'config',
    pattern:
      /Mismatching encryption keys|cryptography\.fernet\.InvalidToken|(?:The (?:MAC|payload) is invalid\.)|[Cc]ould not decrypt (?:the )?(?:stored |existing )?(?:credentials?|secrets?|values?|data|password)\b.{0,80}(?:key|secret)|(?:credentials|secrets?|data) (?:was|were) encrypted with (?:another|a different) (?:key|secret)/,
    in: 'log',
    cause: (_, context) =>
      `the encryption key of ${context.container} is another one than the stored data was encrypted with: the key was changed or generated anew, or containers of the pod get different ones`,
    fixes: (_, context) => [
      showField(context, `see where ${context.container} gets its key from`, '.env', '.envFrom'),
      showSecretKeys(context),
      edit(
        context,
        'give it the key that the data was written with (from a backup of the Secret); with a chart that draws a new key on every upgrade, keep it in an existing Secret',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'Error: Mismatching encryption keys. The encryption key in the settings file /home/node/.n8n/config does not match the N8N_ENCRYPTION_KEY env var.',
      'cryptography.fernet.InvalidToken',
      'Illuminate\\Contracts\\Encryption\\DecryptException: The MAC is invalid.',
    ],
    lookAlikes: ['invalid token: expired', 'encryption keys loaded'],
  },
];
