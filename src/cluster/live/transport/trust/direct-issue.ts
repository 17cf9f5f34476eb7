import { X509Certificate } from 'node:crypto';
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
    if (!isPlain(server, now) || !mayServe(server)) return false;
    return certificatesIn(authorities).some((authority) => isPlain(authority, now) && mayIssue(authority) && hasIssued(authority, server));
  } catch {
    return false;
  }
}

const pem = /-----BEGIN CERTIFICATE-----[\w+/=\s]+-----END CERTIFICATE-----/g;
const certificatesIn = (text: string): X509Certificate[] => (text.match(pem) ?? []).map((one) => new X509Certificate(one));

/** Of an authority that signs itself: one that was signed by another would not be the end of a chain for OpenSSL. */
const mayIssue = (authority: X509Certificate): boolean =>
  authority.ca && hasIssued(authority, authority) && !extensionsOf(authority).has(extension.extendedKeyUsage);

/** `checkIssued` compares names, key identifiers and the right to sign certificates; `verify` the signature. */
const hasIssued = (authority: X509Certificate, other: X509Certificate): boolean =>
  other.checkIssued(authority) && other.verify(authority.publicKey);

/** The authorities of clusters sign the certificates of their users as well, who must not be taken for the server. */
function mayServe(server: X509Certificate): boolean {
  const extensions = extensionsOf(server);
  const usage = extensions.get(extension.keyUsage);
  const purposes = extensions.get(extension.extendedKeyUsage);
  const signs = usage === undefined || ((only(elementsOf(usage)).body[1] ?? 0) & digitalSignature) !== 0;
  const serves = purposes === undefined || elementsOf(only(elementsOf(purposes)).body).some(isServerAuth);
  return !server.ca && signs && serves;
}

function isPlain(certificate: X509Certificate, now: number): boolean {
  const isNow = Date.parse(certificate.validFrom) <= now && now <= Date.parse(certificate.validTo);
  const isKnown = [...extensionsOf(certificate).keys()].every((identifier) => knownExtensions.has(identifier));
  return isNow && isKnown && hasStrongKey(certificate) && strongSignatures.has(signatureOf(certificate));
}

function hasStrongKey({ publicKey: { asymmetricKeyType, asymmetricKeyDetails } }: X509Certificate): boolean {
  if (asymmetricKeyType === 'rsa') return (asymmetricKeyDetails?.modulusLength ?? 0) >= fewestBitsOfRsa;
  return asymmetricKeyType === 'ed25519' || (asymmetricKeyType === 'ec' && strongCurves.has(asymmetricKeyDetails?.namedCurve ?? ''));
}

/** Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signature } (RFC 5280, 4.1). */
const partsOf = ({ raw }: X509Certificate): Element[] => elementsOf(only(elementsOf(raw)).body);

const signatureOf = (certificate: X509Certificate): string => hexOf(elementsOf(at(partsOf(certificate), 1).body)[0]);

/** What each says, by the hexadecimal DER of its identifier. Extension ::= SEQUENCE { extnID, critical DEFAULT FALSE, extnValue }. */
function extensionsOf(certificate: X509Certificate): ReadonlyMap<string, Buffer> {
  const list = elementsOf(at(partsOf(certificate), 0).body).find(({ tag }) => tag === taggedExtensions);
  if (list === undefined) return new Map();
  const extensions = elementsOf(only(elementsOf(list.body)).body).map(({ body }) => elementsOf(body));
  const byIdentifier = new Map(extensions.map((parts) => [hexOf(parts[0]), at(parts, -1).body]));
  if (byIdentifier.size !== extensions.length) throw new RangeError('an extension stands twice');
  return byIdentifier;
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

const hexOf = (element: Element | undefined): string => element?.body.toString('hex') ?? '';

function at(elements: readonly Element[], index: number): Element {
  const element = elements.at(index);
  if (element === undefined) throw new RangeError('a part is missing');
  return element;
}

function only(elements: readonly Element[]): Element {
  if (elements.length !== 1) throw new RangeError('one part was expected');
  return at(elements, 0);
}
