/** What an answer may have before it is given up: the longest lists of large clusters have half of it. Bytes. */
export const mostBytes = 128 * 1024 * 1024;
export const mostBytesOfAnError = 64 * 1024;
/** Within this the head of a stream comes. Milliseconds. */
export const answersWithin = 30_000;
