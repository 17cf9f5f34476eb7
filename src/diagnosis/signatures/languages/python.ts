import { edit, showCommand, showField } from '../remedies.ts';
import { showSecretKeys, showSettings } from '../settings.ts';
import type { Signature } from '../signature.ts';

/** Python programs when they do not start. */
export const python: readonly Signature[] = [
  {
    id: 'python-module-missing',
    code: 'dependency-missing',
    category: 'app-exit',
    pattern:
      /(?:ModuleNotFoundError|ImportError): No module named '?(?<module>[\w.-]{1,120})'?|python[\d.]{0,5}: No module named '?(?<module2>[\w.-]{1,120})/,
    in: 'log',
    cause: (groups, context) =>
      `Python in ${context.container} has no module ${groups.module}: it is not installed in the image ${context.image}, belongs to another Python or virtual environment, or the working directory or PYTHONPATH is wrong`,
    fixes: (groups, context) => [
      showField(
        context,
        'see the command, the working directory, the environment and the mounts',
        '.command',
        '.args',
        '.workingDir',
        '.env',
        '.volumeMounts',
      ),
      edit(
        context,
        `use an image in which ${groups.module} is installed, call the Python of its virtual environment, or set workingDir; no volume may hide the directory of the program`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "ModuleNotFoundError: No module named 'psycopg2'",
      'ImportError: No module named requests',
      '/usr/bin/python3: No module named alembic',
    ],
    lookAlikes: ["Error: Cannot find module 'express'", 'no module is missing'],
  },
  {
    id: 'python-import',
    code: 'dependency-missing',
    category: 'app-exit',
    pattern:
      /ImportError: cannot import name '(?<name>[^']{1,100})' from '?(?<module>[^'\s]{1,100})|ImportError: (?<library>lib\S{1,80}\.so\S{0,20}): cannot open shared object|ImportError: (?<why>.{1,140})|AttributeError: (?:partially initialized )?module '(?<module2>[^']{1,80})' has no attribute '(?<name2>[^']{1,80})'|DistributionNotFound: The '(?<module3>[^']{1,80})'|Error loading (?<module4>psycopg2?|MySQLdb|cx_Oracle) (?:or psycopg )?module/,
    in: 'log',
    cause: (groups, context) =>
      groups.library
        ? `a Python module in ${context.image} needs the shared library ${groups.library}, which the image does not have`
        : groups.name
          ? `Python in ${context.container} does not find ${groups.name} in ${groups.module}: the installed release of it is another than the program was written for`
          : `Python in ${context.container} cannot import ${groups.module ?? `what it needs${groups.why ? ` (${groups.why})` : ''}`}`,
    fixes: (_, context) => [
      showCommand(context),
      edit(context, 'use an image in which the library is there, with the releases that the lock file of the program names'),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      "ImportError: cannot import name 'url_quote' from 'werkzeug.urls' (/usr/lib/python3/dist-packages/werkzeug/urls.py)",
      'ImportError: libpq.so.5: cannot open shared object file: No such file or directory',
      'Error loading psycopg2 or psycopg module',
      "AttributeError: module 'collections' has no attribute 'Mapping'",
    ],
    lookAlikes: ["ModuleNotFoundError: No module named 'psycopg2'", 'WARNING: could not import optional extras'],
  },
  {
    id: 'python-environment',
    code: 'bad-config',
    category: 'config',
    pattern:
      /KeyError: '(?<name>[A-Z][A-Z0-9]{1,40}(?:_[A-Z0-9]{1,40}){0,8})'|(?<count>\d{1,3}) validation errors? for (?<model>\w{0,60}(?:Settings|Config|Configuration|Env|Environment))\b|pydantic_settings\.\w{1,40}\.SettingsError: (?<why>.{1,120})/,
    in: 'log',
    cause: (groups, context) =>
      groups.name
        ? `the environment variable ${groups.name} that the Python program wants is not set in ${context.container}`
        : `the settings of ${context.container} are refused${groups.model ? ` (${groups.model}, ${groups.count} errors)` : `: ${groups.why}`}: variables are missing or have a wrong value (the lines below name them)`,
    fixes: (groups, context) => [
      showSettings(context),
      showSecretKeys(context),
      edit(
        context,
        `set ${groups.name ? `the env entry ${groups.name}` : 'the variables that are named'} on ${context.container} itself; init containers do not inherit the env of the app`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "KeyError: 'DATABASE_URL'",
      'pydantic_core._pydantic_core.ValidationError: 2 validation errors for Settings',
      'pydantic.error_wrappers.ValidationError: 1 validation error for AppConfig',
    ],
    lookAlikes: ["KeyError: 'name'", '1 validation error for Order'],
  },
  {
    id: 'python-database-url',
    code: 'bad-config',
    category: 'config',
    pattern:
      /Could not parse (?:rfc1738|SQLAlchemy) URL from (?:given URL )?string(?: '(?<url>[^']{0,100})')?|Can't load plugin: sqlalchemy\.dialects:(?<dialect>[\w.]{1,40})|Expected string or URL object, got None|No database URL|(?<name>SQLALCHEMY_DATABASE_URI)\b.{0,60}must be set/,
    in: 'log',
    cause: (groups, context) =>
      groups.dialect
        ? `SQLAlchemy in ${context.container} knows no dialect ${groups.dialect} (it is postgresql, not postgres; another driver must be installed)`
        : `the database URL of ${context.container} is empty or malformed, so SQLAlchemy cannot read it: its variable is not set, or a password in it is not percent-encoded`,
    fixes: (_, context) => [
      showSettings(context),
      showSecretKeys(context),
      edit(context, 'set the variable of the database URL on this init container: postgresql+psycopg2://USER:PASSWORD@HOST:5432/NAME'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "sqlalchemy.exc.ArgumentError: Could not parse rfc1738 URL from string ''",
      'sqlalchemy.exc.ArgumentError: Could not parse SQLAlchemy URL from given URL string',
      "sqlalchemy.exc.NoSuchModuleError: Can't load plugin: sqlalchemy.dialects:postgres",
      'sqlalchemy.exc.ArgumentError: Expected string or URL object, got None',
    ],
    lookAlikes: ['database URL is read', 'could not parse the rate limit'],
  },
  {
    id: 'python-syntax',
    code: 'app-error',
    category: 'app-exit',
    pattern:
      /(?<kind>IndentationError|TabError): (?<why>.{1,100})|(?<kind2>SyntaxError): (?<why2>(?:invalid syntax|f-string|invalid decimal literal|Missing parentheses in call|unterminated (?:string|triple-quoted)|expected ':'|unmatched|'\S{1,10}' was never closed|non-default argument|future feature).{0,80})|requires a different Python: (?<why3>.{1,80})|Package '?(?<module>\S{1,60}?)'? requires a different Python/,
    in: 'log',
    cause: (groups, context) =>
      groups.kind
        ? `the Python source that ${context.container} runs cannot be read (${groups.kind}: ${groups.why}): a mistake in it, or a Python of another release`
        : `the Python of ${context.image} is of another release than the program wants${groups.why ? ` (${groups.why.replace(/[^\w.]{1,2}$/, '')})` : ''}`,
    fixes: (_, context) => [
      showCommand(context),
      edit(
        context,
        'correct the source in its image or ConfigMap (tabs, indentation), or use the release of Python that it was written for',
      ),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'SyntaxError: invalid syntax',
      'IndentationError: unexpected indent',
      "SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)?",
      "ERROR: Package 'shop' requires a different Python: 3.8.10 not in '>=3.11'",
    ],
    lookAlikes: ["SyntaxError: Unexpected token '??='", 'indentation is two spaces'],
  },
  {
    id: 'locale',
    code: 'bad-config',
    category: 'config',
    pattern:
      /locale\.Error: unsupported locale setting|Python (?:3 )?was configured to use ASCII as encoding|'ascii' codec can't (?:encode|decode)|initdb: (?:error: )?invalid locale (?:name|settings)|invalid (?:value for parameter "lc_\w{1,12}": "(?<name>[^"]{1,40})"|byte sequence in US-ASCII)|new collation .{1,40} is incompatible|The database cluster was initialized with LC_\w{1,10} "(?<name2>[^"]{1,40})"/,
    in: 'log',
    cause: (groups, context) =>
      `the locale${groups.name ? ` ${groups.name}` : ''} that ${context.container} needs is not in the image ${context.image}, or none is set (LANG, LC_ALL)`,
    fixes: (_, context) => [
      showSettings(context),
      edit(context, 'set LANG=C.UTF-8 and LC_ALL=C.UTF-8, or use an image that has the locale'),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'locale.Error: unsupported locale setting',
      "UnicodeEncodeError: 'ascii' codec can't encode character '\\xe9' in position 3: ordinal not in range(128)",
      'initdb: error: invalid locale settings; check LANG and LC_* environment variables',
    ],
    lookAlikes: ['locale set to C.UTF-8', 'invalid value for parameter "shared_buffers": "1Q"'],
  },
];
