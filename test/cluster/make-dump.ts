import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';

/** Writes a directory for one test: file contents by path; what is no string as JSON. */
export const makeDump = async (test: TestContext, files: Readonly<Record<string, unknown>>): Promise<string> => {
  const root = await mkdtemp(join(tmpdir(), 'initdoctor-dump-'));
  test.after(() => rm(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
  }
  return root;
};

export const listOf = (kind: string, items: readonly unknown[], apiVersion = 'v1') => ({
  apiVersion,
  kind: `${kind}List`,
  metadata: {},
  items,
});

export const podOf = (
  name: string,
  more: { namespace?: string; labels?: Record<string, string>; owner?: object; [key: string]: unknown } = {},
) => {
  const { namespace = 'shop', labels, owner, created = '2026-03-01T09:00:00Z', ...rest } = more;
  return {
    metadata: { name, namespace, labels, creationTimestamp: created, ownerReferences: owner ? [owner] : undefined },
    spec: { initContainers: [{ name: 'wait', image: 'busybox' }], containers: [{ name: 'app', image: 'nginx' }] },
    status: { phase: 'Pending' },
    ...rest,
  };
};

/** What is read of a log, as text. */
export const textOf = async (chunks: AsyncIterable<Uint8Array>): Promise<string> => {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString('utf8');
};
