import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A directory of files for one test. */
export interface Files {
  readonly directory: string;
  write(name: string, content: string | object, mode?: number): string;
  remove(): void;
}

export function temporaryFiles(): Files {
  const directory = mkdtempSync(join(tmpdir(), 'initdoctor-live-'));
  return {
    directory,
    write: (name, content, mode = 0o600) => {
      const path = join(directory, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content), { mode });
      return path;
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** A kubeconfig with one context, `test`, of the given cluster and user. */
export function kubeconfig(cluster: object, user: object = {}, context: object = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'test',
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'tester', ...context } }],
    clusters: [{ name: 'test', cluster }],
    users: [{ name: 'tester', user }],
  };
}

export const base64 = (text: string) => Buffer.from(text).toString('base64');
