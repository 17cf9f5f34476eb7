import type { ServerResponse } from 'node:http';
import { after, afterEach, before, beforeEach } from 'node:test';
import type { LiveOptions } from '../../../../src/cluster/live/kubeconfig/options.ts';
import type { Cluster } from '../../../../src/cluster/port.ts';
import { type Handler, serve, type TestServer } from './api-server.ts';
import { withCluster } from './cluster.ts';
import { type Files, temporaryFiles } from './kubeconfigs.ts';
import { type Authority, authority, type Issued } from './pki.ts';

/**
 * What the tests of a file need for a server that speaks TLS: it goes, with its files, when a test has ended.
 * @returns serves by a handler, and hands over the cluster that asks it
 */
export function secureServer(name: string) {
  let pki: Authority;
  let certificate: Issued;
  let files: Files;
  let server: TestServer | undefined;
  before(() => {
    pki = authority(name);
    certificate = pki.issue('127.0.0.1', 'subjectAltName=IP:127.0.0.1');
  });
  after(() => pki.remove());
  beforeEach(() => {
    files = temporaryFiles();
  });
  afterEach(async () => {
    await server?.close();
    server = undefined;
    files.remove();
  });
  return async <T>(handler: Handler, use: (cluster: Cluster) => Promise<T>, options: LiveOptions = {}): Promise<T> => {
    server = await serve(handler, { cert: certificate.cert, key: certificate.key });
    return withCluster(files, { cluster: { server: server.url, 'certificate-authority': pki.certFile }, options }, use);
  };
}

/** Answers with these texts one by one, and then stays silent, ends, or is cut. */
export const stream =
  (end: 'open' | 'end' | 'cut', ...texts: readonly string[]) =>
  (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    for (const text of texts) response.write(text);
    if (end === 'end') response.end();
    if (end === 'cut') setTimeout(() => response.destroy(), 20);
  };
