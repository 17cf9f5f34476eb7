// What stands where a credential would, and is none.

const reference =
  /^(?:\$[A-Za-z_]\w{0,99}$|\$[({]|%[({]|%[sdvq]$|\{\{?\w|<|\*{2,}$|x{3,}$|\[?(?:redacted|masked|hidden|filtered|sensitive|secret)\b|[{[(]+$|\.{3}|…)/i;

/** A variable, a placeholder, or what somebody has masked already. */
export const isReference = (value: string): boolean => reference.test(value);

const plainWords = new Set(
  (
    'null nil none undefined true false yes no empty blank unset set required missing invalid incorrect wrong expired failed failure denied ' +
    'rejected revoked disabled enabled not is was be must cannot can could should has have for from in on at of to with and or the a an if as by ' +
    'unbound parameter environment variable found error string int value ok bad unknown unauthorized forbidden authentication ' +
    'authorization bearer basic flag option argument field key is/are needs requires need needed does do did used using given provided specified ' +
    'default optional mismatch length type name file path line position column eof before after where when password passwd token secret user'
  ).split(' '),
);

/** A word of a sentence about a credential: `password: required`. */
export const isPlainWord = (value: string): boolean => plainWords.has(value.toLowerCase());

// Base64 begins with a slash at times, but then has upper case.
const path = /^(?:file:\/\/|~|\.{1,2})?(?:\/[a-z0-9._-]{1,100}){1,30}\/?$/;

/** Where a credential lies: `/run/secrets/token`, `https://vault:8200`, `gs://bucket/key`. */
export const isPlace = (value: string): boolean => path.test(value) || /^[a-z][a-z0-9+]{1,10}:\/\/\S/.test(value);

/** As objects of Kubernetes are called: `shop/db-secret`, `db-secret`. */
export const isObjectName = (value: string): boolean =>
  /^(?:[a-z0-9.-]{1,253}\/)?[a-z0-9]{1,63}(?:-[a-z0-9]{1,63}){1,20}$/.test(value) ||
  /^[a-z][a-z0-9-]{0,62}\/[a-z][a-z0-9.-]{0,252}$/.test(value);

/** Letters and digits mixed, or signs that no word has. */
export const looksMade = (value: string): boolean =>
  value.length >= 6 && ((/\d/.test(value) && /[A-Za-z]/.test(value)) || /[!@#$%^&*+=~?]/.test(value.replace(/[!?]$/, '')));
