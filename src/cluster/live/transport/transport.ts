import type { OutgoingHttpHeaders } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type ClientCertificate, CredentialSource, type Credentials } from '../credentials/credentials.ts';
import { impersonationHeaders } from '../credentials/impersonation.ts';
import type { Destination } from '../kubeconfig/kubeconfig.ts';
import { type Environment, type LiveOptions, requestTimeoutMilliseconds } from '../kubeconfig/options.ts';
import { mostBytesOfAnError } from '../limits.ts';
import { monotonic } from '../monotonic.ts';
import { wholeText } from './body.ts';
import { connectionError, failureClause, TimedOut, unauthorized } from './connection-errors.ts';
import { openSender } from './open-sender.ts';
import { pauseBeforeRetry } from './retry.ts';
import type { Answer, Outgoing, Sender } from './sender.ts';
import { serverAddress } from './server-address.ts';
import { Slots } from './slots.ts';
import { type Tracing, traceAnswer, traceBody, traceFailure } from './trace.ts';

/** An answer that has been read. */
export interface TextAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly text: string;
}

/** A GET. */
export interface Question {
  /** With its query. */
  readonly path: string;
  readonly accept: string;
  /** A kubelet's answer is a stream that is not compressed, and its failures are the node's, which do not pass. */
  readonly from: 'server' | 'kubelet';
}

/** The API server ends ordinary requests of its own after 60 s; who has been slow once is not waited for so long again. */
const patience = { first: 30_000, afterTimeOut: 5_000 };
const mostAtOnce = 6;

/** Asks one server: keeps connections, adds credentials, waits no longer than allowed, and tries reads again where that helps. */
export class Transport {
  /** How many requests were sent. */
  requests = 0;
  /** Time of the last answer by the server's clock and by ours, both in milliseconds; ours only ever goes forward. */
  clock: { readonly server: number; readonly monotonic: number } | undefined;

  readonly #to: Destination;
  readonly #server: URL;
  readonly #env: Environment;
  readonly #credentials: CredentialSource;
  readonly #fixedHeaders: OutgoingHttpHeaders;
  readonly #tracing: Tracing | undefined;
  readonly #slots = new Slots(mostAtOnce);
  readonly #closing = new AbortController();
  readonly #limitGiven: number | undefined;
  #limit: number;
  #answered = false;
  #sender: { readonly certificate: ClientCertificate | undefined; readonly open: Promise<Sender> } | undefined;

  constructor(to: Destination, options: LiveOptions) {
    this.#to = to;
    this.#env = options.env ?? process.env;
    this.#server = serverAddress(to);
    this.#credentials = new CredentialSource(to.user, to.cluster, this.#env);
    this.#fixedHeaders = { 'user-agent': 'kubectl-initdoctor', ...impersonationHeaders(to.user) };
    this.#tracing = options.trace && { write: options.trace, level: options.traceLevel ?? 6 };
    this.#limitGiven = requestTimeoutMilliseconds(options.requestTimeout);
    this.#limit = this.#limitGiven ?? patience.first;
  }

