import { setImmediate } from 'node:timers/promises';
import { boolean } from '@oclif/core/flags';
import { KnownError } from '../cluster/errors.ts';
import type { Cluster } from '../cluster/port.ts';
import type { TargetFlags } from '../cluster/targets.ts';
import { invocation } from '../name.ts';
import type { Report } from '../report/document.ts';
import { BaseCommand } from './shared/base.ts';
import { reportFlags } from './shared/flags.ts';
import { type ClusterFlagValues, withCluster, withUnremembered } from './shared/open.ts';
import type { OutputFlagValues } from './shared/print-report.ts';
import { withSpinner } from './shared/spinner.ts';
import { targetsOf } from './shared/targets.ts';

export class Describe extends BaseCommand {
  static override summary = 'Say which init container blocks a pod, why, when Kubernetes tries again, and what to do';
  static override description =
    'TARGET is a pod or a workload as kubectl takes it: POD, pod/x, deploy/x, deploy x, sts/x, ds/x, rs/x, job/x, cronjob/x, several at once. Without one: every pod of the namespace whose init is not done.';
  static override usage = 'describe [TARGET...]';
  static override examples = [
    `${invocation} describe deploy/web`,
    `${invocation} describe web-7d9f-x2x1z -n shop -o json`,
    `${invocation} describe -A`,
    `${invocation} describe deploy/web -w`,
    `${invocation} describe job/seed --from must-gather/`,
  ];
  static override strict = false;

  static override flags = {
    ...reportFlags,
    watch: boolean({ char: 'w', description: 'go on until init is done: redraw on a terminal, one line a change in a pipe' }),
    'exit-code': boolean({ description: 'exit with 2 when init has failed for good, 3 when it is still under way' }),
  };

  override async run(): Promise<void> {
    const { flags, argv } = await this.parse(Describe);
    const words = argv.map(String);
    if (flags.watch) return this.#watch(words, flags);
    await withCluster(flags, async (cluster) => {
      const report = await withSpinner(`looking at ${cluster.source.name}`, () => look(cluster, words, flags));
      if (report.subjects.length === 0 && flags.output === undefined) this.note(nothingFound(cluster, flags));
      else this.print(await (await printing()).formatReport(report, flags));
      if (flags['exit-code']) process.exitCode = exitCodeOf(report);
    });
  }

  async #watch(words: readonly string[], flags: ClusterFlagValues & OutputFlagValues & { readonly 'exit-code': boolean }): Promise<void> {
    if (flags.output !== undefined)
      throw new KnownError(`-w and -o do not go together; ${invocation} wait -o ${flags.output} ends with a report`);
    await withUnremembered(flags, async (cluster) => {
      const { watchDescribe } = await import('./live/watch-describe.ts');
      const report = await watchDescribe(cluster, words, flags);
      if (flags['exit-code'] && report) process.exitCode = exitCodeOf(report);
    });
  }
}

/** What judges loads while the server answers the first questions; what prints, and whatever the log will need, while it answers the next. */
async function look(cluster: Cluster, words: readonly string[], flags: TargetFlags): Promise<Report> {
  const [asked, reportOn] = await Promise.all([targetsOf(cluster, words, flags), judgement()]);
  const [report] = await Promise.all([reportOn(cluster, asked), readyToPrint()]);
  return report;
}

async function readyToPrint(): Promise<void> {
  await loaded(printing);
  const { compileAhead } = await loaded(() => import('../diagnosis/compile-ahead.ts'));
  compileAhead();
}

/** Loads in parts, between which the connection gets on: a handshake takes a few turns of the event loop. */
async function judgement(): Promise<typeof import('../report/report-on.ts').reportOn> {
  const parts: readonly (() => Promise<unknown>)[] = [
    () => import('../init/progress.ts'),
    () => import('../waits/script/read-waits.ts'),
    () => import('../diagnosis/signatures/index.ts'),
    () => import('../diagnosis/rules/index.ts'),
  ];
  for (const load of parts) await loaded(load);
  return (await import('../report/report-on.ts')).reportOn;
}

async function loaded<T>(load: () => Promise<T>): Promise<T> {
  await setImmediate();
  return load();
}

const printing = () => import('./shared/print-report.ts');

function nothingFound(cluster: Cluster, flags: { readonly namespace?: string; readonly 'all-namespaces'?: boolean }): string {
  const where = flags['all-namespaces'] ? 'in any namespace' : `in namespace ${flags.namespace ?? cluster.defaultNamespace}`;
  return `no pod ${where} has init trouble`;
}

/** 2 when something has failed for good, 3 when something is still under way. */
function exitCodeOf({ subjects }: Report): number {
  if (subjects.some(({ verdict }) => verdict === 'failed')) return 2;
  return subjects.some(({ verdict }) => verdict !== 'initialized') ? 3 : 0;
}
