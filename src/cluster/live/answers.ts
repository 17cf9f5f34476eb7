import { fieldsOf, textOf } from './json.ts';
import type { TextAnswer } from './transport/transport.ts';

/** What a server said: a status, and its body where that was JSON. */
export interface JsonAnswer extends TextAnswer {
  /** Undefined when the body is not JSON. */
  readonly value: unknown;
}

const longestReason = 500;

/** An answer with its JSON, if it is any. */
export function jsonAnswer({ status, statusText, text }: TextAnswer): JsonAnswer {
  return { status, statusText, text, value: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Why a read was refused or came to nothing, as one clause: the server's own sentence where it gave one. */
export function reasonOf(answer: JsonAnswer): string {
  const said = serverSentence(answer);
  if (answer.status === 403) return said ?? 'forbidden';
  if (answer.status >= 300 && answer.status < 400) return `the server redirects (${answer.status}): a login page may stand before the API`;
  const status = `${answer.status} ${answer.statusText}`.trim();
  if (answer.status < 300) return `the server's answer is no Kubernetes object: ${oneLine(answer.text.slice(0, 60)) || 'it is empty'}`;
  return `the server answered ${status}${said === undefined ? '' : `: ${said}`}`;
}

/** The server's sentence: the message of its Status, or a plain text of one line. */
export function serverSentence({ value, text }: JsonAnswer): string | undefined {
  const message = textOf(fieldsOf(value).message);
  if (message !== undefined) return oneLine(message);
  const plain = text.trim();
  return value === undefined && plain !== '' && !plain.startsWith('<') && !plain.includes('\n') ? oneLine(plain) : undefined;
}

/**
 * Whether a 404 says that this very object does not exist. A proxy, a wrong path or a kind that the server does not serve
 * answer 404 as well.
 */
export function saysAbsent({ status, value }: JsonAnswer, name: string): boolean {
  const { kind, reason, details } = fieldsOf(value);
  return status === 404 && kind === 'Status' && reason === 'NotFound' && fieldsOf(details).name === name;
}

function oneLine(text: string): string {
  const line = text
    .slice(0, 4 * longestReason)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > longestReason ? `${line.slice(0, longestReason)}…` : line;
}
