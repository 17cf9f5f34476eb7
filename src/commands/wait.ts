import { string } from '@oclif/core/flags';
import { KnownError } from '../cluster/errors.ts';
import { nearMisses } from '../cluster/near-miss.ts';
import { type FailFast, failFastStates, readFailFast } from '../diagnosis/fail-fast.ts';
import { categories } from '../diagnosis/finding.ts';
import { parseDuration } from '../init/duration.ts';
import { invocation } from '../name.ts';
import { BaseCommand } from './shared/base.ts';
import { reportFlags } from './shared/flags.ts';
import { withUnremembered } from './shared/open.ts';

export class Wait extends BaseCommand {
  static override summary = 'Wait until init is done, or end as soon as it cannot succeed any more, with the diagnosis';
  static override description =
    'Ends with 0 when init of every pod that TARGET means is done, with 2 as soon as it cannot succeed any more, with 3 at the timeout. Of a workload it waits for the pods of the present template, those that appear later included.';
  static override usage = 'wait TARGET... [--timeout 5m]';
  static override examples = [
    `${invocation} wait deploy/web --timeout=10m`,
    `${invocation} wait job/migrate --fail-fast-on=crashes=3,missing-config -o json`,
    `${invocation} wait -l app=web -n shop`,
  ];
  static override strict = false;
  static override flags = {
    ...reportFlags,
    timeout: string({ description: 'how long to wait (30s, 5m, 1h); 0 without end', default: '5m' }),
    'fail-fast-on': string({
      description:
        'take for failed as well: missing-config, image-not-found, crashes=N, or a category of findings (oom, quota, ...); several with commas',
      helpValue: 'STATES',
    }),
    grace: string({ description: 'how long a state of --fail-fast-on must last before it counts', default: '10s' }),
  };

  override async run(): Promise<void> {
    const { flags, argv } = await this.parse(Wait);
    const words = argv.map(String);
    if (words.length === 0 && flags.selector === undefined && flags['field-selector'] === undefined) {
      throw new KnownError(`wait needs a target: ${invocation} wait POD, or deploy/NAME, or -l SELECTOR`);
    }
    const options = {
      timeout: seconds('timeout', flags.timeout),
      grace: seconds('grace', flags.grace),
      failFast: failFastOf(flags['fail-fast-on']),
    };
    await withUnremembered(flags, async (cluster) => {
      const { waitFor } = await import('./live/wait-for.ts');
      const { text, exitCode } = await waitFor(cluster, words, flags, options);
      if (text !== '') this.print(text);
      if (exitCode !== undefined) process.exitCode = exitCode;
    });
  }
}

function seconds(flag: string, text: string): number {
  const value = parseDuration(/^\d{1,9}$/.test(text) ? `${text}s` : text);
  if (value === undefined || value < 0) throw new KnownError(`--${flag} ${JSON.stringify(text)} is no duration; write 30s, 5m or 1h`);
  return value;
}

function failFastOf(text = ''): FailFast {
  const words = text.split(',').map((word) => word.trim());
  const read = readFailFast(words.filter((word) => word !== ''));
  if (!('unknown' in read)) return read;
  const [near] = nearMisses(read.unknown, [...failFastStates.map(({ word }) => word), ...categories], 1);
  const hint = near ? `did you mean ${near}?` : 'it knows missing-config, image-not-found, crashes=N and the categories of findings';
  throw new KnownError(`--fail-fast-on ${JSON.stringify(read.unknown.slice(0, 60))} is no state; ${hint}`);
}
