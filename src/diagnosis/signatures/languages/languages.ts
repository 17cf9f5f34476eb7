import { edit, showCommand, showField } from '../remedies.ts';
import { showSecretKeys, showSettings } from '../settings.ts';
import type { Signature, SignatureContext } from '../signature.ts';

/** Programs in .NET, Ruby, PHP, Go, Rust and Elixir when they do not start. */

const showStart = (context: SignatureContext) =>
  showField(context, 'see the command, the working directory and the mounts', '.command', '.args', '.workingDir', '.volumeMounts');
const setting = (context: SignatureContext, name: string | undefined) => [
  showSettings(context),
  showSecretKeys(context),
  edit(
    context,
    `set ${name ? `the env entry ${name}` : 'it'} on ${context.container} itself; init containers do not inherit the env of the app`,
  ),
];

export const languages: readonly Signature[] = [
  {
    id: 'dotnet-runtime',
    code: 'dependency-missing',
    category: 'app-exit',
    pattern:
      /[Tt]he framework '(?<name>[^']{1,60})', version '(?<version>[^']{1,30})'(?: \(\w{1,10}\))? was not found|You must install or update \.NET to run this application|It was not possible to find any (?:compatible framework version|installed \.NET)|[Ll]ibrary (?<library>libhostfxr\.so|libhostpolicy\.so) could not be found|required library '?(?<library2>libhost\w{1,10}\.so)'?.{0,40}not found/,
    in: 'log',
    cause: (groups, context) =>
      `the image ${context.image} does not have the .NET runtime that the program wants${groups.name ? ` (${groups.name} ${groups.version})` : ''}`,
    fixes: (_, context) => [
      showStart(context),
      edit(
        context,
        'use the image of the matching runtime (aspnet for Microsoft.AspNetCore.App, sdk for dotnet ef), or publish it self-contained',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "The framework 'Microsoft.AspNetCore.App', version '8.0.0' (x64) was not found.",
      'You must install or update .NET to run this application.',
      'A fatal error occurred. The required library libhostfxr.so could not be found.',
    ],
    lookAlikes: ['.NET version 8.0.4', 'the framework was loaded'],
  },
  {
    id: 'dotnet-library',
    code: 'dependency-missing',
    category: 'app-exit',
    pattern:
      /Could not load file or assembly '(?<name>[^',]{1,150})|Unable to load shared library '(?<name2>[^']{1,100})'|DllNotFoundException|(?<icu>Couldn't find a valid ICU package)|(?<icu2>Globalization Invariant Mode is not supported)|Could not execute because the specified command or file was not found|(?:The application to execute does not exist: '|The application ')(?<file>[^']{1,200})'(?: does not exist)?|Could not execute because the application was not found/,
    in: 'log',
    cause: (groups, context) =>
      groups.icu
        ? `.NET in ${context.image} finds no ICU libraries, which globalization needs`
        : groups.file
          ? `the .NET application ${groups.file} that ${context.container} is to run does not exist there`
          : `.NET in ${context.container} cannot load ${groups.name ?? 'the command or library that it is told to'}: it is not in the image ${context.image}`,
    fixes: (groups, context) => [
      showStart(context),
      edit(
        context,
        groups.icu
          ? 'install icu-libs in the image and set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false, or set it to true where no culture is needed'
          : 'use an image that contains it (dotnet ef needs the SDK and the tool; a migration bundle needs neither), or correct path and workingDir',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "Unhandled exception. System.IO.FileNotFoundException: Could not load file or assembly 'Npgsql, Version=8.0.0.0, Culture=neutral, PublicKeyToken=5d8b90d52f46fda7'.",
      "System.DllNotFoundException: Unable to load shared library 'libgdiplus' or one of its dependencies.",
      "Process terminated. Couldn't find a valid ICU package installed on the system.",
      'Could not execute because the specified command or file was not found.',
      "The application to execute does not exist: '/app/Shop.dll'.",
    ],
    lookAlikes: ['assembly loaded', 'The application is shutting down...'],
  },
  {
    id: 'dotnet-settings',
    code: 'bad-config',
    category: 'config',
    pattern:
      /The configuration file '(?<file>[^']{1,200})' was not found and is not optional|The ConnectionString property has not been initialized|Value cannot be null\. \(Parameter '(?<name>connectionString)'\)|No connection string named '(?<name2>[^']{1,80})'|Format of the initialization string does not conform|OptionsValidationException: (?<why>.{1,120})/,
    in: 'log',
    cause: (groups, context) =>
      groups.file
        ? `the configuration file ${groups.file} that .NET wants is not in ${context.container}`
        : `.NET in ${context.container} has no valid connection string${groups.name ? ` ${groups.name}` : ''}${groups.why ? `: ${groups.why}` : ''}`,
    fixes: (_, context) => setting(context, 'ConnectionStrings__NAME (with two underscores)'),
    weight: 3,
    heals: 'no',
    matches: [
      "System.IO.FileNotFoundException: The configuration file 'appsettings.json' was not found and is not optional.",
      'System.InvalidOperationException: The ConnectionString property has not been initialized.',
      "System.ArgumentNullException: Value cannot be null. (Parameter 'connectionString')",
    ],
    lookAlikes: ['configuration file loaded', "Value cannot be null. (Parameter 'order')"],
  },
  {
    id: 'ruby-library',
    code: 'dependency-missing',
    category: 'app-exit',
    pattern:
      /cannot load such file -- (?<name>\S{1,150})|Bundler::GemNotFound|Could not find (?:gem '?)?(?<name2>[\w.-]{1,80}(?:, [\w.-]{1,80}){0,20})(?: \([^)]{1,40}\))?'? in (?:any of the sources|locally installed gems)|bundler: command not found: (?<name3>\S{1,60})|Could not locate Gemfile|Your Ruby version is (?<has>\S{1,20}), but your Gemfile specified (?<wanted>[\d.]{1,12})|can't find gem (?<name4>\S{1,60})/,
    in: 'log',
    cause: (groups, context) =>
      groups.wanted
        ? `the image ${context.image} has Ruby ${groups.has}, the Gemfile wants ${groups.wanted}`
        : `Ruby in ${context.container} does not find ${groups.name ?? 'its gems or its Gemfile'}: not installed in the image ${context.image}, a group that was left out, or another working directory`,
    fixes: (_, context) => [
      showStart(context),
      edit(
        context,
        'use an image in which bundle install ran for this Gemfile.lock, and set workingDir and BUNDLE_PATH as the app has them',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "<internal:/usr/lib/ruby/rubygems/core_ext/kernel_require.rb>:85:in `require': cannot load such file -- pg (LoadError)",
      'Could not find rails-7.1.3 in locally installed gems (Bundler::GemNotFound)',
      'Could not find rack-3.1.8, puma-6.4.3 in locally installed gems',
      'bundler: command not found: rails',
      'Could not locate Gemfile or .bundle/ directory',
      'Your Ruby version is 3.1.2, but your Gemfile specified 3.2.2',
    ],
    lookAlikes: ['Bundle complete! 12 Gemfile dependencies', 'cannot load the file'],
  },
  {
    id: 'ruby-settings',
    code: 'bad-config',
    category: 'config',
    pattern:
      /key not found: "(?<name>[A-Z][A-Z0-9_]{1,80})"|Missing `(?<name2>secret_key_base)`|Missing encryption key to decrypt file|(?:RAILS_MASTER_KEY|config\/master\.key).{0,40}(?:missing|not found|to decrypt)|ActiveSupport::MessageEncryptor::InvalidMessage|The `?(?<name3>\w{1,60})'? database is not configured for the `(?<environment>\w{1,40})' environment/,
    in: 'log',
    cause: (groups, context) =>
      groups.environment
        ? `config/database.yml in ${context.container} has no entry for the environment ${groups.environment} (RAILS_ENV)`
        : `the setting ${groups.name ?? 'RAILS_MASTER_KEY'} that Ruby wants is not set or wrong in ${context.container}`,
    fixes: (groups, context) =>
      setting(context, groups.name === 'secret_key_base' ? 'SECRET_KEY_BASE' : (groups.name ?? 'RAILS_MASTER_KEY')),
    weight: 3,
    heals: 'no',
    matches: [
      'config/environments/production.rb:12:in `fetch\': key not found: "REDIS_URL" (KeyError)',
      "ArgumentError: Missing `secret_key_base` for 'production' environment, set this string with `bin/rails credentials:edit`",
      "Missing encryption key to decrypt file with. Ask your team for your master key and write it to /app/config/master.key or put it in the ENV['RAILS_MASTER_KEY'].",
    ],
    lookAlikes: ['key not found: "order"', 'redis.exceptions: key not found'],
  },
  {
    id: 'php-library',
    code: 'dependency-missing',
    category: 'app-exit',
    pattern:
      /(?:Failed opening required|require\(|include\(\)?).{0,4}'?(?<file>[^'()]{0,150}vendor\/autoload\.php)|Composer detected issues in your platform: ?(?<why>.{0,120})|Call to undefined function (?<name>\w{1,60})\(\)|(?<driver>could not find driver)|requires? ext-(?<name2>[\w-]{1,40})|PHP extension (?<name3>\w{1,40}) (?:is missing|is required)|requested PHP extension (?<name4>[\w-]{1,40}) is missing|Uncaught Error: Class "(?<name5>[^"]{1,120})" not found/,
    in: 'log',
    cause: (groups, context) =>
      groups.file
        ? `PHP in ${context.container} does not find ${groups.file}: composer install did not run in the image, or a volume hides the vendor directory`
        : groups.driver
          ? `PHP in ${context.image} has no PDO driver for this database (could not find driver)`
          : `PHP in ${context.image} lacks ${groups.name ? `the extension or function ${groups.name}` : 'what the program needs'}${groups.why ? `: ${groups.why}` : ''}`,
    fixes: (_, context) => [
      showStart(context),
      edit(
        context,
        'use the image of the app, with its vendor directory and extensions (docker-php-ext-install pdo_mysql or pdo_pgsql), and mount nothing over it',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "PHP Fatal error:  Uncaught Error: Failed opening required '/var/www/html/vendor/autoload.php' (include_path='.:/usr/share/php')",
      'PHP Fatal error:  Uncaught Error: Call to undefined function mysqli_connect() in /app/seed.php:3',
      'PDOException: could not find driver',
      'Composer detected issues in your platform: Your Composer dependencies require a PHP version ">= 8.2.0". You are running 8.1.2.',
    ],
    lookAlikes: ['Generating optimized autoload files', 'PHP 8.2.18 (cli)'],
  },
  {
    id: 'program-setting',
    code: 'bad-config',
    category: 'config',
    pattern:
      /required key (?<name>\w{1,80}) missing value|required environment variable "(?<name2>\w{1,80})" is not set|environment variable "(?<name3>\w{1,80})" should not be empty|\(RuntimeError\) environment variable (?<name4>\w{1,80}) is missing|Config File "(?<file>[^"]{1,80})" Not Found in "(?<where>[^"]{1,200})"|an `Err` value: NotPresent|missing (?:configuration )?field [`'"](?<name5>\w{1,60})[`'"]/,
    in: 'log',
    cause: (groups, context) =>
      groups.file
        ? `the configuration file ${groups.file} that ${context.container} looks for in ${groups.where} does not exist there`
        : `the setting ${groups.name ?? 'that the program reads from its environment'} is not set or empty in ${context.container}`,
    fixes: (groups, context) =>
      groups.file
        ? [
            showStart(context),
            edit(context, `mount the ConfigMap or volume that holds ${groups.file} into ${context.container} too, at one of these places`),
          ]
        : setting(context, groups.name),
    weight: 3,
    heals: 'no',
    matches: [
      'required key DATABASE_URL missing value',
      'panic: env: required environment variable "DATABASE_URL" is not set',
      '** (RuntimeError) environment variable DATABASE_URL is missing.',
      'panic: Fatal error config file: Config File "config" Not Found in "[/etc/app /app]"',
      'called `Result::unwrap()` on an `Err` value: NotPresent',
    ],
    lookAlikes: ['environment variable "X" is set', 'required key is there'],
  },
  {
    id: 'program-crash',
    code: 'app-error',
    category: 'app-exit',
    pattern:
      /panic: runtime error: (?<why>.{1,120})|fatal error: all goroutines are asleep - deadlock!|panic: interface conversion: (?<why2>.{1,120})|called `(?:Result|Option)::(?:unwrap|expect)\(\)` on an? `(?:Err|None)` value:? ?(?<why3>.{0,120})|thread '[^']{1,60}' panicked at '(?<why4>[^']{1,120})'|PHP Fatal error: {1,2}Uncaught (?<why5>.{1,120})|NullPointerException|NullReferenceException|undefined method [`'](?<why6>[^'`]{1,60})' for nil|Cannot read propert(?:y|ies) (?:'\w{1,40}' )?of (?:undefined|null)(?<why7>.{0,60})|'NoneType' object (?<why8>.{1,60})|terminate called after throwing an instance/,
    in: 'log',
    cause: (groups, context) =>
      `the program in ${context.container} crashes by a fault of its own${groups.why ? ` (${groups.why.replace(/[^\w)\]]{1,3}$/, '')})` : ''}: often a setting or an answer that it takes for given is missing`,
    fixes: (_, context) => [
      showCommand(context),
      showSettings(context),
      edit(context, 'check the settings that this step reads; else its developers must correct it (the stack trace names the place)'),
    ],
    weight: 1,
    heals: 'maybe',
    matches: [
      'panic: runtime error: invalid memory address or nil pointer dereference',
      "TypeError: Cannot read properties of undefined (reading 'host')",
      'Exception in thread "main" java.lang.NullPointerException',
      "AttributeError: 'NoneType' object has no attribute 'split'",
    ],
    lookAlikes: ['panic: open /etc/app.toml: no such file or directory', 'Do not panic'],
  },
];
