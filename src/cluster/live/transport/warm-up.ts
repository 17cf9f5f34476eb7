import { namesProxy } from './proxy-choice.ts';

/** What Bun's fetch takes beyond the standard (bun.com/docs/runtime/networking/fetch). */
interface ToSocket extends RequestInit {
  readonly unix: string;
}

/**
 * Bun sets TLS up in a thread of its own, at the first https request: 3 ms that pass while the program loads when it is told early.
 * The request goes to a socket that is none, so nothing is sent.
 */
export function warmUp(): void {
  if (!('Bun' in globalThis) || namesProxy(process.env)) return;
  const nowhere: ToSocket = { unix: '/dev/null' };
  fetch('https://localhost', nowhere).catch(() => {});
}
