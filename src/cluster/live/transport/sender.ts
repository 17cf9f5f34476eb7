import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { ClientCertificate } from '../credentials/credentials.ts';
import type { KubeconfigCluster } from '../kubeconfig/kubeconfig-file.ts';
import type { Environment } from '../kubeconfig/options.ts';

/** The bytes of an answer as they come, before any compression. */
export interface Body extends AsyncIterable<Uint8Array> {
  /** Ends it and lets go of its connection; who reads it is told the error where one is given. */
  destroy(error?: Error): void;
}

/** An answer whose body has not been read yet. */
export interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Body;
}

/** A GET as it goes out. */
export interface Outgoing {
  /** With its query, as the server shall see it. */
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  /** Its answer is a stream that may be silent for minutes once it has begun, which it must within so many milliseconds. */
  readonly stream?: { readonly arrivesWithin: number | undefined };
}

/** Sends GETs to one server over connections that it keeps. */
export interface Sender {
  /**
   * Resolves when the head of the answer is there.
   * @param signal ends the request, or the body while it is read, with the signal's reason
   */
  send(outgoing: Outgoing, signal: AbortSignal): Promise<Answer>;
  close(): void;
}

/** Whom a sender talks to, and as whom. */
export interface Peer {
  readonly cluster: KubeconfigCluster;
  readonly server: URL;
  readonly certificate: ClientCertificate | undefined;
  readonly env: Environment;
  /** Ends whatever is under way. */
  readonly signal: AbortSignal;
}
