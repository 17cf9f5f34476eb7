import { kinds } from '../kinds.ts';
import type { Kind } from '../kubernetes.ts';
import type { ListQuery, LogQuery } from '../port.ts';

/** A page of a list. `limit` 0 asks for all at once. */
export interface Page {
  readonly limit: number;
  readonly continue?: string;
}

/** Path of one object. */
export function objectPath(kind: Kind, namespace: string | undefined, name: string): string {
  return `${collectionPath(kind, namespace)}/${encodeURIComponent(name)}`;
}

/** Path and query of a list. */
export function listPath(kind: Kind, query: ListQuery, page: Page): string {
  return `${collectionPath(kind, query.namespace)}${queryString({
    labelSelector: query.labelSelector,
    fieldSelector: query.fieldSelector,
    limit: page.limit || undefined,
    continue: page.continue,
  })}`;
}

/** Path and query of a watch from where a list stood. The server ends it after so many seconds. */
export function watchPath(kind: Kind, query: ListQuery, resourceVersion: string, timeoutSeconds: number): string {
  return `${collectionPath(kind, query.namespace)}${queryString({
    labelSelector: query.labelSelector,
    fieldSelector: query.fieldSelector,
    watch: true,
    allowWatchBookmarks: true,
    resourceVersion,
    timeoutSeconds,
  })}`;
}

/** Path and query of a container's log. */
export function logPath({ namespace, pod, ...query }: LogQuery & { readonly follow?: boolean }): string {
  return `${objectPath('Pod', namespace, pod)}/log${queryString({ ...query, follow: query.follow || undefined, previous: query.previous || undefined, timestamps: query.timestamps || undefined })}`;
}

/** The same path, asking tables to carry whole objects. */
export function withObjects(path: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}includeObject=Object`;
}

/** Whether the API takes it as a part of a path (`IsValidPathSegmentName`); an empty one would ask for something else. */
export function isPathSegment(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/%]/.test(name) && name.length <= 253;
}

function collectionPath(kind: Kind, namespace: string | undefined): string {
  const { group, version, plural, namespaced } = kinds[kind];
  const root = group === 'core' ? `/api/${version}` : `/apis/${group}/${version}`;
  return namespaced && namespace ? `${root}/namespaces/${encodeURIComponent(namespace)}/${plural}` : `${root}/${plural}`;
}

function queryString(parameters: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const pairs = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
