import { stringify } from 'yaml';
import type { Report } from '../report/document.ts';
import { cleanAll } from './clean.ts';

export const yamlReport = (report: Report): string => stringify(cleanAll(report), { lineWidth: 0 });
