import type { Topic } from '../page.ts';
import { appStatuses } from './app.ts';
import { creatingStatuses } from './creating.ts';
import { exitStatuses } from './exits.ts';
import { failingStatuses } from './failing.ts';
import { imageStatuses } from './images.ts';
import { podStatuses } from './pods.ts';
import { progressStatuses } from './progress.ts';
import type { StatusPage } from './status-page.ts';

export const statusTopics: readonly (Topic & { readonly pages: readonly StatusPage[] })[] = [
  { title: 'STATUS: on the way', pages: progressStatuses },
  { title: 'STATUS: an init container failed', pages: failingStatuses },
  { title: 'STATUS: its image does not come', pages: imageStatuses },
  { title: 'STATUS: it is not created or started', pages: creatingStatuses },
  { title: 'STATUS: the whole pod', pages: podStatuses },
  { title: 'STATUS: the app, after init', pages: appStatuses },
  { title: 'exit codes', pages: exitStatuses },
];
