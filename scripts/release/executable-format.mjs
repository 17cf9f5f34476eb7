// What an executable is made for, told from its first bytes.

const elfMachines = { 62: 'linux_amd64', 183: 'linux_arm64' };
const machTypes = { 16777223: 'darwin_amd64', 16777228: 'darwin_arm64' };
const peMachines = { 34404: 'windows_amd64', 43620: 'windows_arm64' };

/**
 * @param {Buffer} bytes
 * @returns {string | undefined} `linux_amd64`; undefined for what is no executable of 64 bits
 */
export function formatOf(bytes) {
  if (bytes.length < 64) return undefined;
  if (bytes.readUInt32BE(0) === 0x7f454c46) return elfMachines[bytes.readUInt16LE(18)];
  if (bytes.readUInt32LE(0) === 0xfeedfacf) return machTypes[bytes.readUInt32LE(4)];
  const pe = bytes.readUInt32LE(60);
  const isPe = bytes.toString('latin1', 0, 2) === 'MZ' && pe + 6 <= bytes.length && bytes.readUInt32LE(pe) === 0x4550;
  return isPe ? peMachines[bytes.readUInt16LE(pe + 4)] : undefined;
}
