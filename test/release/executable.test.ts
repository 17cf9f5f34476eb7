import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatOf } from '../../scripts/release/executable-format.mjs';
import { isSigned, signed } from '../../scripts/release/mach-o.mjs';

describe('the platform of an executable', () => {
  const elf = (machine: number) => withNumbers(64, [0, 0x464c457f], [18, machine]);
  const pe = (machine: number) => withNumbers(128, [0, 0x5a4d], [60, 64], [64, 0x4550], [68, machine]);
  const macho = (type: number) => withNumbers(64, [0, 0xfeedfacf], [4, type]);

  for (const [name, bytes] of [
    ['linux_amd64', elf(62)],
    ['linux_arm64', elf(183)],
    ['darwin_amd64', macho(0x01000007)],
    ['darwin_arm64', macho(0x0100000c)],
    ['windows_amd64', pe(0x8664)],
  ] as const) {
    it(name, () => assert.equal(formatOf(bytes), name));
  }

  for (const [name, bytes] of [
    ['a script', Buffer.from('#!/bin/sh\n'.padEnd(80))],
    ['an empty file', Buffer.alloc(0)],
    ['a program of DOS', withNumbers(64, [0, 0x5a4d], [60, 60])],
    ['a processor that no release is for', elf(8)],
  ] as const) {
    it(`not of ${name}`, () => assert.equal(formatOf(bytes), undefined));
  }
});

describe('the signature of a macOS executable', () => {
  const file = signed(unsigned(), 'kubectl-initdoctor');

  it('holds for every page', () => assert.equal(isSigned(file), true));
  it('is renewed in place', () => assert.deepEqual(signed(file, 'kubectl-initdoctor'), file));
  it('does not hold before it is made', () => assert.equal(isSigned(unsigned()), false));

  for (const at of [0, 20, 5000, 9999]) {
    it(`does not hold when byte ${at} of the code is another`, () => {
      const changed = Buffer.from(file);
      changed.writeUInt8((changed[at + 200] ?? 0) ^ 1, at + 200);
      assert.equal(isSigned(changed), false);
    });
  }

  it('does not hold when something follows it', () => assert.equal(isSigned(Buffer.concat([file, Buffer.alloc(16)])), false));
});

function withNumbers(length: number, ...numbers: readonly (readonly [number, number])[]): Buffer {
  const bytes = Buffer.alloc(length);
  for (const [at, value] of numbers) bytes.writeUInt32LE(value, at);
  return bytes;
}

/** Three load commands: the code, the part that holds the signature, and where it is. */
function unsigned(): Buffer {
  const [code, limit] = [8192, 10_240];
  const bytes = withNumbers(limit + 64, [0, 0xfeedfacf], [4, 0x01000007], [16, 3]);
  const segment = (at: number, name: string, offset: number, size: number): void => {
    bytes.writeUInt32LE(0x19, at);
    bytes.writeUInt32LE(72, at + 4);
    bytes.write(name, at + 8);
    bytes.writeBigUInt64LE(BigInt(offset), at + 40);
    bytes.writeBigUInt64LE(BigInt(size), at + 48);
  };
  segment(32, '__TEXT', 0, code);
  segment(104, '__LINKEDIT', code, limit + 64 - code);
  for (const [at, value] of [
    [176, 0x1d],
    [180, 16],
    [184, limit],
    [188, 64],
  ] as const)
    bytes.writeUInt32LE(value, at);
  return bytes.fill(7, 256, limit);
}
