import { base64, kubeconfig } from '../cluster/live/support/kubeconfigs.ts';
import type { Authority } from '../cluster/live/support/pki.ts';

/** What is there for a kubeconfig to lead to. */
export interface Surroundings {
  /** Of an API server that has the pod. */
  readonly server: string;
  readonly ca: Authority;
  readonly folder: string;
  /** An API server that answers 401 to everybody. */
  readonly refusing: string;
  /** One that speaks no TLS. */
  readonly plain: string;
  /** Addresses of proxies, by what they answer to CONNECT. */
  readonly proxies: Readonly<Record<string, string>>;
}

/** A way to a server, with what is said of it. */
export interface Destination {
  readonly name: string;
  /** The text of the kubeconfig; undefined: there is none. */
  readonly text?: (to: Surroundings) => string | Buffer;
  readonly args?: readonly string[];
  /** The script of the credential plugin that the kubeconfig names. */
  readonly plugin?: string;
  /** Of the one line on stderr; undefined where there is an answer. */
  readonly says?: RegExp;
}

const text = (value: object): string => JSON.stringify(value);
const trusted = ({ server, ca }: Surroundings) => ({ server, 'certificate-authority-data': base64(ca.cert) });
const leading =
  (cluster: object, user: object = {}, context: object = {}) =>
  (to: Surroundings) =>
    text(kubeconfig({ ...trusted(to), ...cluster }, user, context));
const as = (user: object) => leading({}, user);
const nothing = 'nothing-of-this-name';

const kubeconfigs: readonly Destination[] = [
  { name: 'a kubeconfig that is right', text: leading({}) },
  { name: 'no kubeconfig', says: /no cluster is configured in / },
  { name: '--kubeconfig of a file that is not there', args: ['--kubeconfig', nothing], says: /kubeconfig \S+ does not exist/ },
  { name: '--kubeconfig of a folder', args: ['--kubeconfig', '/'], says: /kubeconfig \/ could not be read/ },
  { name: 'an empty kubeconfig', text: () => '', says: /no cluster is configured/ },
  { name: 'a kubeconfig of blanks and comments', text: () => '\n# nothing\n---\n', says: /no cluster is configured/ },
  { name: 'wrong YAML', text: () => 'clusters: [\n  - a: {', says: /kubeconfig \S+ is broken: / },
  { name: 'wrong JSON', text: () => '{"clusters": [', says: /kubeconfig \S+ is broken: / },
  { name: 'tabs in YAML', text: () => 'clusters:\n\t- name: x\n', says: /kubeconfig \S+ is broken: / },
  { name: 'a key twice', text: () => 'current-context: a\ncurrent-context: b\n', says: /kubeconfig \S+ is broken: / },
  { name: 'a list', text: () => '- a\n', says: /is broken: no mapping at its top/ },
  { name: 'a sentence', text: () => 'not a kubeconfig', says: /is broken: no mapping at its top/ },
  {
    name: 'noise',
    text: () => Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919) & 255)),
    says: /is broken|configured/,
  },
  { name: 'control characters', text: () => 'a: \u001b[2J\u0007"', says: /is broken|configured/ },
  { name: 'brackets without end', text: () => `a: ${'['.repeat(50_000)}`, says: /is broken: / },
  {
    name: 'aliases that multiply',
    text: () =>
      `a: &a [x]\n${[...'bcdefghij'].map((name, index) => `${name}: &${name} [${`*${'abcdefghi'[index]},`.repeat(9)}]\n`).join('')}`,
    says: /is broken: |configured/,
  },
  { name: 'another kind', text: () => text({ kind: 'Pod', metadata: { name: 'web' } }), says: /no cluster is configured/ },
  {
    name: 'sections of other types',
    text: () => 'clusters: 3\nusers: {}\ncontexts: x\ncurrent-context: []\n',
    says: /no cluster is configured/,
  },
  {
    name: 'no current context',
    text: (to) => text({ ...kubeconfig(trusted(to)), 'current-context': '' }),
    says: /no current context is set .*: give --context, or set one with: kubectl config use-context test/,
  },
  {
    name: 'a current context that is not there',
    text: leading({}),
    args: ['--context', 'tset'],
    says: /context "tset" is not defined .*did you mean test\?/,
  },
  { name: 'a cluster that is not there', text: leading({}, {}, { cluster: 'x' }), says: /cluster "x" is not defined/ },
  { name: 'a user that is not there', text: leading({}, {}, { user: 'x' }), says: /user "x" is not defined/ },
  { name: 'a cluster without an address', text: leading({ server: '' }), says: /cluster "test" has no server address/ },
  { name: 'an address that is none', text: leading({ server: 'https://[::1' }), says: /the server address .* is no http or https address/ },
  { name: 'an address of another kind', text: leading({ server: 'ftp://x' }), says: /is no http or https address/ },
  { name: 'a host that is not there', text: leading({ server: 'https://nowhere.invalid' }), says: /no such host|could not be looked up/ },
  { name: 'a port where nobody listens', text: leading({ server: 'https://127.0.0.1:1' }), says: /connection refused/ },
];

