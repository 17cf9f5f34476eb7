import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Program, type Ran, run, runCommand } from '../front-door.ts';
import { parseReport } from '../report/validate.ts';

/** The cluster is that of the kubeconfig; everything made there is in namespaces with this prefix. */
const prefix = 'initdoctor-e2e-';
export const namespaceOf = (name: string): string => `${prefix}${name}`;

export const clusterEnv: Readonly<Record<string, string>> = {
  HOME: process.env.HOME ?? '/',
  ...(process.env.KUBECONFIG && { KUBECONFIG: process.env.KUBECONFIG }),
};

/** What kubectl prints; fails when it does. */
export async function kubectl(args: readonly string[], input?: string): Promise<string> {
  const { stdout, stderr, code } = await runCommand('kubectl', args, { env: clusterEnv, input });
  assert.equal(code, 0, `kubectl ${args.join(' ')}: ${stderr}`);
  return stdout;
}

export interface Made {
  readonly namespace: string;
  readonly objects: readonly object[];
}

/** Makes namespaces and what belongs into them; what an earlier run left there goes first. */
export async function make(made: readonly Made[]): Promise<void> {
  const namespaces = made.map(({ namespace }) => namespace);
  await kubectl(['delete', 'namespace', '--ignore-not-found', '--timeout=90s', ...namespaces]);
  await apply(namespaces.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })));
  let accounts = '';
  await until(
    'every namespace has its ServiceAccount',
    120,
    () => accounts,
    async () => {
      accounts = await kubectl(['get', 'serviceaccounts', '-A', '--field-selector=metadata.name=default', '--no-headers']);
      return namespaces.every((namespace) => accounts.includes(`${namespace} `));
    },
  );
  const objects = made.flatMap(({ namespace, objects }) => objects.map((object) => inNamespace(object, namespace)));
  if (objects.length > 0) await apply(objects);
}

export const unmake = (namespaces: readonly string[]): Promise<string> =>
  kubectl(['delete', 'namespace', '--ignore-not-found', '--wait=false', ...namespaces]);

const apply = (items: readonly object[]): Promise<string> =>
  kubectl(['create', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));

const inNamespace = (object: object, namespace: string): object => ({
  ...object,
  metadata: { ...('metadata' in object && typeof object.metadata === 'object' ? object.metadata : {}), namespace },
});

/** The kubeconfig in use with another user. */
export async function writeKubeconfig(path: string, token: string): Promise<void> {
  const config = JSON.parse(await kubectl(['config', 'view', '--raw', '--minify', '--flatten', '-o', 'json']));
  const users = config.users.map(({ name }: { name: string }) => ({ name, user: { token } }));
  writeFileSync(path, JSON.stringify({ ...config, users }), { mode: 0o600 });
}

/** The columns of `kubectl get pods`, without the ages in them. */
export interface PodRow {
  readonly namespace: string;
  readonly name: string;
  readonly ready: string;
  readonly status: string;
  readonly restarts: number;
}

export async function podRows(): Promise<PodRow[]> {
  const lines = (await kubectl(['get', 'pods', '-A', '--no-headers'])).split('\n').filter((line) => line.startsWith(prefix));
  return lines.map((line) => {
    const [namespace = '', name = '', ready = '', status = '', restarts = ''] = line.split(/\s+/);
    return { namespace, name, ready, status, restarts: Number(restarts) };
  });
}

/** Asks every other second until it is so; fails after so many seconds, and says how far it was. */
export async function until(what: string, seconds: number, howFar: () => unknown, isSo: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(2000)) if (await isSo()) return;
  assert.fail(`not within ${seconds}s: ${what}; ${JSON.stringify(howFar())}`);
}

export const runOnCluster = (program: Program, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  run(program, args, { env: { ...clusterEnv, ...env } });

/** A command that goes on for a while, once it has said the first thing. */
export const startOnCluster = (program: Program, args: readonly string[]): Promise<{ readonly ended: Promise<Ran> }> =>
  new Promise((resolve) => {
    const ended = run(program, args, { env: clusterEnv, onOutput: () => resolve({ ended }) });
    void ended.then(() => resolve({ ended }));
  });

/** `describe ... -o json` that must answer: exit code 0, nothing on stderr, a valid report. */
export async function describeOnCluster(program: Program, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { stdout, stderr, code } = await runOnCluster(program, ['describe', ...args, '-o', 'json'], env);
  assert.deepEqual({ stderr, code }, { stderr: '', code: 0 });
  const { report, errors } = parseReport(stdout);
  assert.deepEqual(errors, []);
  return report;
}
