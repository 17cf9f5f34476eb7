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
  // chalk is told whether to colour; it need not find out.
  replaced('no-colour-search', /^#supports-color$/, { contents: 'export default { stdout: false, stderr: false };' }),
  // Help is text that was made from the commands beforehand, and errors are worded by ours: oclif colours and lays out nothing.
  replaced(
    'no-oclif-help',
    /^\.\.?\/help(?:\/index)?$/,
    { contents: 'module.exports = {};' },
    /@oclif[\\/]core[\\/]lib[\\/](?:flags|errors[\\/]handle)\.js$/,
  ),
  replaced('no-oclif-colours', /^ansis$/, { contents: 'module.exports = {};' }),
  // DEBUG shows our own stacks; what oclif would say besides is about plugins.
  replaced('no-debug-log', /^debug$/, { contents: 'module.exports = () => () => {};' }),
];

// For each line that it draws, cli-table3 shortens the text of the whole cell, one character after the other, for a message of its
// debug mode: nine tenths of the time that a table takes.
const tableWithoutDebug = {
  name: 'table-without-debug',
  setup({ onLoad }) {
    onLoad({ filter: /cli-table3[\\/]src[\\/]cell\.js$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const contents = source.replace('utils.truncate(this.content, 10, this.truncate)', 'this.content');
      return contents === source ? { errors: [{ text: 'cli-table3 no longer shortens cells for its debug mode' }] } : { contents };
    });
  },
};

export const lighterLibraries = [...replacements, tableWithoutDebug];

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
