import { mask, type Writing } from './mask.ts';
import { isReference } from './values.ts';

// The user, the host and what follows are kept: a reader needs them. A password that holds a slash is told from a port and a path by
// the digits of the port.
const inAddress =
  /(\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s:@/"'`<>]{0,200}):([^\s/"'`<>]{1,300}(?=@)|(?!\d{1,5}[/?#,])[^\s@"'`<>]{1,300}(?=@))/gi;
/** As the Go driver of MySQL writes it: `app:secret@tcp(db:3306)/shop`. */
const inGoAddress = /(\b[\w.-]{1,64}):([^\s@:"'`]{1,200})(?=@(?:tcp6?|unix|cloudsql)\()/g;
/** A token alone before the host, as for git; a mere name of a user is shorter, or has no digit. */
const aloneInAddress = /(\bhttps?:\/\/)(?=[^\s@/]{0,200}\d)[\w.~-]{20,300}(?=@)/gi;

/** Passwords in addresses: `postgres://app:secret@db:5432/shop`. */
export const addresses: readonly Writing[] = [
  {
    words: ['://'],
    replace: (text) =>
      text
        .replace(inAddress, (whole, before: string, password: string) => (isReference(password) ? whole : `${before}:${mask}`))
        .replace(aloneInAddress, (_, before: string) => before + mask),
  },
  { words: ['@tcp', '@unix', '@cloudsql'], replace: (text) => text.replace(inGoAddress, (_, user: string) => `${user}:${mask}`) },
];
