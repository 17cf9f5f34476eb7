import { addresses } from './addresses.ts';
import { headers } from './headers.ts';
import { maskKeyBlocks } from './key-blocks.ts';
import type { Writing } from './mask.ts';
import { settings } from './settings.ts';
import { tokens } from './tokens.ts';

// What names itself first: in `Authorization: Bearer eyJ...` the scheme is kept.
const writings: readonly Writing[] = [...headers, ...addresses, ...tokens, ...settings];
const words = new RegExp([...new Set(writings.flatMap((writing) => writing.words)), 'private key'].map(literally).join('|'), 'i');

/** The text with `****` for what looks like a credential. Users, hosts, databases and names are kept. Takes linear time. */
export function maskText(text: string): string {
  if (!words.test(text)) return text;
  const lower = text.toLowerCase();
  const masked = writings
    .filter((writing) => writing.words.some((word) => lower.includes(word)))
    .reduce((before, writing) => writing.replace(before), text);
  return lower.includes('private key') ? maskKeyBlocks(masked) : masked;
}

function literally(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
