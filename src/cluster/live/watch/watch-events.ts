import { fieldsOf, textOf } from '../json.ts';

/** What a line of a watch says. */
export type WatchEvent =
  | { readonly is: 'there' | 'gone'; readonly object: unknown; readonly uid: string; readonly resourceVersion: string }
  /** How far the server is, without a change. */
  | { readonly is: 'bookmark'; readonly resourceVersion: string }
  /** The server has forgotten where we were: all must be listed anew. */
  | { readonly is: 'expired' }
  /** Anything else, a half line among it: this stream is of no more use. */
  | { readonly is: 'broken'; readonly reason: string };

const expiredCode = 410;

export function watchEvent(line: string): WatchEvent {
  const { type, object } = fieldsOf(parsed(line));
  const { code, reason, message, metadata } = fieldsOf(object);
  const resourceVersion = textOf(fieldsOf(metadata).resourceVersion) ?? '';
  const uid = textOf(fieldsOf(metadata).uid) ?? '';
  if (type === 'ERROR') {
    // etcd's compaction comes as 410 Gone or as reason Expired, by the version of the server.
    if (code === expiredCode || reason === 'Expired' || reason === 'Gone') return { is: 'expired' };
    return { is: 'broken', reason: textOf(message) ?? 'the server ended the watch' };
  }
  if (resourceVersion === '') return { is: 'broken', reason: 'the server sent what is no watch event' };
  if (type === 'ADDED' || type === 'MODIFIED') return { is: 'there', object, uid, resourceVersion };
  if (type === 'DELETED') return { is: 'gone', object, uid, resourceVersion };
  return { is: 'bookmark', resourceVersion };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
