import { quotable } from '../signatures/lines.ts';

/** A path that a program was refused. */
export interface Refusal {
  readonly path: string;
  readonly line: string;
  /** The file system is read-only, whoever asks. */
  readonly readOnly: boolean;
  /** Owner, mode or times were to be changed. */
  readonly change: boolean;
  /** A copy wants to keep the owner, the mode or the times of its source (`cp -a`, `cp -p`). */
  readonly keep: boolean;
}

const refused =
  /[Rr]ead-only file ?system|[Oo]peration not permitted|[Pp]ermission denied|EACCES|EROFS|EPERM|AccessDenied(?:Exception)?\b|UnauthorizedAccessException/;
/** In words of the program's own. */
const notWritable =
  /(?:[Cc]an't|[Cc]an ?not|[Cc]ould not|[Uu]nable to) write (?:in|on|to|into) |\bis (?:not|NOT) writ(?:e)?able|not have (?:write )?permissions? (?:on|for|to|in) /;
/** A full disk is no refusal, and a warning no end: "Skipping preferred cache folder "/x" because it is not writable". */
const noRefusal = /[Nn]o space left|because it is not writ|^\W{0,3}warn/i;
const owners =
  /\b(?:l|f)?(?:chown|chmod|chgrp|chattr|setfacl)\b|changing (?:ownership|permissions|group)|preserv\w{0,4} (?:ownership|permissions|times)|utime/;
const keeps = /\b(?:cp|rsync|install)\b.{0,20}preserv/;
/** Quoted, else the last absolute path of the line. */
const quotedPath = /[‘'"`](?<path>\/[^‘'"’`]{1,300})[’'"`]/;
const barePath = /(?:^|[\s:=(])(?<path>\/[^\s:,'"‘’()]{1,300})/g;

/** Other reasons than the file itself for the same words. */
const elsewhere =
  /iptables|ip6tables|nf_tables|publickey|mount:|unshare|nsenter|sysctl|socket|bind\b|listen|setgroups|setuid|ptrace|bpf|modprobe|denied for (?:user|table|relation|schema|database)|docker\.sock/i;

/** The last line that refuses a path. */
export function pathInRefusal(lines: readonly string[]): Refusal | undefined {
  for (const raw of lines.slice(-60).toReversed()) {
    const line = quotable(raw);
    if (!(refused.test(line) || (notWritable.test(line) && !noRefusal.test(line))) || elsewhere.test(line)) continue;
    // The interpreter's own file comes first: `/entrypoint.sh: line 3: /data/x: Permission denied`.
    const named = quotedPath.exec(line)?.groups?.path ?? [...line.matchAll(barePath)].at(-1)?.groups?.path;
    if (named === undefined) continue;
    const path = named.replace(/(?<=[^/])\/\.?$/, '').replace(/^\/{2,}/, '/');
    const readOnly = /[Rr]ead-only file ?system|EROFS/.test(line);
    return { path, line, readOnly, change: owners.test(line) && !/[Rr]ead-only/.test(line), keep: keeps.test(line) };
  }
  return undefined;
}
