// Writes what the documents say of the program from the program itself: npm run reference. A test compares.
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { kinds } from '../../src/cluster/kinds.ts';
import { commands } from '../../src/commands/registry.ts';
import type { CommandLine } from '../../src/commands/shared/command-line.ts';
import { invocation } from '../../src/name.ts';
import { picture, themes } from './picture.ts';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const read = (path: string): string => readFileSync(at(path), 'utf8');

/** Each generated document by its path: what it must hold. */
export async function documents(): Promise<ReadonlyMap<string, string>> {
  const classes = await Promise.all(Object.entries(commands).map(async ([verb, load]) => ({ verb, command: await load() })));
  const rows = classes.map(({ verb, command }) => `| [\`${verb}\`](docs/reference.md#${verb}) | ${command.summary} |`);
  const blocks = new Map([
    ['commands', ['| command | |', '|---|---|', ...rows].join('\n')],
    ['chain', chain()],
    ['role', role()],
  ]);
  const line = await commandLine();
  const helps = Object.entries(line.verbs).map(([verb, { help }]) => `## ${verb}\n\n${block('text', help.join('\n'))}\n`);
  return new Map([
    ['src/commands/shared/command-line.json', `${JSON.stringify(line, null, 1)}\n`],
    ['README.md', fill(read('README.md'), blocks)],
    ['docs/picture-light.svg', picture(shown(), themes.light)],
    ['docs/picture-dark.svg', picture(shown(), themes.dark)],
    ['docs/reference.md', ['# Commands and their flags\n\nWritten by `npm run reference` from the program.\n', ...helps].join('\n')],
  ]);
}

const block = (language: string, text: string): string => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;

/** Replaces what stands between `<!-- NAME: ... -->` and `<!-- /NAME -->`. */
function fill(text: string, blocks: ReadonlyMap<string, string>): string {
  return text.replace(/(<!-- (\w+):[^>]*-->\n).*?(<!-- \/\2 -->)/gs, (whole, begin: string, name: string, end: string) => {
    const content = blocks.get(name);
    return content === undefined ? whole : `${begin}${content}\n${end}`;
  });
}

/** What the picture shows: a golden output in colour without events, evidence and commands, which have lines of any length. */
function shown(): string {
  const all = read('test/golden/describe/exit-code.color.txt').split('\n\n');
  const kept = all.filter((section) => !/^ {2}(?:events\n|evidence\n|# )/.test(section.replace(/\u001b\[\d*m/g, '')));
  return [`$ ${invocation} describe exit-code -n exit-code`, ...kept].join('\n\n');
}

/** The first lines of a golden output, and how it gets from one pod to the next. */
function chain(): string {
  const [first = '', ...rest] = read('test/golden/describe/wait-chain.txt').split('\n\n');
  const way = rest.filter((section) => section.startsWith('  the way to the root'));
  return block('text', [`$ ${invocation} describe deploy/web -n wait-chain`, first, ...way].join('\n\n'));
}

/** All that is ever read, but Secrets: the program looks at the names of their keys only, yet `get` gives the values too. */
function role(): string {
  const readable = Object.values(kinds).filter(({ plural }) => plural !== 'secrets');
  const groups = [...new Set(readable.map(({ group }) => group))];
  const pluralsOf = (group: string): string[] => readable.filter((kind) => kind.group === group).map(({ plural }) => plural);
  return block(
    'yaml',
    [
      'apiVersion: rbac.authorization.k8s.io/v1',
      'kind: ClusterRole',
      'metadata:',
      '  name: initdoctor',
      'rules:',
      rule('', ['pods'], 'watch'),
      rule('', ['pods/log'], 'get'),
      ...groups.map((group) => rule(group === 'core' ? '' : group, pluralsOf(group), 'get, list')),
    ].join('\n'),
  );
}

/** In one line, as far as that goes. */
function rule(group: string, resources: readonly string[], verbs: string): string {
  const lines = resources.join(', ').replace(/(.{60,100}?), /g, '$1,\n      ');
  return `  - {apiGroups: [${group || '""'}], verbs: [${verbs}], resources: [${lines}]}`;
}

/** In a process of its own, whose output has 80 columns and no colours. */
async function commandLine(): Promise<CommandLine> {
  const env = { PATH: process.env.PATH, NO_COLOR: '1', OCLIF_COLUMNS: '80' };
  const script = ['--import', 'tsx', 'scripts/docs/command-line.ts'];
  return JSON.parse((await promisify(execFile)(process.execPath, script, { cwd: at(''), env })).stdout);
}

if (process.argv[1]?.endsWith('scripts/docs/reference.ts')) {
  for (const [path, text] of await documents()) {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
  }
}
