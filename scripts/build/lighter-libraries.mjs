// What libraries do at every start, or at every line, and this program has no use for: taken out while bundling.
import { readFileSync } from 'node:fs';
import { root } from '../setup.mjs';

const replacements = [
  // cli-table3 and ora bring two versions of string-width, whose expressions for emoji take longer to compile than a pod to read.
  replaced('one-width', /^string-width$/, {
    contents: `const { displayWidth } = require('./src/output/terminal/width.ts'); module.exports = displayWidth; module.exports.default = displayWidth;`,
    resolveDir: root,
  }),
  // What oclif would look for plugins with: there are none, but loading it takes as long as asking the server.
  replaced('no-plugin-search', /^(?:tinyglobby|lilconfig|minimatch)$/, { contents: 'module.exports = {};' }),
  // chalk is told whether to colour, and oclif colours nothing: they need not find out.
  replaced('no-colour-search', /^#?supports-color$/, { contents: 'module.exports = { stdout: false, stderr: false };' }),
  // Help is text that was made from the commands beforehand, and errors are worded by ours: oclif colours and lays out nothing.
  replaced(
    'no-oclif-help',
    /^\.\.?\/help(?:\/index)?$/,
    { contents: 'module.exports = {};' },
    /@oclif[\\/]core[\\/]lib[\\/](?:flags|errors[\\/]handle)\.js$/,
  ),
  // Commands are started without plugins, topics and hooks: of oclif's configuration they only look at these.
  replaced(
    'no-oclif-config',
    /^(?:\.\/config|@oclif\/core\/config)$/,
    { contents: `exports.Config = class { topicSeparator = ':'; scopedEnvVarKeys = () => []; };` },
    /@oclif[\\/]core[\\/]lib[\\/]command\.js$|src[\\/]commands[\\/]shared[\\/]base\.ts$/,
  ),
  // Flags of files and folders are checked where they are read.
  replaced('no-file-flags', /^\.\/util\/fs$/, { contents: 'module.exports = {};' }, /@oclif[\\/]core[\\/]lib[\\/]flags\.js$/),
  // What oclif prints with; it makes process.stdout and process.stderr to see whether they are terminals, and how wide.
  replaced(
    'no-oclif-output',
    /^\.\.?\/(?:\.\.\/)?(?:ux|screen)$/,
    { contents: 'exports.ux = {}; exports.colorize = (_, text) => text; exports.stdtermwidth = exports.errtermwidth = 80;' },
    /@oclif[\\/]core[\\/]lib[\\/]/,
  ),
  replaced(
    'no-oclif-layout',
    /^(?:wrap-ansi|indent-string)$/,
    { contents: 'module.exports = (text) => text;' },
    /@oclif[\\/]core[\\/]lib[\\/]/,
  ),
  replaced('no-templates', /^ejs$/, { contents: 'module.exports = {};' }),
  replaced('no-stack-cleaning', /^clean-stack$/, { contents: 'module.exports = (stack) => stack;' }),
  replaced('no-oclif-colours', /^ansis$/, { contents: 'module.exports = {};' }),
  // DEBUG shows our own stacks; what oclif would say besides is about plugins.
  replaced('no-debug-log', /^debug$/, { contents: 'module.exports = () => () => {};' }),
];

const rewrites = [
  // For each line that it draws, cli-table3 shortens the text of the whole cell, one character after the other, for a message of its
  // debug mode: nine tenths of the time that a table takes.
  rewritten(/cli-table3[\\/]src[\\/]cell\.js$/, 'utils.truncate(this.content, 10, this.truncate)', 'this.content'),
  // oclif makes process.stdout at every start to listen for EPIPE, which ours does when it prints.
  rewritten(/@oclif[\\/]core[\\/]lib[\\/]command\.js$/, "process.stdout.on('error', ", '((_) => {})('),
  // Loaded for arguments from stdin, of which there are none.
  rewritten(
    /@oclif[\\/]core[\\/]lib[\\/]parser[\\/]parse\.js$/,
    'const node_readline_1 = require("node:readline")',
    'const node_readline_1 = { createInterface: (options) => require("node:readline").createInterface(options) }',
  ),
];

/** Parts of the runtime that few runs use, and that take Bun up to 2 ms each to load: loaded at their first use. */
const lateBuiltins = {
  name: 'late-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(?:node:)?(?:net|os|tty|url|util)$/ }, ({ path, namespace }) =>
      namespace === 'late-builtin' ? { path, external: true } : { path, namespace: 'late-builtin' },
    );
    onLoad({ filter: /.*/, namespace: 'late-builtin' }, async ({ path }) => {
      const names = Object.keys(await import(path)).filter((name) => name !== 'default');
      const each = `Object.defineProperty(exports, name, { enumerable: true, get: () => require(${JSON.stringify(path)})[name] })`;
      return { contents: `for (const name of ${JSON.stringify(names)}) ${each};` };
    });
  },
};

export const lighterLibraries = [...replacements, ...rewrites, lateBuiltins];

/** An esbuild plugin that puts a module of ours in the place of those that `filter` names, where such an `importer` asks for them. */
function replaced(name, filter, module, importers = /^/) {
  return {
    name,
    setup({ onResolve, onLoad }) {
      onResolve({ filter }, ({ path, importer }) => (importers.test(importer) ? { path, namespace: name } : undefined));
      onLoad({ filter: /.*/, namespace: name }, () => module);
    },
  };
}

/** An esbuild plugin that writes a part of one file anew. Fails where the part is no longer there. */
function rewritten(filter, part, by) {
  return {
    name: `without ${part}`,
    setup({ onLoad }) {
      onLoad({ filter }, ({ path }) => {
        const source = readFileSync(path, 'utf8');
        return source.includes(part) ? { contents: source.replace(part, by) } : { errors: [{ text: `${path} has no ${part} any more` }] };
      });
    },
  };
}
