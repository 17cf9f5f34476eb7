// Signatures of macOS executables, ad hoc: no identity, only the SHA-256 of each page. macOS kills a program whose pages are others, and
// Bun 1.4 leaves that of its runtime in the executables it makes for Intel, whose pages it has changed. The layout is that of Go's
// linker (cmd/internal/codesign).
import { createHash } from 'node:crypto';

const segment64 = 0x19;
const codeSignature = 0x1d;
const superBlob = 0xfade0cc0;
const codeDirectory = 0xfade0c02;
const adHocByLinker = 0x20002;
const page = 4096;
const headerSize = 20 + 88;

/**
 * The file with a signature in place of the one that it has at its end.
 * @param {Buffer} file
 * @param {string} identifier
 */
export function signed(file, identifier) {
  const commands = loadCommands(file);
  const signature = commands.find(({ kind }) => kind === codeSignature);
  const text = commands.find((command) => isSegment(file, command, '__TEXT'));
  const linkEdit = commands.find((command) => isSegment(file, command, '__LINKEDIT'));
  if (!signature || !text || !linkEdit) throw new Error('no Mach-O file with a place for a signature');
  const limit = file.readUInt32LE(signature.at + 8);
  const name = Buffer.from(`${identifier}\0`);
  const pages = Math.ceil(limit / page);
  const size = headerSize + name.length + pages * 32;

  const code = Buffer.from(file.subarray(0, limit));
  code.writeUInt32LE(size, signature.at + 12);
  const linkEditSize = BigInt(limit + size) - code.readBigUInt64LE(linkEdit.at + 40);
  code.writeBigUInt64LE(linkEditSize, linkEdit.at + 48);
  code.writeBigUInt64LE(((linkEditSize + BigInt(page - 1)) / BigInt(page)) * BigInt(page), linkEdit.at + 32);

  const header = Buffer.alloc(headerSize);
  // The list of blobs: only one, at 20.
  writeWords(header, 0, [superBlob, size, 1, 0, 20]);
  writeWords(header, 20, [codeDirectory, size - 20, 0x20400, adHocByLinker, 88 + name.length, 88, 0, pages, limit]);
  // 32 bytes of SHA-256 for each 2^12 bytes.
  header.set([32, 2, 0, 12], 20 + 36);
  header.writeBigUInt64BE(code.readBigUInt64LE(text.at + 40), 20 + 64);
  header.writeBigUInt64BE(code.readBigUInt64LE(text.at + 48), 20 + 72);
  header.writeBigUInt64BE(1n, 20 + 80);
  return Buffer.concat([code, header, name, ...hashes(code, page)]);
}

/**
 * Whether the signature has the hash of every page of the file up to itself, and nothing follows it.
 * @param {Buffer} file
 */
export function isSigned(file) {
  const signature = loadCommands(file).find(({ kind }) => kind === codeSignature);
  if (!signature) return false;
  const [start, size] = [file.readUInt32LE(signature.at + 8), file.readUInt32LE(signature.at + 12)];
  const count = file.readUInt32BE(start + 8);
  const places = Array.from({ length: count }, (_, index) => start + file.readUInt32BE(start + 16 + index * 8));
  const directory = places.find((place) => file.readUInt32BE(place) === codeDirectory);
  if (directory === undefined || start + size !== file.length || file.readUInt32BE(directory + 32) !== start) return false;
  const first = directory + file.readUInt32BE(directory + 16);
  const expected = hashes(file.subarray(0, start), 2 ** (file[directory + 39] ?? 0));
  return (
    expected.length === file.readUInt32BE(directory + 28) &&
    expected.every((hash, at) => hash.equals(file.subarray(first + at * 32, first + (at + 1) * 32)))
  );
}

function writeWords(bytes, start, words) {
  for (const [index, word] of words.entries()) bytes.writeUInt32BE(word, start + index * 4);
}

const hashes = (code, size) =>
  Array.from({ length: Math.ceil(code.length / size) }, (_, index) =>
    createHash('sha256')
      .update(code.subarray(index * size, (index + 1) * size))
      .digest(),
  );

function loadCommands(file) {
  let at = 32;
  return Array.from({ length: file.readUInt32LE(16) }, () => {
    const command = { kind: file.readUInt32LE(at), at };
    at += file.readUInt32LE(at + 4);
    return command;
  });
}

const isSegment = (file, { kind, at }, name) => kind === segment64 && file.toString('latin1', at + 8, at + 24).replace(/\0+$/, '') === name;
