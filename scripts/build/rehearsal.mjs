// A run of `describe POD` against an API server, as users have it, so that what it executes can be written down: a server that answers
// from a dump, on loopback and without TLS.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../setup.mjs';

const name = 'exit-code';
const dump = join(root, 'test/dumps', name, 'namespaces', name);

/**
 * @param {readonly string[]} command the program and its first words
 * @param {Record<string, string>} env what it is told besides
 */
export async function rehearse([file, ...first], env) {
  const server = createServer((request, response) => answer(new URL(request.url, 'http://server').pathname, response));
  const folder = mkdtempSync(join(tmpdir(), 'initdoctor-build-'));
  try {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const kubeconfig = join(folder, 'kubeconfig');
    writeFileSync(kubeconfig, kubeconfigFor(server.address().port));
    const run = spawn(file, [...first, 'describe', name, '-n', name], {
      cwd: root,
      env: { ...process.env, ...env, KUBECONFIG: kubeconfig },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const [code] = await once(run, 'exit');
    if (code !== 0) throw new Error(`the rehearsal of describe ended with ${code}`);
  } finally {
    server.close();
    rmSync(folder, { recursive: true });
  }
}

function answer(path, response) {
  const [resource, object, part] = path.split(`/namespaces/${name}/`)[1]?.split('/') ?? [];
  const log = join(dump, 'pods', name, 'load-config/load-config/logs/previous.log');
  const list = join(dump, 'core', `${resource}.yaml`);
  if (part === 'log') return response.end(readFileSync(log));
  if (!existsSync(list)) return response.writeHead(404).end();
  const all = readFileSync(list, 'utf8');
  const one = JSON.parse(all).items.find(({ metadata }) => metadata.name === object);
  return response.setHeader('content-type', 'application/json').end(object === undefined ? all : JSON.stringify(one));
}

const kubeconfigFor = (port) =>
  [
    ...['apiVersion: v1', 'clusters:', '- cluster:', `    server: http://127.0.0.1:${port}`, '  name: rehearsal'],
    ...['contexts:', '- context:', '    cluster: rehearsal', '    user: rehearsal', '  name: rehearsal'],
    ...['current-context: rehearsal', 'kind: Config', 'users:', '- name: rehearsal', '  user:', '    token: rehearsal', ''],
  ].join('\n');
