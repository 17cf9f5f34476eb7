import { codeOf } from '../../../system-error.ts';
import { ConnectionError } from '../../errors.ts';
import type { Destination } from '../kubeconfig/kubeconfig.ts';
import { hasOwnAuthority } from './trust/authority.ts';

/** No answer, or no end of it, in the time allowed. */
export class TimedOut extends Error {
  override name = 'TimedOut';

  constructor(milliseconds: number) {
    super(`no answer within ${milliseconds < 1000 ? `${milliseconds}ms` : `${Math.round(milliseconds / 100) / 10}s`}`);
  }
}

/** The proxy, not the server, is what did not let us through. */
export class ProxyFailure extends Error {
  override name = 'ProxyFailure';
}

const cut = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE', 'UND_ERR_SOCKET', 'Z_BUF_ERROR']);

/** Whether a connection that stood was broken off, so that a read may be tried again. */
export function wasCut(error: unknown): boolean {
  return cut.has(codeOf(error));
}

/** Why nothing came back, as one clause. */
export function failureClause(error: unknown): string {
  if (wasCut(error)) return 'the connection was cut';
  return clauses[codeOf(error)]?.happened ?? tlsAlert(error)?.happened ?? messageOf(error);
}

/** One line for a server that never answered: who was asked, what happened, what to do. */
export function connectionError(error: unknown, to: Destination): ConnectionError {
  if (error instanceof ConnectionError) return error;
  const advice = error instanceof TimedOut ? timedOutAdvice : (clauses[codeOf(error)]?.advice ?? tlsAlert(error)?.advice);
  const server = to.cluster.server.replace(/\/\/[^/@]*@/, '//');
  const said = `the server ${server} of context ${to.name} could not be reached: ${failureClause(error)}`;
  return new ConnectionError(advice === undefined ? said : `${said}; ${advice(to)}`, 1, { cause: error });
}

/** One line for a 401. */
export function unauthorized(to: Destination): ConnectionError {
  const { user } = to;
  const who = user.name === '' ? `no user is set in context ${to.name}` : `the credentials of user ${user.name} are not accepted`;
  return new ConnectionError(`the server ${to.cluster.server} does not know who is asking (401): ${who}; ${loginAdvice(to)}`);
}

function loginAdvice({ user, name }: Destination): string {
  if (user.exec !== undefined) return `log in again: the credential plugin is ${user.exec.command}`;
  if (user.tokenFile !== undefined) return `look whether ${user.tokenFile} holds a valid token`;
  if (user.name === '') return 'give --user or --token, or choose another --context';
  return `log in again, or choose another context than ${name}`;
}

interface Clause {
  readonly happened: string;
  readonly advice?: (to: Destination) => string;
}

const timedOutAdvice = () => 'is a VPN or proxy needed? --request-timeout gives it longer';
const addressAdvice = ({ cluster }: Destination) => `is the address of cluster ${cluster.name || 'given'} right, and does the cluster run?`;
const caAdvice = ({ cluster }: Destination) =>
  hasOwnAuthority(cluster)
    ? `certificate-authority of cluster ${cluster.name || 'given'} is not the one that signed it`
    : `name its authority with --certificate-authority, or as certificate-authority of cluster ${cluster.name || 'given'}`;

const refused: Clause = { happened: 'connection refused', advice: addressAdvice };
const notPem: Clause = {
  happened: 'a certificate or key of the kubeconfig is not PEM',
  advice: ({ user, cluster }) => `look at user ${user.name} and cluster ${cluster.name}`,
};
const unknownHost: Clause = {
  happened: 'no such host',
  advice: ({ cluster }) => `look at the address of cluster ${cluster.name || 'given'}, at DNS and VPN`,
};
const unreachable: Clause = { happened: 'no route to it', advice: timedOutAdvice };
const unknownAuthority: Clause = { happened: 'its certificate is signed by an unknown authority', advice: caAdvice };
const plainServer: Clause = { happened: 'it does not speak TLS', advice: () => 'is it an http:// address?' };
const clientRefused: Clause = { happened: 'it refused our client certificate', advice: loginAdvice };
const wrongKey: Clause = { happened: 'client certificate and key do not fit', advice: ({ user }) => `look at user ${user.name}` };

const clauses: Readonly<Record<string, Clause | undefined>> = {
  ECONNREFUSED: refused,
  ENOTFOUND: unknownHost,
  EAI_AGAIN: { happened: 'its name could not be looked up', advice: () => 'does DNS work, and the network?' },
  ETIMEDOUT: { happened: 'no answer to the connection', advice: timedOutAdvice },
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownAuthority,
  CERT_SIGNATURE_FAILURE: unknownAuthority,
  ERR_TLS_CERT_ALTNAME_INVALID: {
    happened: 'its certificate is for other names',
    advice: () => 'is the address right? --tls-server-name says which name to expect',
  },
  CERT_HAS_EXPIRED: { happened: 'its certificate has expired', advice: () => 'renew it, unless the clock of this machine is wrong' },
  CERT_NOT_YET_VALID: { happened: 'its certificate is not valid yet', advice: () => 'is the clock of this machine right?' },
  ERR_SSL_WRONG_VERSION_NUMBER: plainServer,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: plainServer,
  EPROTO: plainServer,
  HPE_INVALID_CONSTANT: { happened: 'it does not speak HTTP', advice: () => 'is it an https:// address?' },
  ERR_OSSL_X509_KEY_VALUES_MISMATCH: wrongKey,
  KEY_VALUES_MISMATCH: wrongKey,
  ERR_OSSL_PEM_NO_START_LINE: notPem,
  ERR_OSSL_UNSUPPORTED: notPem,
  // Bun, for an authority that is none.
  ERR_BORINGSSL: notPem,
};

function tlsAlert(error: unknown): Clause | undefined {
  return /alert (?:bad|unsupported|revoked|expired|unknown|required|certificate)|ALERT_(?:BAD_CERT|CERTIFICATE|UNKNOWN_CA|UNSUPPORTED_CERT)/i.test(
    `${codeOf(error)} ${messageOf(error).slice(0, 500)}`,
  )
    ? clientRefused
    : undefined;
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0]?.slice(0, 300) || codeOf(error) || 'unknown failure';
}
