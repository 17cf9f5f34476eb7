import type { Kind, Kinds, Pod } from './kubernetes.ts';

/**
 * What a read came to. `absent` is said only after a 404 or a complete list; whatever else kept us from seeing
 * (forbidden, time-out, not in the dump) is `denied`, with the reason as one clause.
 */
export type Read<T> = Found<T> | Absent | Denied;
export interface Found<T> {
  readonly state: 'found';
  readonly value: T;
}
export interface Absent {
  readonly state: 'absent';
  /** The server's sentence, where it says more than "not found". */
  readonly reason?: string;
}
export interface Denied {
  readonly state: 'denied';
  readonly reason: string;
  /** A file of the dump that may hold it cannot be read. */
  readonly damaged?: true;
}

export interface ListQuery {
  /** All namespaces when missing. Ignored for cluster-scoped kinds. */
  readonly namespace?: string;
  /** As `kubectl -l` takes it. */
  readonly labelSelector?: string;
  /** As `kubectl --field-selector` takes it. */
  readonly fieldSelector?: string;
}

export interface LogQuery {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly previous?: boolean;
  readonly tailLines?: number;
  readonly limitBytes?: number;
  readonly sinceSeconds?: number;
  /** RFC 3339. */
  readonly sinceTime?: string;
  readonly timestamps?: boolean;
}

/** Follows a log as it grows, until its run ends or the connection does. */
export interface LogFollowQuery extends LogQuery {
  /** False: only what there is now. */
  readonly follow?: boolean;
  readonly signal: AbortSignal;
}

export interface PodQuery extends ListQuery {
  /** One pod alone; then a right to `get` is enough. */
  readonly name?: string;
}

/** The resourceVersion of each object by its uid. */
export type SeenVersions = ReadonlyMap<string, string>;

/** What a watch tells, in the order of the server. Nothing is told twice, whatever happens to the connection. */
export type PodChange =
  /** A pod that was there at first, or appeared, or changed. */
  | { readonly is: 'there'; readonly pod: Pod }
  /** As it was last seen. */
  | { readonly is: 'gone'; readonly pod: Pod }
  /** Everything that there is has been told; said once, after the first list. */
  | { readonly is: 'synced' }
  /** It may not be watched, so it is read again every few seconds. */
  | { readonly is: 'polling'; readonly reason: string }
  /** The server does not answer at present; it is asked again and again. */
  | { readonly is: 'interrupted'; readonly reason: string }
  | { readonly is: 'resumed' };

/** The columns of `kubectl get pods`, as the API server printed them. */
export interface PodColumns {
  readonly ready: string;
  readonly status: string;
  /** As printed, with the age of the last restart: `7 (15m ago)`. */
  readonly restarts: string;
}

export interface PrintedPod {
  readonly pod: Pod;
  /** Missing where nobody printed them: in a dump, or when the server does not do tables. */
  readonly columns?: PodColumns;
}

/** A read that was refused or failed, remembered for the report. */
export interface Unreadable {
  readonly resource: string;
  readonly namespace?: string;
  readonly verb: 'get' | 'list' | 'watch';
  readonly reason: string;
  /** The server says that a right is missing. */
  readonly forbidden?: boolean;
}

/**
 * The one way to the outside. Two adapters: the live API (`live/`) and a dump (`dump/`). Everything above runs on either.
 * Reads never throw for what the server says; they throw `ConnectionError` when nobody answers at all.
 */
export interface Cluster {
  readonly source: { readonly kind: 'cluster' | 'dump'; readonly name: string };
  /** The namespace kubectl would use when none is given. */
  readonly defaultNamespace: string;
  /** The server's clock as of the last answer (`Date` header); in a dump, the moment it was taken. */
  now(): Date;

  get<K extends Kind>(kind: K, namespace: string | undefined, name: string): Promise<Read<Kinds[K]>>;
  /** A list is complete: pages are followed to the end. */
  list<K extends Kind>(kind: K, query: ListQuery): Promise<Read<Kinds[K][]>>;
  printedPod(namespace: string, name: string): Promise<Read<PrintedPod>>;
  printedPods(query: ListQuery): Promise<Read<PrintedPod[]>>;
  /** The bytes of a container's log as they come. `absent` when there is no such run; its reason is the server's sentence. */
  log(query: LogQuery): Promise<Read<AsyncIterable<Uint8Array>>>;
  /**
   * A log that goes on until its run ends. It fails where the connection breaks, and ends when the signal says so.
   * Throws KnownError on a dump.
   */
  followLog(query: LogFollowQuery): Promise<Read<AsyncIterable<Uint8Array>>>;
  /**
   * The pods as they are and become, until the signal ends it. Connections may break and servers start anew meanwhile.
   * Throws KnownError on a dump, and where pods may not be read at all.
   */
  watchPods(query: PodQuery, options: { readonly signal: AbortSignal }): AsyncIterable<PodChange>;
  /**
   * Says each time that what such a list holds is no longer what was seen, until the signal ends it. Ends by itself where that may
   * not be watched. Throws KnownError on a dump.
   */
  watchChanges(kind: Kind, query: ListQuery, seen: SeenVersions, options: { readonly signal: AbortSignal }): AsyncIterable<void>;
  /** Reads refused so far, each once. */
  readonly unreadable: readonly Unreadable[];
  /** How many requests were made; 0 in a dump. */
  readonly requests: number;
  /** Ends open connections, so that the process can. */
  close(): void;
}

export const found = <T>(value: T): Found<T> => ({ state: 'found', value });
export const absent = (reason?: string): Absent => (reason === undefined ? { state: 'absent' } : { state: 'absent', reason });
export const denied = (reason: string): Denied => ({ state: 'denied', reason });
