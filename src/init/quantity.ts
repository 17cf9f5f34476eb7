/** An amount of a resource, exact down to the nano unit that Kubernetes rounds up to. */
export interface Quantity {
  readonly nano: bigint;
  /** How it was written, which is how Kubernetes prints it: `1500m`, `1536Mi`, `15e2`. */
  readonly format: 'decimal' | 'binary' | 'exponent';
}

const SYNTAX = /^([+-]?)(\d{0,40})(?:\.(\d{0,40}))?([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d{1,2})?$/;
const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const ONE = 10n ** 9n;
const LARGEST_BINARY = (2n ** 63n - 1n) * ONE;

export const ZERO: Quantity = { nano: 0n, format: 'decimal' };

/** Reads a quantity as the API does (`resource.ParseQuantity`), numbers of a manifest too. Nothing when it is none. */
export function parseQuantity(value: unknown): Quantity | undefined {
  const parts = typeof value === 'string' || typeof value === 'number' ? SYNTAX.exec(String(value)) : null;
  if (!parts) return undefined;
  const [, sign, whole = '', fraction = '', suffix = ''] = parts;
  if (whole + fraction === '') return undefined;
  const { factor, exponent, format } = unit(suffix);
  const scale = exponent + 9 - fraction.length;
  const digits = BigInt(whole + fraction) * factor;
  // Whoever asks for a little gets a little: what is below a nano is rounded up.
  const nano = scale >= 0 ? digits * 10n ** BigInt(scale) : divideUp(digits, 10n ** BigInt(-scale));
  const capped = format === 'binary' && nano > LARGEST_BINARY ? LARGEST_BINARY : nano;
  return { nano: sign === '-' ? -capped : capped, format };
}

/** As Kubernetes prints it: `1500m`, `1536Mi`, `2`. */
export function printQuantity({ nano, format }: Quantity): string {
  if (nano === 0n) return '0';
  const size = nano < 0n ? -nano : nano;
  if (format === 'binary' && size >= 1024n * ONE && size % ONE === 0n) {
    const [amount, power] = divideOut(nano / ONE, 1024n, BINARY.length - 1);
    return `${amount}${BINARY[power]}`;
  }
  const [amount, power] = divideOut(nano, 1000n, DECIMAL.length - 1);
  if (format !== 'exponent') return `${amount}${DECIMAL[power]}`;
  return power === 3 ? String(amount) : `${amount}e${power * 3 - 9}`;
}

/** For people: bytes in the unit that suits their size (`1.5Gi`), CPUs as a number (`1.5`, `250m`), others as they are. */
export function humanQuantity(quantity: Quantity, resource: string): string {
  const name = resource.replace(/^(?:requests|limits)\./, '');
  if (name === 'cpu' && (quantity.nano >= ONE || quantity.nano <= -ONE)) return decimals(quantity.nano, ONE, 3);
  if (!/^(?:memory|storage|ephemeral-storage|hugepages-.*)$/.test(name)) return printQuantity(quantity);
  const size = quantity.nano < 0n ? -quantity.nano : quantity.nano;
  let power = 0;
  while (power < BINARY.length - 1 && size >= ONE * 1024n ** BigInt(power + 1)) power += 1;
  return power === 0 ? printQuantity(quantity) : `${decimals(quantity.nano, ONE * 1024n ** BigInt(power), 2)}${BINARY[power]}`;
}

export function compareQuantities(one: Quantity, other: Quantity): number {
  return one.nano < other.nano ? -1 : Number(one.nano > other.nano);
}

export function addQuantities(one: Quantity, other: Quantity): Quantity {
  return { nano: one.nano + other.nano, format: one.nano === 0n ? other.format : one.format };
}

/** The larger one; the first when they are equal. */
export function largerQuantity(one: Quantity, other: Quantity): Quantity {
  return compareQuantities(other, one) > 0 ? other : one;
}

function unit(suffix: string): { factor: bigint; exponent: number; format: Quantity['format'] } {
  const binary = suffix === '' ? -1 : BINARY.indexOf(suffix);
  if (binary > 0) return { factor: 1024n ** BigInt(binary), exponent: 0, format: 'binary' };
  if (suffix.length > 1) return { factor: 1n, exponent: Number(suffix.slice(1)), format: 'exponent' };
  return { factor: 1n, exponent: DECIMAL.indexOf(suffix) * 3 - 9, format: 'decimal' };
}

function divideUp(amount: bigint, by: bigint): bigint {
  return (amount + by - 1n) / by;
}

function divideOut(amount: bigint, by: bigint, most: number): [bigint, number] {
  let power = 0;
  let rest = amount;
  while (power < most && rest % by === 0n) {
    rest /= by;
    power += 1;
  }
  return [rest, power];
}

function decimals(nano: bigint, unitNano: bigint, places: number): string {
  const scaled = (nano * 10n ** BigInt(places) * 2n + unitNano) / (unitNano * 2n);
  return String(Number(scaled) / 10 ** places);
}
