import net, { type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A TCP proxy before the API server, that can go away and come back as a server does that is started anew. */
export interface CutProxy {
  readonly server: string;
  /** So far. */
  readonly connections: number;
  /** Cuts all connections and refuses new ones for so long. */
  cut(milliseconds: number): Promise<void>;
  close(): void;
}

export async function cutProxy(to: URL): Promise<CutProxy> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const proxy = net.createServer((from) => {
    connections += 1;
    const onward = net.connect(Number(to.port || 443), to.hostname);
    for (const [one, other] of [
      [from, onward],
      [onward, from],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  const listen = (port: number) => new Promise<void>((resolve) => proxy.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = proxy.address() as AddressInfo;
  const destroyAll = () => {
    proxy.close();
    for (const socket of sockets) socket.destroy();
  };
  return {
    server: `https://127.0.0.1:${port}`,
    get connections() {
      return connections;
    },
    cut: async (milliseconds) => {
      destroyAll();
      await sleep(milliseconds);
      await listen(port);
    },
    close: destroyAll,
  };
}
