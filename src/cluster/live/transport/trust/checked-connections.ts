import {
  type ConnectionOptions,
  checkServerIdentity,
  connect,
  createSecureContext,
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
  const dialUnchecked = dialer({ ...secure, ca: [] });
  const isServer = serverCheck(authorities);
  let dialChecked: Dial | undefined;
  const leaveToOpenSsl = (options: ConnectionOptions, connected: Connected): void => {
    try {
      dialChecked ??= dialer({ ...secure, ca: authorities });
      connected(null, dialChecked(options));
    } catch (error) {
      connected(error);
    }
  };
  return (options: ConnectionOptions, connected: Connected): void => {
    if (dialChecked !== undefined) {
      leaveToOpenSsl(options, connected);
      return;
    }
    const socket = dialUnchecked({ ...options, rejectUnauthorized: false });
    const end = () => socket.destroy(closing.reason);
    closing.addEventListener('abort', end);
    const settled = () => {
      closing.removeEventListener('abort', end);
      socket.removeListener('error', failed);
    };
    const failed = (error: Error) => {
      settled();
      connected(error);
    };
    socket.once('error', failed);
    socket.once('secureConnect', () => {
      settled();
      if (socket.isSessionReused() || isServer(socket, options)) connected(null, socket);
      else {
        socket.destroy();
        leaveToOpenSsl(options, connected);
      }
    });
  };
}

type Dial = (options: ConnectionOptions) => TLSSocket;

/** Makes the context once, as reading certificates takes long; its connections resume the session of one that was found good. */
function dialer(secure: SecureContextOptions): Dial {
  const secureContext = createSecureContext(secure);
  let session: Buffer | undefined;
  return (options) => {
    const socket = connect({ ...options, secureContext, ...(session && { session }) });
    // Whoever connects destroys what is not good as soon as it is connected: in TLS 1.3 tickets come later.
    socket.once('secureConnect', () =>
      socket.on('session', (latest: Buffer) => {
        session = latest;
      }),
    );
    return socket;
  };
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
