import { edit, showCommand, showField } from '../remedies.ts';
import { showSecretKeys, showSettings } from '../settings.ts';
import type { Signature } from '../signature.ts';

/** Node.js, Bun and Deno programs and their package managers when they do not start. */
export const node: readonly Signature[] = [
  {
    id: 'node-module-missing',
    code: 'dependency-missing',
    category: 'app-exit',
    pattern:
      /Cannot find (?:module|package) ['"](?<module>[^'"/][^'"]{0,150})['"]|ERR_MODULE_NOT_FOUND\]: Cannot find (?:module|package) ['"](?<module2>[^'"]{1,200})['"]|Could not resolve: "(?<module3>[^"]{1,150})"|ERR_PACKAGE_PATH_NOT_EXPORTED/,
    in: 'log',
    cause: (groups, context) =>
      `Node.js in ${context.container} cannot find the module ${groups.module ?? 'that it imports'}: it is not in node_modules of the image ${context.image} (a development dependency, not built), or a volume hides it`,
    fixes: (_, context) => [
      showField(context, 'see the command, the working directory and the mounts', '.command', '.args', '.workingDir', '.volumeMounts'),
      edit(
        context,
        'use an image in which the module is installed (npm ci, not --omit=dev for migration tools), and mount nothing over its directory',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "Error: Cannot find module 'express'",
      "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'pg' imported from /app/migrate.js",
      "Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/app/dist/db' imported from /app/dist/main.js",
      "Error: Cannot find module './build/Release/addon'",
    ],
    lookAlikes: ["Error: Cannot find module '/app/dist/migrate.js'", 'module express loaded'],
  },
  {
    id: 'node-native-module',
    code: 'dependency-missing',
    category: 'app-exit',
    pattern:
      /Error: (?<path>\/\S{1,200}): invalid ELF header|was compiled against a different Node\.js version|Could not load the "(?<module>sharp)" module|Something went wrong installing the "(?<module2>\w{1,40})" module|Cannot find module @(?<module3>rollup\/rollup-linux-\S{1,40})/,
    in: 'log',
    cause: (groups, context) =>
      `a native module of Node.js in ${context.image}${groups.module || groups.path ? ` (${groups.module ?? groups.path})` : ''} was built for another platform, C library (musl, glibc) or release of Node.js`,
    fixes: (_, context) => [
      showCommand(context),
      edit(context, 'install node_modules inside the final image (npm ci or npm rebuild there), not on another machine or distribution'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'Error: /app/node_modules/bcrypt/lib/binding/napi-v3/bcrypt_lib.node: invalid ELF header',
      'was compiled against a different Node.js version using',
      'Error: Could not load the "sharp" module using the linuxmusl-x64 runtime',
    ],
    lookAlikes: ['compiled successfully', 'native module is loaded'],
  },
  {
    id: 'node-script-missing',
    code: 'bad-config',
    category: 'config',
    pattern:
      /Missing script: ?"?(?<script>[\w:.-]{1,80})|error: Script not found "(?<script2>[^"]{1,80})"|error Command "(?<script3>[^"]{1,80})" not found|enoent Could not read package\.json|Couldn't find a package\.json|ERR_PNPM_NO_IMPORTER_MANIFEST_FOUND/,
    in: 'log',
    cause: (groups, context) =>
      groups.script
        ? `package.json of ${context.image} has no script ${groups.script}, which ${context.container} runs`
        : `${context.container} runs npm, yarn or pnpm where no package.json is: the working directory is wrong, or a volume hides it`,
    fixes: (_, context) => [
      showField(context, 'see the command, the working directory and the mounts', '.command', '.args', '.workingDir', '.volumeMounts'),
      edit(context, 'correct the name of the script or the workingDir, or use the image that has it'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'npm ERR! Missing script: "migrate"',
      'npm error Missing script: "db:migrate"',
      'error Command "migrate" not found.',
      "npm ERR! enoent Could not read package.json: Error: ENOENT: no such file or directory, open '/package.json'",
      'ERR_PNPM_NO_IMPORTER_MANIFEST_FOUND  No package.json was found in "/".',
    ],
    lookAlikes: ['npm ERR! code ELIFECYCLE', '> shop@1.0.0 migrate'],
  },
  {
    id: 'node-release',
    code: 'dependency-missing',
    category: 'app-exit',
    pattern:
      /EBADENGINE|The engine "node" is incompatible with this module\. Expected version "(?<wanted>[^"]{1,60})"(?:\. Got "(?<has>[^"]{1,20})")?|Unsupported engine|requires Node\.js (?<wanted2>\S{1,20})|node: (?<option>\S{1,60}) is not allowed in NODE_OPTIONS/,
    in: 'log',
    cause: (groups, context) =>
      groups.option
        ? `the Node.js of ${context.image} does not know the option ${groups.option} that ${context.container} gives it (arguments or NODE_OPTIONS)`
        : `the Node.js of ${context.image} is of another release than the program wants${groups.wanted ? ` (${groups.wanted}${groups.has ? `, it is ${groups.has}` : ''})` : ''}`,
    fixes: (_, context) => [
      showSettings(context),
      edit(context, 'use an image with the release of Node.js that the program wants, or correct NODE_OPTIONS'),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'npm ERR! code EBADENGINE',
      'error shop@1.0.0: The engine "node" is incompatible with this module. Expected version ">=20". Got "16.20.2"',
      'node: --experimental-foo is not allowed in NODE_OPTIONS',
    ],
    lookAlikes: ['Node.js v20.11.0', 'search engine is ready'],
  },
  {
    id: 'node-syntax',
    code: 'app-error',
    category: 'app-exit',
    pattern:
      /SyntaxError: (?<why>Cannot use import statement outside a module|Unexpected token (?!.{1,40} in JSON).{1,60}|Unexpected identifier.{0,40}|Invalid or unexpected token|Unexpected (?:end of input|reserved word|strict mode.{1,40})|missing \) after argument list|The requested module .{1,120}|Named export .{1,120})|ERR_REQUIRE_ESM\b|ERR_UNKNOWN_FILE_EXTENSION\]?:? ?(?<why2>.{0,120})/,
    in: 'log',
    cause: (groups, context) =>
      `JavaScript in ${context.container} cannot be read${groups.why ? ` (${groups.why})` : ''}: modules of another kind (ESM, CommonJS), TypeScript that was not compiled, or a Node.js that is too old`,
    fixes: (_, context) => [
      showCommand(context),
      edit(context, 'run the compiled file, set "type" in package.json to what the files are, or use a newer Node.js'),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'SyntaxError: Cannot use import statement outside a module',
      "SyntaxError: Unexpected token '??='",
      'TypeError [ERR_UNKNOWN_FILE_EXTENSION]: Unknown file extension ".ts" for /app/migrate.ts',
      'Error [ERR_REQUIRE_ESM]: require() of ES Module /app/node_modules/chalk/source/index.js not supported.',
    ],
    lookAlikes: ['SyntaxError: invalid syntax', '/bin/sh: 3: Syntax error: end of file unexpected'],
  },
  {
    id: 'node-settings',
    code: 'bad-config',
    category: 'config',
    pattern:
      /Config validation error: "(?<name>[\w.]{1,80})" (?<why>.{1,100})|Invalid environment variables:?(?: \{ ?(?<name2>\w{1,80}))?|Missing environment variables?:?(?: (?<name3>\w{1,80}))?|Configuration property "(?<name4>[^"]{1,80})" is not defined|"(?<name5>[A-Z][A-Z0-9_]{1,80})" (?<why2>is required|is not allowed to be empty|must be .{1,60})/,
    in: 'log',
    cause: (groups, context) =>
      groups.name
        ? `the setting ${groups.name} of ${context.container} is missing or wrong${groups.why ? `: it ${groups.why}` : ''}`
        : `${context.container} refuses its environment: variables are missing or wrong (the lines below name them)`,
    fixes: (groups, context) => [
      showSettings(context),
      showSecretKeys(context),
      edit(
        context,
        `set the env entry ${groups.name ?? 'that is named'} on ${context.container} itself; init containers do not inherit the env of the app`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'Error: Config validation error: "DATABASE_URL" is required',
      "❌ Invalid environment variables: { DATABASE_URL: [ 'Required' ] }",
      'Error: Configuration property "db.host" is not defined',
    ],
    lookAlikes: ['environment variables are valid', 'config is valid: "ok" is set'],
  },
];