  /**
   * Sends a GET and has the answer consumed, under one limit of time; both are done again when the connection is cut under them.
   * @throws ConnectionError when the server has never answered, or does not accept the credentials; else what went wrong.
   */
  async ask<T>(question: Question, consume: (answer: Answer) => Promise<T>): Promise<T> {
    let renewed = false;
    for (let tries = 1; ; tries += 1) {
      const credentials = await this.#credentialsToSend();
      const outcome = await this.#slots.within(() => this.#attempt(question, credentials, consume));
      if (outcome.became === 'unauthorized') {
        if (renewed || !this.#credentials.renewable) throw unauthorized(this.#to);
        renewed = true;
        await this.#credentials.forget(credentials);
        continue;
      }
      const milliseconds = this.#closing.signal.aborted ? undefined : pauseBeforeRetry(outcome, question.from, tries);
      if (milliseconds !== undefined) await wait(milliseconds, undefined, { signal: this.#closing.signal });
      else if (outcome.became === 'consumed') return outcome.result;
      else throw this.#answered ? outcome.error : connectionError(outcome.error, this.#to);
    }
  }

  /** Sends a GET and reads the answer to its end, which must come within so many bytes. Throws as `ask`. */
  askForText(question: Question, mostBytes: number): Promise<TextAnswer> {
    return this.ask(question, async ({ status, statusText, body }) => {
      const text = await wholeText(body, mostBytes);
      traceBody(this.#tracing, question.path, text);
      return { status, statusText, text };
    });
  }

  /**
   * Sends a GET whose answer is a stream that may go on for as long as it likes. It is tried once, apart from credentials that
   * had to be renewed.
   * @param arrivesWithin milliseconds until the answer must begin; missing for ever
   * @param signal destroys the request, and the body while it is read
   * @throws as `ask`
   */
  async open(question: Question, signal: AbortSignal, arrivesWithin?: number): Promise<Answer> {
    const credentials = await this.#credentialsToSend();
    const first = await this.#openOnce(question, credentials, signal, arrivesWithin);
    if (first.status !== 401) return first;
    first.body.destroy();
    if (!this.#credentials.renewable) throw unauthorized(this.#to);
    await this.#credentials.forget(credentials);
    const second = await this.#openOnce(question, await this.#credentialsToSend(), signal, arrivesWithin);
    if (second.status !== 401) return second;
    second.body.destroy();
    throw unauthorized(this.#to);
  }

  async #openOnce(question: Question, credentials: Credentials, signal: AbortSignal, arrivesWithin: number | undefined): Promise<Answer> {
    const url = `${this.#server.origin}${this.#pathOf(question)}`;
    const started = monotonic();
    const headers = this.#headersFor(question, credentials);
    try {
      const answer = await this.#send({ path: this.#pathOf(question), headers, stream: { arrivesWithin } }, credentials, signal);
      traceAnswer(this.#tracing, { url, headers }, answer, monotonic() - started);
      return answer;
    } catch (error) {
      traceFailure(this.#tracing, url, failureClause(error), monotonic() - started);
      throw this.#answered ? error : connectionError(error, this.#to);
    }
  }

  /** Ends what is under way and all connections. */
  close(): void {
    this.#closing.abort();
    this.#letGo();
  }

  async #attempt<T>(question: Question, credentials: Credentials, consume: (answer: Answer) => Promise<T>): Promise<Outcome<T>> {
    const limit = this.#limit;
    const url = `${this.#server.origin}${this.#pathOf(question)}`;
    const started = monotonic();
    let timedOut: TimedOut | undefined;
    const giving = new AbortController();
    const timer = setTimeout(() => {
      timedOut = new TimedOut(limit);
      giving.abort(timedOut);
    }, limit);
    try {
      const headers = this.#headersFor(question, credentials);
      const answer = await this.#send({ path: this.#pathOf(question), headers }, credentials, giving.signal);
      traceAnswer(this.#tracing, { url, headers }, answer, monotonic() - started);
      if (answer.status === 401) {
        await wholeText(answer.body, mostBytesOfAnError);
        return { became: 'unauthorized' };
      }
      const result = await consume(answer);
      return { became: 'consumed', status: answer.status, retryAfter: answer.headers['retry-after'], result };
    } catch (error) {
      if (timedOut !== undefined) this.#limit = this.#limitGiven ?? patience.afterTimeOut;
      traceFailure(this.#tracing, url, failureClause(timedOut ?? error), monotonic() - started);
      return { became: 'failed', error: timedOut ?? error };
    } finally {
      clearTimeout(timer);
    }
  }

  async #send(outgoing: Outgoing, { certificate }: Credentials, signal: AbortSignal): Promise<Answer> {
    this.requests += 1;
    const sender = await this.#senderFor(certificate);
    const answer = await sender.send(outgoing, signal);
    this.#answered = true;
    const server = Date.parse(answer.headers.date ?? '');
    if (!Number.isNaN(server)) this.clock = { server, monotonic: monotonic() };
    return answer;
  }

  #pathOf(question: Question): string {
    return this.#server.pathname.replace(/\/$/, '') + question.path;
  }

  #headersFor({ accept, from }: Question, { authorization }: Credentials): OutgoingHttpHeaders {
    return {
      accept,
      ...this.#fixedHeaders,
      ...(from === 'server' && !this.#to.cluster.disableCompression && { 'accept-encoding': 'gzip' }),
      ...(authorization !== undefined && { authorization }),
    };
  }

  /** Like client-go, which sends no credentials where they could be read on the way. */
  async #credentialsToSend(): Promise<Credentials> {
    return this.#server.protocol === 'https:' ? this.#credentials.current() : {};
  }

  #letGo(): void {
    this.#sender?.open.then(
      (sender) => sender.close(),
      () => {},
    );
  }

  #senderFor(certificate: ClientCertificate | undefined): Promise<Sender> {
    if (this.#sender === undefined || this.#sender.certificate?.cert !== certificate?.cert) {
      this.#letGo();
      const peer = { cluster: this.#to.cluster, server: this.#server, certificate, env: this.#env, signal: this.#closing.signal };
      this.#sender = { certificate, open: openSender(peer) };
    }
    return this.#sender.open;
  }
}

type Outcome<T> =
  | { readonly became: 'consumed'; readonly status: number; readonly retryAfter: string | undefined; readonly result: T }
  | { readonly became: 'failed'; readonly error: unknown }
  | { readonly became: 'unauthorized' };
