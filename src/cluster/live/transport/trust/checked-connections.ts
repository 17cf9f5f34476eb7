import {
  type ConnectionOptions,
  checkServerIdentity,
  connect,
  createSecureContext,
  type SecureContext,
  type SecureContextOptions,
  type TLSSocket,
} from 'node:tls';
import { isIssuedDirectly } from './direct-issue.ts';

type Connected = (error: unknown, socket?: TLSSocket) => void;

/**
 * Opens connections to a server that must be signed by these authorities. Node 20 reads its 140 built-in root certificates, for 20 ms,
 * as soon as a context is given an authority (node::crypto::SecureContext::AddCACert). So a connection is made without, and the
 * certificate looked at before a byte is sent; where that does not settle it, OpenSSL decides on another connection.
 * @param authorities in PEM
 * @param secure the client's certificate
 * @param closing ends connections that are being made
 */
export function checkedConnections(authorities: string, secure: SecureContextOptions, closing: AbortSignal) {
  const unchecked = new Dialer({ ...secure, ca: [] });
  const isServer = serverCheck(authorities);
  let checked: Dialer | undefined;
  const leaveToOpenSsl = (options: ConnectionOptions, connected: Connected): void => {
    try {
      checked ??= new Dialer({ ...secure, ca: authorities });
      const socket = checked.dial(options);
      socket.once('secureConnect', () => checked?.resumeFrom(socket));
      connected(null, socket);
    } catch (error) {
      connected(error);
    }
  };
  return (options: ConnectionOptions, connected: Connected): void => {
    if (checked !== undefined) {
      leaveToOpenSsl(options, connected);
      return;
    }
    const socket = unchecked.dial({ ...options, rejectUnauthorized: false });
    const end = () => socket.destroy(closing.reason);
    const settled = () => {
      closing.removeEventListener('abort', end);
      socket.removeListener('error', failed);
    };
    const failed = (error: Error) => {
      settled();
      connected(error);
    };
    closing.addEventListener('abort', end);
    socket.once('error', failed);
    socket.once('secureConnect', () => {
      settled();
      if (socket.isSessionReused() || isServer(socket, options)) {
        unchecked.resumeFrom(socket);
        connected(null, socket);
      } else {
        socket.destroy();
        leaveToOpenSsl(options, connected);
      }
    });
  };
}

/** Opens connections of one context, which is made once, as reading certificates takes long. */
class Dialer {
  readonly #context: SecureContext;
  #session: Buffer | undefined;

  constructor(secure: SecureContextOptions) {
    this.#context = createSecureContext(secure);
  }

  dial(options: ConnectionOptions): TLSSocket {
    return connect({ ...options, secureContext: this.#context, ...(this.#session && { session: this.#session }) });
  }

  /** Has later connections resume the session of this one. It must have been found to lead to the server: they are not asked who they are. */
  resumeFrom(good: TLSSocket): void {
    good.on('session', (session: Buffer) => {
      this.#session = session;
    });
  }
}

/** Whether a connection leads to the server. Connections that are made at the same time show the same certificate. */
function serverCheck(authorities: string): (socket: TLSSocket, options: ConnectionOptions) => boolean {
  let good: Buffer | undefined;
  return (socket, { servername, host }) => {
    const certificate = socket.getPeerX509Certificate();
    if (certificate === undefined) return false;
    if (good?.equals(certificate.raw)) return true;
    if (!isIssuedDirectly(certificate, authorities, Date.now())) return false;
    if (checkServerIdentity(servername || host || '', certificate.toLegacyObject()) !== undefined) return false;
    good = certificate.raw;
    return true;
  };
}
