import { type KeyObject, X509Certificate } from 'node:crypto';
import { type Element, elementsOf } from './der.ts';

/**
 * Whether one of these authorities issued a server's certificate itself, and both are so plain that nothing else can speak against it:
 * signature, time, the right to sign and to serve, strong keys, and no extension whose meaning is not known here. A no says only
 * that OpenSSL must decide, which knows chains, constraints and the rest of RFC 5280. The name of the server is not looked at.
 * @param authorities in PEM, any number
 * @param now milliseconds
 */
export function isIssuedDirectly(server: X509Certificate, authorities: string, now: number): boolean {
  try {
    const read = readCertificate(server);
    if (!mayServe(read) || !isPlain(read, now)) return false;
    return (authorities.match(pem) ?? []).some((one) => {
      const authority = readCertificate(new X509Certificate(one));
      return mayIssue(authority) && isPlain(authority, now) && hasIssued(authority.x509, server);
    });
  } catch {
    return false;
  }
}

const pem = /-----BEGIN CERTIFICATE-----[\w+/=\s]+-----END CERTIFICATE-----/g;

/** A certificate, with the parts that `X509Certificate` does not tell. */
interface Certificate {
  readonly x509: X509Certificate;
  /** What each says, by the hexadecimal DER of its identifier. */
  readonly extensions: ReadonlyMap<string, Buffer>;
  /** The hexadecimal DER of the identifier of the algorithm that signed it. */
  readonly signature: string;
}

/** Of an authority that signs itself: one that was signed by another would not be the end of a chain for OpenSSL. */
const mayIssue = ({ x509, extensions }: Certificate): boolean =>
  x509.ca && !extensions.has(extension.extendedKeyUsage) && hasIssued(x509, x509);

/** `checkIssued` compares names, key identifiers and the right to sign certificates; `verify` the signature. */
const hasIssued = (authority: X509Certificate, other: X509Certificate): boolean =>
  other.checkIssued(authority) && other.verify(authority.publicKey);

/** The authorities of clusters sign the certificates of their users as well, who must not be taken for the server. */
function mayServe({ x509, extensions }: Certificate): boolean {
  const usage = extensions.get(extension.keyUsage);
  const purposes = extensions.get(extension.extendedKeyUsage);
  const signs = usage === undefined || ((only(elementsOf(usage)).body[1] ?? 0) & digitalSignature) !== 0;
  const serves = purposes === undefined || elementsOf(only(elementsOf(purposes)).body).some(isServerAuth);
  return !x509.ca && signs && serves;
}

function isPlain({ x509, extensions, signature }: Certificate, now: number): boolean {
  const isNow = Date.parse(x509.validFrom) <= now && now <= Date.parse(x509.validTo);
  const isKnown = [...extensions.keys()].every((identifier) => knownExtensions.has(identifier));
  return isNow && isKnown && strongSignatures.has(signature) && isStrong(x509.publicKey);
}

function isStrong({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  if (asymmetricKeyType === 'rsa') return (asymmetricKeyDetails?.modulusLength ?? 0) >= fewestBitsOfRsa;
  return asymmetricKeyType === 'ed25519' || (asymmetricKeyType === 'ec' && strongCurves.has(asymmetricKeyDetails?.namedCurve ?? ''));
}

/**
 * Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signature },
 * Extension ::= SEQUENCE { extnID, critical DEFAULT FALSE, extnValue } (RFC 5280, 4.1).
 */
function readCertificate(x509: X509Certificate): Certificate {
  const parts = elementsOf(only(elementsOf(x509.raw)).body);
  const list = elementsOf(at(parts, 0).body).find(({ tag }) => tag === taggedExtensions);
  const all = list === undefined ? [] : elementsOf(only(elementsOf(list.body)).body).map(({ body }) => elementsOf(body));
  const extensions = new Map(all.map((one) => [hexOf(at(one, 0)), at(one, -1).body]));
  if (extensions.size !== all.length) throw new RangeError('an extension stands twice');
  return { x509, extensions, signature: hexOf(at(elementsOf(at(parts, 1).body), 0)) };
}

/** `[3]`, constructed. */
const taggedExtensions = 0xa3;
const digitalSignature = 0x80;
const fewestBitsOfRsa = 2048;
const strongCurves = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

const extension = { keyUsage: '551d0f', extendedKeyUsage: '551d25' };
const knownExtensions = new Set([
  extension.keyUsage,
  extension.extendedKeyUsage,
  '551d0e', // subjectKeyIdentifier
  '551d11', // subjectAltName
  '551d13', // basicConstraints
  '551d23', // authorityKeyIdentifier
]);
const isServerAuth = (purpose: Element): boolean => hexOf(purpose) === '2b06010505070301';

const strongSignatures = new Set([
  '2a864886f70d01010b', // sha256WithRSAEncryption
  '2a864886f70d01010c', // sha384WithRSAEncryption
  '2a864886f70d01010d', // sha512WithRSAEncryption
  '2a8648ce3d040302', // ecdsa-with-SHA256
  '2a8648ce3d040303', // ecdsa-with-SHA384
  '2a8648ce3d040304', // ecdsa-with-SHA512
  '2b6570', // Ed25519
]);

const hexOf = ({ body }: Element): string => body.toString('hex');

function at(elements: readonly Element[], index: number): Element {
  const element = elements.at(index);
  if (element === undefined) throw new RangeError('a part is missing');
  return element;
}

function only(elements: readonly Element[]): Element {
  if (elements.length !== 1) throw new RangeError('one part was expected');
  return at(elements, 0);
}