const certificates: readonly Destination[] = [
  {
    name: 'an authority that cannot be read',
    text: leading({ 'certificate-authority-data': undefined, 'certificate-authority': nothing }),
    says: /certificate-authority \S+ of cluster "test" could not be read/,
  },
  {
    name: 'an authority that is none',
    text: leading({ 'certificate-authority-data': base64('no PEM') }),
    says: /could not be reached: |PEM/,
  },
  { name: 'an authority that is not base64', text: leading({ 'certificate-authority-data': '%%%' }), says: /could not be reached: |PEM/ },
  {
    name: 'no authority',
    text: leading({ 'certificate-authority-data': undefined }),
    says: /its certificate is signed by an unknown authority; name its authority/,
  },
  {
    name: 'other names in the certificate',
    text: leading({ 'tls-server-name': 'other.test' }),
    says: /its certificate is for other names/,
  },
  { name: 'a server without TLS', text: (to) => text(kubeconfig({ ...trusted(to), server: to.plain })), says: /does not speak TLS/ },
  {
    name: 'a client certificate that cannot be read',
    text: as({ 'client-certificate': nothing, 'client-key': nothing }),
    says: /\S+ of user "?tester"? could not be read|could not be read/,
  },
  {
    name: 'a client certificate that is none',
    text: as({ 'client-certificate-data': base64('x'), 'client-key-data': base64('y') }),
    says: /PEM|certificate/,
  },
  {
    name: 'a key that does not fit',
    text: (to) => {
      const [one, other] = ['one', 'other'].map((name) => to.ca.issue(name, 'extendedKeyUsage=clientAuth'));
      const user = { 'client-certificate-data': base64(one?.cert ?? ''), 'client-key-data': base64(other?.key ?? '') };
      return text(kubeconfig(trusted(to), user));
    },
    says: /client certificate and key do not fit/,
  },
  {
    name: 'a token file that cannot be read',
    text: as({ tokenFile: nothing }),
    says: /\S*nothing-of-this-name\S* .*could not be read|could not be read/,
  },
  { name: 'a token with a newline', text: as({ token: 'a\r\nX-Evil: 1' }), says: /.{20}/ },
  {
    name: 'a token that is refused',
    text: (to) => text(kubeconfig({ ...trusted(to), server: to.refusing }, { token: 'x' })),
    says: /\(401\)/,
  },
];

const v1 = 'client.authentication.k8s.io/v1';
const exec = { exec: { apiVersion: v1, command: './plugin', interactiveMode: 'Never' } };
const credential = (status: string) => `echo '{"apiVersion":"${v1}","kind":"ExecCredential","status":${status}}'`;
const given = (name: string, plugin: string, says?: RegExp): Destination => ({
  name: `a plugin that ${name}`,
  text: as(exec),
  plugin,
  says,
});

