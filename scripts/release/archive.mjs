// Archives with nothing in them but names, modes and bytes: the same files give the same archive, so its sum can be checked.
import { crc32 } from 'node:zlib';
import { deflate } from './deflate.mjs';

/** 1980-01-01, the first moment that a zip knows. */
const epoch = 315532800;
const dosDate = 0x21;

/** @param {readonly { name: string, mode: number, bytes: Buffer }[]} files */
export async function tarGz(files) {
  const parts = files.flatMap(({ name, mode, bytes }) => [tarHeader(name, mode, bytes.length), bytes, padding(bytes.length)]);
  return gzip(Buffer.concat([...parts, Buffer.alloc(1024)]));
}

/** RFC 1952: deflate, no name, no time, the best that it could do, written on Unix. */
async function gzip(bytes) {
  const end = Buffer.alloc(8);
  end.writeUInt32LE(crc32(bytes), 0);
  end.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3]), await deflate(bytes), end]);
}

function tarHeader(name, mode, size) {
  const header = Buffer.alloc(512);
  const octal = (value, length) => `${value.toString(8).padStart(length - 1, '0')}\0`;
  header.write(name, 0);
  header.write(octal(mode, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(size, 12), 124);
  header.write(octal(epoch, 12), 136);
  header.write('        0', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257, 'latin1');
  header.write(
    `${octal(
      header.reduce((sum, byte) => sum + byte, 0),
      7,
    )} `,
    148,
  );
  return header;
}

const padding = (size) => Buffer.alloc((512 - (size % 512)) % 512);

/** @param {readonly { name: string, mode: number, bytes: Buffer }[]} files */
export async function zip(files) {
  const allPacked = await Promise.all(files.map(({ bytes }) => deflate(bytes)));
  let offset = 0;
  const entries = files.map(({ name, mode, bytes }, index) => {
    const packed = allPacked[index];
    const local = zipHeader(0x04034b50, 30, name, bytes, packed);
    const entry = { name, mode, bytes, packed, local, offset };
    offset += local.length + packed.length;
    return entry;
  });
  const directory = Buffer.concat(entries.map(directoryEntry));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...entries.flatMap(({ local, packed }) => [local, packed]), directory, end]);
}

function directoryEntry({ name, mode, bytes, packed, offset }) {
  const header = zipHeader(0x02014b50, 46, name, bytes, packed);
  header.writeUInt32LE(((0o100000 | mode) << 16) >>> 0, 38);
  header.writeUInt32LE(offset, 42);
  return header;
}

/** A local header (30 bytes and the name) or one of the directory (46), which says the same after "made by" (3 is Unix). */
function zipHeader(signature, length, name, bytes, packed) {
  const header = Buffer.alloc(length + Buffer.byteLength(name));
  header.writeUInt32LE(signature, 0);
  const at = length === 46 ? header.writeUInt16LE(0x0314, 4) : 4;
  header.writeUInt16LE(20, at);
  header.writeUInt16LE(8, at + 4);
  header.writeUInt16LE(dosDate, at + 8);
  header.writeUInt32LE(crc32(bytes), at + 10);
  header.writeUInt32LE(packed.length, at + 14);
  header.writeUInt32LE(bytes.length, at + 18);
  header.writeUInt16LE(Buffer.byteLength(name), at + 22);
  header.write(name, length);
  return header;
}
