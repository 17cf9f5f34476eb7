import { string } from '@oclif/core/flags';
import { KnownError } from '../cluster/errors.ts';
import { findPage } from '../diagnosis/pages/find-page.ts';
import { topics } from '../diagnosis/pages/index.ts';
import type { NamedPage } from '../diagnosis/pages/page.ts';
import { invocation } from '../name.ts';
import { terminalPage, terminalTopics } from '../output/terminal/page.ts';
import { BaseCommand } from './shared/base.ts';
import { colorFlag } from './shared/flags.ts';
import { terminalStyle } from './shared/print-report.ts';

export class Explain extends BaseCommand {
  static override summary = 'Explain a code or a STATUS: what it means, why it happens, how to confirm, fix and prevent it';
  static override description =
    'Takes the code of a finding, a STATUS as kubectl shows it, an exit code or signal, or the reason of an event. Without one it lists them. Reads no cluster and no kubeconfig.';
  static override usage = 'explain [CODE|STATUS]';
  static override examples = [
    `${invocation} explain Init:CrashLoopBackOff`,
    `${invocation} explain wait-no-endpoints`,
    `${invocation} explain exit 137`,
    `${invocation} explain`,
  ];
  static override strict = false;
  static override flags = {
    ...colorFlag,
    output: string({ char: 'o', description: 'print the page as a document instead of text', options: ['json'] }),
  };

  override async run(): Promise<void> {
    const { flags, argv } = await this.parse(Explain);
    const word = argv.map(String).join(' ').trim();
    const style = terminalStyle(flags.color);
    if (word === '') {
      const hint = `${invocation} explain NAME shows the page; exit codes (137), signals and reasons of events (FailedMount) are known too.`;
      this.print(flags.output ? document(topics) : terminalTopics(topics, hint, style));
    } else {
      const page = pageOf(word);
      this.print(flags.output ? document({ name: page.name, ...page.page }) : terminalPage(page, style));
    }
  }
}

function pageOf(word: string): NamedPage {
  const found = findPage(word);
  if ('page' in found) return found.page;
  const near = found.near.length > 0 ? `did you mean ${found.near.join(', or ')}?` : `${invocation} explain lists them`;
  throw new KnownError(`no code or STATUS ${JSON.stringify(word.slice(0, 80))}; ${near}`, 4);
}

const document = (content: unknown): string => JSON.stringify(content, null, 2);
