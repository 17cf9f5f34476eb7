import { join } from 'node:path';
import { extensions } from './files.ts';
import type { Folder } from './folder.ts';

const moment = /(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(\.\d+)?[ \t]*(Z|[+-]\d\d:?\d\d)?/;

/** The last moment in a `timestamp` file: lines as Go prints times (`2026-03-01 10:00:00.5 +0000 UTC`), or RFC 3339. */
const lastMoment = (text: string): Date | undefined => {
  for (const line of text.slice(-4096).split('\n').reverse()) {
    const [, day, time, fraction = '', zone = 'Z'] = moment.exec(line) ?? [];
    if (day === undefined || time === undefined) continue;
    const date = new Date(`${day}T${time}${fraction.slice(0, 4)}${zone.replace(/(\d\d)(\d\d)$/, '$1:$2')}`);
    if (!Number.isNaN(date.getTime())) return date;
  }
  return undefined;
};

/** Fields with a moment that had come when the dump was taken; others, such as `deletionTimestamp`, may lie ahead of it. */
const pastMoments =
  /\b(?:creationTimestamp|startTime|startedAt|finishedAt|completionTime|lastTransitionTime|lastUpdateTime|lastHeartbeatTime|firstTimestamp|lastTimestamp|eventTime|lastObservedTime|generatedAt)"?:\s{0,3}"?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,9})?Z/g;

/** The newest moment that objects in a text report, without parsing it. */
export const newestMoment = (text: string): Date | undefined => {
  let newest = '';
  for (const [, time = ''] of text.matchAll(pastMoments)) if (time > newest) newest = time;
  return newest === '' || Number.isNaN(Date.parse(`${newest}Z`)) ? undefined : new Date(`${newest}Z`);
};

/** @returns undefined when there is none */
export const latest = (moments: readonly (Date | undefined)[]): Date | undefined =>
  moments.reduce((newest, date) => (newest === undefined || (date !== undefined && date > newest) ? date : newest), undefined);

/**
 * When a dump was taken: as its `timestamp` file says, else the newest moment in its objects, else when it was written.
 * @param notes directories that may have a `timestamp` file, the best first
 * @param evidence object files, without extension
 */
export const momentOf = async (folder: Folder, notes: readonly string[], evidence: readonly string[]): Promise<Date> => {
  const text = async (path: string): Promise<string> => {
    const read = await folder.text(path);
    return read === undefined || 'refused' in read ? '' : read.text;
  };
  for (const directory of notes) {
    const noted = lastMoment(await text(join(directory, 'timestamp')));
    if (noted) return noted;
  }
  let newest: Date | undefined;
  for (const path of evidence.flatMap((file) => extensions.map((extension) => `${file}${extension}`))) {
    newest = latest([newest, newestMoment(await text(path))]);
  }
  return newest ?? folder.modified();
};
