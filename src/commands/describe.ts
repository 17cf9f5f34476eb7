import { boolean, string } from '@oclif/core/flags';
import type { Cluster } from '../cluster/port.ts';
import { invocation } from '../name.ts';
import type { Report } from '../report/document.ts';
import { reportOn } from '../report/report-on.ts';
import { BaseCommand } from './shared/base.ts';
import { clusterFlags, colorFlag, outputFlag, selectionFlags } from './shared/flags.ts';
import { openCluster } from './shared/open.ts';
import { printReport } from './shared/print-report.ts';
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
    `${invocation} describe job/seed --from must-gather/`,
  ];
  static override strict = false;

  static override flags = {
    ...clusterFlags,
    ...selectionFlags,
    ...outputFlag,
    ...colorFlag,
    'exit-code': boolean({ description: 'exit with 2 when init has failed for good, 3 when it is still under way' }),
    container: string({ char: 'c', description: 'only findings about this container' }),
  };

  override async run(): Promise<void> {
    const { flags, argv } = await this.parse(Describe);
    const cluster = await openCluster(flags);
    try {
      const report = await withSpinner(`looking at ${cluster.source.name}`, () => this.#look(cluster, argv.map(String), flags));
      if (report.subjects.length === 0) this.note(nothingToSay(flags));
      else this.print(await printReport(report, flags));
      if (flags['exit-code']) process.exitCode = exitCodeOf(report);
    } finally {
      cluster.close();
    }
  }

  async #look(cluster: Cluster, words: readonly string[], flags: Parameters<typeof targetsOf>[2]): Promise<Report> {
    return reportOn(cluster, await targetsOf(cluster, words, flags));
  }
}
