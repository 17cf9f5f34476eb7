import { readdirSync } from 'node:fs';

/** A dump of a real failure in test/dumps: the folder has the name of the namespace. */
export interface Recording {
  readonly name: string;
  /** What its user would type. */
  readonly target: string;
  /** From the root of the repository. */
  readonly path: string;
}

const targets: Readonly<Record<string, string>> = {
  'wait-chain': 'deploy/web',
  'wait-cycle': 'deploy/left',
  'job-gives-up': 'job/job-gives-up',
  quota: 'deploy/quota',
  'pod-security': 'deploy/pod-security',
};

const inFolder = (folder: string): Recording[] =>
  readdirSync(new URL(`${folder}/`, import.meta.url))
    .sort()
    .map((name) => ({ name, target: targets[name] ?? `pod/${name}`, path: `test/${folder}/${name}` }));

/** Of Kubernetes 1.35. */
export const recordings: readonly Recording[] = inFolder('dumps');

/** The same failures on Kubernetes 1.31, which puts some of them in other words. */
export const olderRecordings: readonly Recording[] = inFolder('dumps-1.31');
