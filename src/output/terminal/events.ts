import { humanDuration } from '../../init/age.ts';
import type { EventEntry, Subject } from '../../report/document.ts';
import { secondsBetween } from '../duration.ts';
import type { Style } from './style.ts';
import { atMost, oneLine, wrap } from './text.ts';

const shownEvents = 8;

/** The latest events, in their order; those that say the same as one. `now` is RFC 3339. */
export function eventLines({ events, name }: Subject, now: string, style: Style): string[] {
  return alikeFolded(events, name)
    .slice(-shownEvents)
    .flatMap(({ at, type, reason, message, count }) => {
      const ago = (at === undefined ? '' : `${humanDuration(secondsBetween(at, now) * 1000)} ago`).padStart(10);
      const times = count > 1 ? ` x${count}` : '';
      const [first = '', ...rest] = wrap(
        `${type === 'Warning' ? style.warn('Warning') : 'Normal'} ${reason}${times}: ${oneLine(message)}`,
        style.width - 16,
      );
      return [`    ${ago}  ${first}`, ...atMost(2, rest).map((line) => `${' '.repeat(16)}${line}`)];
    });
}

/** A controller that fails to create pods says so for each name that it would have given: the last one stands for all. */
function alikeFolded(events: readonly EventEntry[], owner: string): EventEntry[] {
  const folds = new Map<string, EventEntry>();
  for (const event of events) {
    const key = JSON.stringify([event.type, event.reason, event.message.replaceAll(generatedName(owner), owner)]);
    const before = folds.get(key);
    folds.delete(key);
    folds.set(key, before ? { ...event, count: before.count + event.count } : event);
  }
  return [...folds.values()];
}

const generatedName = (owner: string): RegExp => new RegExp(`${owner.replace(/[^\w-]/g, '\\$&')}(?:-[a-z0-9]{1,12}){1,2}(?![\\w-])`, 'g');
