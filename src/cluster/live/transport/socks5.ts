import { connect, type Socket } from 'node:net';
import { ProxyFailure } from './connection-errors.ts';
import { hostOf, portOf } from './server-address.ts';

const version = 5;
const noLogin = 0;
const passwordLogin = 2;
const connectCommand = 1;
const hostName = 3;

const replies: Readonly<Record<number, string>> = {
  1: 'general failure',
  2: 'not allowed by its rules',
  3: 'network unreachable',
  4: 'host unreachable',
  5: 'connection refused',
  6: 'time to live expired',
};

type ReadBytes = (length: number) => Promise<Buffer>;

/** Opens a connection through a SOCKS proxy (RFC 1928, RFC 1929); the proxy looks the name up, as Go has it. */
export async function throughSocks5(proxy: URL, host: string, port: number, signal: AbortSignal): Promise<Socket> {
  const socket = connect({ host: hostOf(proxy), port: portOf(proxy), signal });
  const read: ReadBytes = (length) => readBytes(socket, length);
  try {
    socket.write(Buffer.from(proxy.username === '' ? [version, 1, noLogin] : [version, 2, noLogin, passwordLogin]));
    const method = (await read(2))[1];
    if (method === passwordLogin && proxy.username !== '') await logIn(proxy, socket, read);
    else if (method !== noLogin) throw new Error('it asks for a login that was not given');
    await askFor(host, port, socket, read);
    return socket;
  } catch (error) {
    socket.destroy();
    const reason = error instanceof Error ? error.message : String(error);
    throw new ProxyFailure(`proxy socks5://${proxy.host} did not connect to ${host}:${port}: ${reason}`);
  }
}

async function logIn(proxy: URL, socket: Socket, read: ReadBytes): Promise<void> {
  const [user, password] = [decodeURIComponent(proxy.username), decodeURIComponent(proxy.password)];
  socket.write(Buffer.concat([Buffer.from([1]), withLength(user), withLength(password)]));
  if ((await read(2))[1] !== 0) throw new Error('it refused the user or password');
}

async function askFor(host: string, port: number, socket: Socket, read: ReadBytes): Promise<void> {
  const head = Buffer.from([version, connectCommand, 0, hostName]);
  socket.write(Buffer.concat([head, withLength(host), Buffer.from([port >> 8, port & 0xff])]));
  const [, reply = 1, , addressKind] = await read(4);
  if (reply !== 0) throw new Error(replies[reply] ?? `reply ${reply}`);
  const addressLength = addressKind === 1 ? 4 : addressKind === 4 ? 16 : ((await read(1))[0] ?? 0);
  await read(addressLength + 2);
}

function withLength(text: string): Buffer {
  const bytes = Buffer.from(text).subarray(0, 255);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

/** Reads exactly so many bytes, leaving what comes after them in the socket. */
function readBytes(socket: Socket, length: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const settle = (bytes: Buffer | Error) => {
      socket.off('readable', attempt).off('error', settle).off('end', ended);
      if (bytes instanceof Error) reject(bytes);
      else resolve(bytes);
    };
    const ended = () => settle(new Error('it closed the connection'));
    const attempt = () => {
      const bytes: Buffer | null = socket.read(length);
      if (bytes !== null) settle(bytes);
    };
    socket.on('readable', attempt).on('error', settle).on('end', ended);
    attempt();
  });
}
