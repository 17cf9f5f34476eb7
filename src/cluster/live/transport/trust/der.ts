/** One element of DER (X.690): its tag, as far as it is one byte, and what it holds. */
export interface Element {
  readonly tag: number;
  readonly body: Buffer;
}

const longForm = 0x80;
const mostLengthBytes = 4;

/**
 * The elements that stand one after the other.
 * @throws RangeError where one does not end within the bytes.
 */
export function elementsOf(der: Buffer): Element[] {
  const elements: Element[] = [];
  for (let at = 0; at < der.length; ) {
    const tag = der.readUInt8(at);
    const { length, from } = lengthAt(der, at + 1);
    if (from + length > der.length) throw new RangeError('an element is longer than what holds it');
    elements.push({ tag, body: der.subarray(from, from + length) });
    at = from + length;
  }
  return elements;
}

function lengthAt(der: Buffer, at: number): { readonly length: number; readonly from: number } {
  const first = der.readUInt8(at);
  if (first < longForm) return { length: first, from: at + 1 };
  const bytes = first - longForm;
  if (bytes === 0 || bytes > mostLengthBytes) throw new RangeError('a length of no bytes, or of too many');
  return { length: der.readUIntBE(at + 1, bytes), from: at + 1 + bytes };
}
