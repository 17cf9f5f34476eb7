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
  issue(name: string, extension: string, validity?: readonly string[]): Issued;
  remove(): void;
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

export function authority(name: string): Authority {
  const directory = mkdtempSync(join(tmpdir(), 'initdoctor-pki-'));
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: directory, stdio: 'pipe' });
  const files = (base: string): Issued => {
    const [certFile, keyFile] = [join(directory, `${base}.crt`), join(directory, `${base}.key`)];
    return { certFile, keyFile, cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
  };
  openssl('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.crt', '-subj', `/CN=${name}`, '-days', '10');
  const issue = (common: string, extension: string, validity: readonly string[] = ['-days', '5']) => {
    const base = `leaf-${common.replaceAll(/\W/g, '-')}`;
    writeFileSync(join(directory, `${base}.ext`), extension);
    openssl('req', ...newKey, '-keyout', `${base}.key`, '-out', `${base}.csr`, '-subj', `/O=testers/CN=${common}`);
    openssl(
      ...['x509', '-req', '-in', `${base}.csr`, '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial'],
      ...['-out', `${base}.crt`, '-extfile', `${base}.ext`, ...validity],
    );
    return files(base);
  };
  return { ...files('ca'), directory, issue, remove: () => rmSync(directory, { recursive: true, force: true }) };
}