const plugins: readonly Destination[] = [
  given('gives a token', credential('{"token":"abc"}')),
  given('gives a token that has expired', credential('{"token":"abc","expirationTimestamp":"2001-01-01T00:00:00Z"}')),
  given('says nonsense of its end', credential('{"token":"abc","expirationTimestamp":"soon"}')),
  given(
    'fails',
    'echo "session expired" >&2; exit 3',
    /plugin: line|session expired\nerror: credential plugin \S+ failed with exit code 3/,
  ),
  given('is killed', 'kill -9 $$', /was ended by SIGKILL/),
  given('prints nothing', 'true', /printed no ExecCredential/),
  given('prints noise', 'head -c 5000 /dev/urandom', /printed no ExecCredential/),
  given('prints without end', 'yes', /printed more than 1 MiB/),
  given('prints half of it', `${credential('{"token":"abc"}')} | head -c 60`, /printed no ExecCredential/),
  given('prints a list', 'echo "[]"', /printed no ExecCredential/),
  given('gives nothing', credential('{}'), /gave neither a token nor a certificate/),
  given('gives a number', credential('{"token":7}'), /gave neither a token nor a certificate/),
  given('gives a certificate that is none', credential('{"clientCertificateData":"x","clientKeyData":"y"}'), /PEM|certificate/),
  given('gives a token with a newline', credential('{"token":"a\\nb"}'), /.{20}/),
  given('leaves a child behind that holds its output', `${credential('{"token":"abc"}')}; sleep 8 >/dev/null 2>&1 &`),
  {
    name: 'a plugin that is refused each time',
    plugin: credential('{"token":"abc"}'),
    says: /\(401\): .*the credential plugin is /,
    text: (to) => text(kubeconfig({ ...trusted(to), server: to.refusing }, exec)),
  },
  {
    name: 'a plugin that is not installed',
    text: as({ exec: { ...exec.exec, command: nothing, installHint: 'get it' } }),
    says: /is not installed\s+get it/,
  },
  {
    name: 'a plugin that is a folder',
    text: as({ exec: { ...exec.exec, command: '/' } }),
    says: /credential plugin \/ (?:is not executable|could not be started)/,
  },
  { name: 'a plugin of no known version', text: as({ exec: { ...exec.exec, apiVersion: 'v7' } }), says: /has apiVersion "v7"/ },
  {
    name: 'a plugin that must ask',
    plugin: 'true',
    text: as({ exec: { ...exec.exec, interactiveMode: 'Always' } }),
    says: /must ask on a terminal/,
  },
];

const through = (name: string, proxy: string | ((to: Surroundings) => string), says?: RegExp): Destination => ({
  name: `a proxy that ${name}`,
  text: (to) => text(kubeconfig({ ...trusted(to), 'proxy-url': typeof proxy === 'string' ? proxy : proxy(to) })),
  args: ['--request-timeout', name === 'says nothing' ? '2s' : '20s'],
  says,
});
const answering = (answer: string, says?: RegExp) => through(`answers ${answer}`, ({ proxies }) => proxies[answer] ?? '', says);

export const proxyAnswers: Readonly<Record<string, string>> = {
  '200': '',
  '407': 'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\ncontent-length: 0\r\n\r\n',
  '403 with a page': 'HTTP/1.1 403 Forbidden\r\ncontent-length: 30\r\n\r\n<html>\u001b[2Jgo away</html>.....',
  '502': 'HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n',
  '302': 'HTTP/1.1 302 Found\r\nlocation: http://login.test/\r\ncontent-length: 0\r\n\r\n',
  'no HTTP': 'SSH-2.0-OpenSSH_9.6\r\n',
  '200 and noise': 'HTTP/1.1 200 OK\r\n\r\nno TLS at all, but words',
};

const proxies: readonly Destination[] = [
  answering('200'),
  answering('407', /refused to connect to \S+ with 407 .*: it asks for a user and password/),
  answering('403 with a page', /refused to connect to \S+ with 403 Forbidden/),
  answering('502', /refused to connect to \S+ with 502/),
  answering('302', /refused to connect to \S+ with 302/),
  answering('no HTTP', /proxy \S+ could not be reached: /),
  answering('200 and noise', /could not be reached: /),
  through('says nothing', ({ proxies: { silent = '' } }) => silent, /no answer within 2s/),
  through('hangs up', ({ proxies: { closing = '' } }) => closing, /proxy \S+ could not be reached: |was cut/),
  through('is not there', 'http://127.0.0.1:1', /proxy http:\/\/127.0.0.1:1 could not be reached/),
  through('has no name that is known', 'http://nowhere.invalid:3128', /proxy \S+ could not be reached/),
  through('speaks no TLS', ({ proxies: { '200': open = '' } }) => open.replace('http:', 'https:'), /proxy \S+ could not be reached/),
  through('speaks no SOCKS', ({ proxies: { '200': open = '' } }) => open.replace('http:', 'socks5:'), /proxy \S+ .{10}/),
  through('is no address', 'http://[', /the proxy of proxy-url is not an address/),
  through('is of another kind', 'gopher://x', /has scheme gopher: /),
];

export const destinations: readonly Destination[] = [...kubeconfigs, ...certificates, ...plugins, ...proxies];
