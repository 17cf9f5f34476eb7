import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { crc32, inflateRawSync } from 'node:zlib';
import { tarGz, zip } from '../../scripts/release/archive.mjs';

const files = [
  { name: 'LICENSE', mode: 0o644, bytes: Buffer.from('as is\n') },
  { name: 'kubectl-initdoctor', mode: 0o755, bytes: Buffer.alloc(100_000, 'executable ') },
];

describe('an archive of a release', () => {
  it('is the same for the same files', async () => {
    for (const archive of [tarGz, zip]) assert.equal(sum(await archive(files)), sum(await archive(files)));
  });

  it('as .tar.gz unpacks to the files, the executable one executable', { skip: process.platform === 'win32' }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'initdoctor-archive-'));
    try {
      writeFileSync(join(folder, 'a.tar.gz'), await tarGz(files));
      execFileSync('tar', ['-xzf', 'a.tar.gz'], { cwd: folder });
      for (const { name, mode, bytes } of files) {
        assert.deepEqual(readFileSync(join(folder, name)), bytes);
        assert.equal(statSync(join(folder, name)).mode & 0o100, mode & 0o100);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('as .zip lists every file with its mode, place, size and sum', async () => {
    assert.deepEqual(unzip(await zip(files)), files);
  });
});

const sum = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Reads a zip from its end, as unzip does. */
function unzip(archive: Buffer): object[] {
  const end = archive.length - 22;
  assert.equal(archive.readUInt32LE(end), 0x06054b50);
  let at = archive.readUInt32LE(end + 16);
  return Array.from({ length: archive.readUInt16LE(end + 10) }, () => {
    assert.equal(archive.readUInt32LE(at), 0x02014b50);
    const name = archive.toString('utf8', at + 46, at + 46 + archive.readUInt16LE(at + 28));
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26);
    const bytes = inflateRawSync(archive.subarray(start, start + archive.readUInt32LE(at + 20)));
    assert.equal(archive.readUInt32LE(at + 16), crc32(bytes));
    assert.equal(archive.readUInt32LE(at + 24), bytes.length);
    const mode = (archive.readUInt32LE(at + 38) >>> 16) & 0o777;
    at += 46 + archive.readUInt16LE(at + 28);
    return { name, mode, bytes };
  });
}
