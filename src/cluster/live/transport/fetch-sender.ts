import { plainBody } from './body.ts';
import type { Answer, Body, Outgoing, Peer, Sender } from './sender.ts';
import { ownAuthority } from './trust/authority.ts';

/** What Bun's fetch takes beyond the standard (bun.com/docs/runtime/networking/fetch). */
interface FetchOptions extends RequestInit {
  readonly tls: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly decompress: boolean;
}

/** Sends through Bun's fetch; what that cannot do, and whatever fails in it, goes through Node's client, which says why. */
export class FetchSender implements Sender {
  readonly #origin: string;
  readonly #tls: FetchOptions['tls'];
  readonly #closing: AbortSignal;
  readonly #openOther: () => Promise<Sender>;
  #other: Promise<Sender> | undefined;

  constructor({ cluster, server, certificate, signal }: Peer, openOther: () => Promise<Sender>) {
    this.#origin = server.origin;
    this.#tls = { ca: ownAuthority(cluster), ...certificate };
    this.#closing = signal;
    this.#openOther = openOther;
  }

  async send(outgoing: Outgoing, signal: AbortSignal): Promise<Answer> {
    const url = this.#origin + outgoing.path;
    const ending = AbortSignal.any([signal, this.#closing]);
    if (this.#other === undefined && outgoing.stream === undefined && isSentAsItIs(url)) {
      try {
        return await this.#fetch(url, outgoing, ending);
      } catch {
        ending.throwIfAborted();
      }
    }
    this.#other ??= this.#openOther();
    return (await this.#other).send(outgoing, signal);
  }

  close(): void {
    this.#other?.then(
      (other) => other.close(),
      () => {},
    );
  }

  async #fetch(url: string, { headers }: Outgoing, signal: AbortSignal): Promise<Answer> {
    const sent = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
    // Bun itself prints on stderr what is wrong with a compressed answer.
    const options: FetchOptions = { headers: sent, signal, redirect: 'manual', tls: this.#tls, decompress: false };
    const { status, statusText, headers: received, body } = await fetch(url, options);
    const plain = await plainBody(new FetchedBody(body), received.get('content-encoding') ?? undefined);
    return { status, statusText, headers: Object.fromEntries(received), body: plain };
  }
}

/** A URL resolves `..` and writes some characters anew: then it would be another path. */
function isSentAsItIs(url: string): boolean {
  return URL.canParse(url) && new URL(url).href === url;
}

class FetchedBody implements Body {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  #error: Error | undefined;

  constructor(stream: ReadableStream<Uint8Array> | null) {
    this.#reader = stream?.getReader();
  }

  destroy(error?: Error): void {
    this.#error ??= error;
    this.#reader?.cancel(error).catch(() => {});
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      const next = await this.#reader?.read();
      if (this.#error !== undefined) throw this.#error;
      if (next?.value === undefined) return;
      yield next.value;
    }
  }
}
