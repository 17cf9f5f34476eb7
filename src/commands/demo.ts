import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openDump } from '../cluster/dump/dump.ts';
import { KnownError } from '../cluster/errors.ts';
import { memoised } from '../cluster/memo.ts';
import { parseTargets, resolveTargets } from '../cluster/targets.ts';
import { type Demo as DemoDump, demos } from '../demo/demos.ts';
import { invocation } from '../name.ts';
import { reportOn } from '../report/report-on.ts';
import { BaseCommand } from './shared/base.ts';
import { colorFlag, outputFlag } from './shared/flags.ts';
import { formatReport } from './shared/print-report.ts';

export class Demo extends BaseCommand {
  static override summary = 'Describe dumps of real failures that come with the program; needs no cluster';
  static override usage = 'demo [NAME...]';
  static override examples = [`${invocation} demo`, `${invocation} demo wait-chain`];
  static override strict = false;
  static override flags = { ...outputFlag, ...colorFlag };

  override async run(): Promise<void> {
    const { flags, argv } = await this.parse(Demo);
    for (const demo of chosen(argv.map(String))) {
      if (flags.output === undefined) this.print(`\n$ ${invocation} describe ${demo.target} -n ${demo.namespace}\n`);
      this.print(await formatReport(await withDump(demo, look), flags));
    }
  }
}

function chosen(names: readonly string[]): readonly DemoDump[] {
  const unknown = names.find((name) => !demos.some((demo) => demo.name === name));
  if (unknown) throw new KnownError(`no demo ${JSON.stringify(unknown)}; there is ${demos.map(({ name }) => name).join(', ')}`, 4);
  return names.length === 0 ? demos : demos.filter(({ name }) => names.includes(name));
}

async function look({ target, namespace }: DemoDump, folder: string) {
  const cluster = memoised(await openDump(folder));
  const flags = { namespace };
  const report = await reportOn(cluster, await resolveTargets(cluster, parseTargets([target], flags), flags));
  return { ...report, source: { kind: 'dump' as const, name: 'demo' } };
}

/** The files of a dump stand in the program; on disk they are what `--from` reads. */
async function withDump<T>(demo: DemoDump, use: (demo: DemoDump, folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'initdoctor-demo-'));
  try {
    for (const [path, content] of Object.entries(demo.files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
    }
    return await use(demo, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
