import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** PEM texts, and the files that hold them. */
export interface Issued {
  readonly cert: string;
  readonly key: string;
  readonly certFile: string;
  readonly keyFile: string;
}

/** A certificate authority of its own, made with openssl in a directory that `remove` takes away. */
export interface Authority extends Issued {
  readonly directory: string;
  issue(name: string, extension: string, unusual?: Unusual): Issued;
  remove(): void;
}

/** What openssl shall do otherwise than usual. */
export interface Unusual {
  /** Lines of an extension section. */
  readonly extensions?: readonly string[];
  /** Of `openssl req`: `['-newkey', 'rsa:2048']`. */
  readonly key?: readonly string[];
  /** Of `openssl x509`: `['-sha1']`, `['-days', '-1']`. */
  readonly more?: readonly string[];
}

const usualKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
/** Of an authority. */
export const usualExtensions = ['basicConstraints=critical,CA:TRUE', 'subjectKeyIdentifier=hash'];

/** @param by who signs it; else itself */
export function authority(name: string, unusual: Unusual = {}, by?: Authority): Authority {
  const directory = mkdtempSync(join(tmpdir(), 'initdoctor-pki-'));
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: directory, stdio: 'pipe' });
  const files = (base: string): Issued => {
    const [certFile, keyFile] = [join(directory, `${base}.crt`), join(directory, `${base}.key`)];
    return { certFile, keyFile, cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
  };
  const make = (
    base: string,
    subject: string,
    extensions: readonly string[],
    signing: readonly string[],
    { key = usualKey, more = [] }: Unusual,
  ) => {
    writeFileSync(join(directory, `${base}.ext`), extensions.join('\n'));
    openssl('req', '-nodes', ...key, '-keyout', `${base}.key`, '-out', `${base}.csr`, '-subj', subject);
    const to = ['-out', `${base}.crt`, '-extfile', `${base}.ext`];
    openssl('x509', '-req', '-in', `${base}.csr`, ...signing, ...to, '-days', '5', ...more);
    return files(base);
  };
  const signedBy = (who: string) => ['-CA', join(who, 'ca.crt'), '-CAkey', join(who, 'ca.key'), '-CAcreateserial'];
  const signing = by ? signedBy(by.directory) : ['-signkey', 'ca.key'];
  make('ca', `/CN=${name}`, unusual.extensions ?? usualExtensions, signing, unusual);
  const issue = (common: string, extension: string, other: Unusual = {}) =>
    make(
      `leaf-${common.replaceAll(/\W/g, '-')}`,
      `/O=testers/CN=${common}`,
      [extension, ...(other.extensions ?? [])],
      signedBy('.'),
      other,
    );
  return { ...files('ca'), directory, issue, remove: () => rmSync(directory, { recursive: true, force: true }) };
}
