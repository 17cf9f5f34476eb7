import type { Kind } from '../kubernetes.ts';
import type { LogQuery, Read } from '../port.ts';
import type { Item } from './item.ts';

/** What a part of a dump holds of one kind. */
export interface Contents {
  readonly items: readonly Item[];
  /** Whether that is all there was in the namespace (all namespaces when undefined) when the dump was taken. */
  covers(namespace: string | undefined): boolean;
  /** One clause for the report, when a file is broken or was not read. */
  readonly damage?: string;
}

/** A piece of a file, in bytes. */
export interface Region {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** Where things are in a dump. Files are read when something in them is asked for. */
export interface Layout {
  /** The namespaces with pods or workloads, as far as that is known without reading much. */
  namespaces(): Promise<readonly string[]>;
  /** The namespaces to look through for objects of all of them; `undefined` where they are not kept apart. */
  divisions(): Promise<readonly (string | undefined)[]>;
  /** Lists that may hold objects of the kind. */
  lists(kind: Kind, namespace: string | undefined): Promise<readonly Contents[]>;
  /** Objects in files of their own: this one, or all. */
  singles(kind: Kind, namespace: string | undefined, name?: string): Promise<readonly Contents[]>;
  log(query: LogQuery): Promise<Read<Region>>;
  /** When the dump was taken. */
  moment(): Promise<Date>;
}
