import type { Report } from '../report/document.ts';

/** JSON in which whatever a terminal would obey is escaped; parsers read the same value. */
export function jsonReport(report: Report): string {
  return JSON.stringify(report, null, 2).replace(
    /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu,
    escaped,
  );
}

const escaped = (character: string): string =>
  character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
