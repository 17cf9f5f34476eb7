import type { Container } from '../../cluster/kubernetes.ts';

/** Command and arguments on one line, as somebody would read them; empty when the image says what runs. */
export const commandText = ({ command = [], args = [] }: Container): string =>
  [...command, ...args].join(' ').replaceAll(/\s+/g, ' ').slice(0, 4000);
