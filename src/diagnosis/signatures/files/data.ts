import { edit, showCommand, showMounts } from '../remedies.ts';
import type { Signature } from '../signature.ts';

/** Archives, documents and keystores that are not what the program expects. */
export const data: readonly Signature[] = [
  {
    id: 'data-archive',
    code: 'bad-config',
    category: 'config',
    pattern:
      /not in gzip format|gzip: invalid (?:header|magic)|invalid gzip|(?:Unrecognized|unknown) archive format|This does not look like a tar archive|invalid (?:tar |zip |gzip )?magic|corrupted data|crc error|bad (?:zipfile|gzip)|unzip: short read|End-of-central-directory signature not found|[Uu]nexpected end of (?:file|archive|data)|unexpected EOF in archive|File format not recognized|not a zip file|invalid (?:zip|xz|bzip2) /,
    in: 'log',
    cause: (_, context) =>
      `the archive that ${context.container} unpacks is not one or is not whole: the download broke off, or the server sent an error page in place of the file`,
    fixes: (_, context) => [
      showCommand(context),
      edit(context, 'correct the URL and let the download fail on errors (curl -fL, wget without -q, set -e and pipefail), then unpack'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'gzip: stdin: not in gzip format',
      'tar: This does not look like a tar archive',
      'tar: invalid tar magic',
      'tar: unexpected end of file',
      'tar: invalid magic',
    ],
    lookAlikes: ['archive written', 'tar: data: Cannot write: No space left on device'],
  },
  {
    id: 'data-checksum',
    code: 'bad-config',
    category: 'config',
    pattern:
      /WARNING: \d{1,5} computed checksums? did NOT match|(?<file>\S{1,200}): FAILED$|[Cc]hecksum (?:mismatch|does not match|verification failed|of .{1,80} did not match)|sha(?:256|512)(?:sum)? mismatch|BAD signature from/,
    in: 'log',
    cause: (groups, context) =>
      `a file that ${context.container} checks${groups.file ? ` (${groups.file})` : ''} does not have the expected checksum: another release, or a broken download`,
    fixes: (_, context) => [
      showCommand(context),
      edit(context, 'correct the checksum together with the release, or fetch the file once more'),
    ],
    weight: 2,
    heals: 'no',
    matches: ['sha256sum: WARNING: 1 computed checksum did NOT match', 'app.tgz: FAILED', 'checksum mismatch: got 1 want 2'],
    lookAlikes: ['app.tgz: OK', 'STATUS FAILED after 3 tries'],
  },
  {
    id: 'data-document',
    code: 'bad-config',
    category: 'config',
    pattern:
      /(?<program>jq|yq): (?:parse )?error(?: \(at [^)]{1,60}\))?: (?<why>.{1,120})|^parse error: (?<why2>.{1,100} at line \d{1,8}.{0,40})|(?:yaml|YAML|json|JSON|toml|TOML)(?:: |\.|_)?.{0,40}(?:line \d{1,6}|unmarshal|cannot decode|did not find expected|mapping values are not allowed|could not find expected|invalid character).{0,120}|(?:invalid character|unexpected end of JSON input|looking for beginning of value)(?<why3>.{0,100})|Unexpected token .{1,40} in JSON|is not valid JSON|JSONDecodeError: (?<why4>.{1,120})|yaml\.(?:scanner|parser)\.\w{1,30}/,
    in: 'log',
    cause: (groups, context) =>
      `${groups.program ?? context.container} cannot read its JSON, YAML or TOML input${groups.why ? `: ${groups.why}` : ''}: a syntax error in the configuration, an unreplaced variable, or an error page or empty answer in place of it`,
    fixes: (_, context) => [
      showCommand(context),
      showMounts(context),
      edit(context, 'correct the document in its ConfigMap or Secret (indentation, quotes, line ends), or check what the server answered'),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'jq: error (at <stdin>:1): Cannot index number with "items"',
      'parse error: Invalid numeric literal at line 1, column 5',
      'yaml: line 12: mapping values are not allowed in this context',
      "error: invalid character '<' looking for beginning of value",
      'json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)',
    ],
    lookAlikes: ['yaml loaded', 'sh: 3: Syntax error: end of file unexpected'],
  },
  {
    id: 'data-keystore',
    code: 'bad-config',
    category: 'config',
    pattern:
      /keystore (?:password was incorrect|was tampered with)|[Ii]nvalid keystore format|[Mm]ac verify (?:failure|error)|unable to load (?:private key|certificate|Private Key)|[Ee]rror (?:opening|loading) (?:Private Key|Certificate|key|certificate)|no start line|bad decrypt|could not read (?:private key|certificate)|Could not find (?:certificate|private key) from|UnrecoverableKeyException|DerInputStream\.getLength/,
    in: 'log',
    cause: (_, context) =>
      `${context.container} cannot read a key, certificate or keystore: its password is wrong, or its format (PEM, DER, PKCS12, JKS) is another than expected`,
    fixes: (_, context) => [
      showCommand(context),
      showMounts(context),
      edit(context, 'give the password that belongs to the file, and the file in the format that the command expects'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'keytool error: java.io.IOException: keystore password was incorrect',
      'Mac verify error: invalid password?',
      'unable to load certificate',
      '140:error:0909006C:PEM routines:get_name:no start line:crypto/pem/pem_lib.c:745:Expecting: TRUSTED CERTIFICATE',
    ],
    lookAlikes: ['keystore loaded', 'Certificate was added to keystore'],
  },
];
