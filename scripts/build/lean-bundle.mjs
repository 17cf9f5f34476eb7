// What stands in sources for tests and readers, or in packages for others, and need not be in the bundle: there it would be compiled,
// stored in each executable and read at each start. And what is written as data, but need not be made at each start.
import { readFileSync } from 'node:fs';

/** Example lines of signatures: their tests read them from the source. Biome's layout tells where each list ends. */
const examples = /^( +)(matches|lookAlikes): \[(?:.*\],|\n(?:\1 {2}.*\n)+\1\],)$/gm;

/** Hundreds of expressions, of which a run needs a few: engines look at each when it is made, so each is made when it is asked for. */
const patterns = /^( +)pattern:\s+(\/.*\/[a-z]*),$/gm;

/** @type {import('esbuild').Plugin} */
export const leanBundle = {
  name: 'lean-bundle',
  setup({ onResolve, onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]diagnosis[\\/]signatures[\\/].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(examples, '$1$2: [],').replace(patterns, '$1get pattern() { return $2; },'),
      loader: 'ts',
    }));
    // As text, which is read when it is asked for; as an object it would be code.
    onLoad({ filter: /[\\/]src[\\/](?:demo[\\/].*|commands[\\/]shared[\\/]command-line)\.json$/ }, ({ path }) => ({
      contents: `module.exports = JSON.parse(${JSON.stringify(JSON.stringify(JSON.parse(readFileSync(path, 'utf8'))))});`,
    }));
    // Ora takes two by default; the others are for those who choose.
    onLoad({ filter: /[\\/]cli-spinners[\\/]spinners\.json$/ }, ({ path }) => {
      const { dots, line } = JSON.parse(readFileSync(path, 'utf8'));
      return { contents: JSON.stringify({ dots, line }), loader: 'json' };
    });
    // oclif has a copy of its own, of which it takes one as it loads on a terminal, for a spinner that nobody starts.
    onResolve({ filter: /^cli-spinners$/ }, ({ path, importer }) =>
      /[\\/]@oclif[\\/]core[\\/]/.test(importer) ? { path, namespace: 'no-spinner' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'no-spinner' }, () => ({
      contents: 'const frames = []; module.exports = { dots2: { frames }, line: { frames } };',
    }));
  },
};
