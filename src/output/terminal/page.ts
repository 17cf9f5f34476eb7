import type { Command, NamedPage, Topic } from '../../diagnosis/pages/page.ts';
import type { Style } from './style.ts';
import { block, cut, pad, wrap } from './text.ts';
import { displayWidth } from './width.ts';

/** One page as text, its commands on lines of their own, to be pasted. */
export function terminalPage({ name, page }: NamedPage, style: Style): string {
  const head = wrap(`${name}: ${page.title}`, style.width).map((line) => style.strong(line));
  return [
    ...head,
    '',
    ...block(page.means, 2, style.width),
    ...section('why it happens', page.why, style),
    ...section('how to confirm', page.confirm, style),
    ...section('how to fix', page.fix, style),
    ...section('how to prevent it', page.prevent, style),
    '',
    `  ${page.link}`,
    ...(page.see ? block(`see also: ${page.see.join(', ')}`, 2, style.width) : []),
  ].join('\n');
}

/** Every page on a line, by topic. `hint` comes last. */
export function terminalTopics(topics: readonly Topic[], hint: string, style: Style): string {
  const parts = topics.map(({ title, pages }) => {
    const width = Math.max(...pages.map(({ name }) => displayWidth(name)));
    const lines = pages.map(({ name, page }) => `  ${pad(name, width)}  ${cut(page.title, style.width - width - 4)}`);
    return [style.strong(title), ...lines, ''].join('\n');
  });
  return [...parts, ...wrap(hint, style.width)].join('\n');
}

function section(title: string, items: readonly (string | Command)[], style: Style): string[] {
  return ['', style.strong(title), ...items.flatMap((item) => (typeof item === 'string' ? sentence(item, style) : command(item, style)))];
}

const sentence = (text: string, style: Style): string[] =>
  block(text, 4, style.width).map((line, index) => (index === 0 ? `  - ${line.trimStart()}` : line));

const command = ({ command, says }: Command, style: Style): string[] => [
  ...wrap(says, style.width - 4).map((line) => style.faint(`  # ${line}`)),
  `  ${style.command(command)}`,
];
