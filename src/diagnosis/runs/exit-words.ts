import type { Run } from '../../init/model.ts';

/** What an exit code means by custom, as one clause; undefined for codes that only the program itself can explain. */
export function exitMeaning({ exitCode, signal }: Pick<Run, 'exitCode' | 'signal'>): string | undefined {
  const killedBy = signal ?? (exitCode > 128 && exitCode < 160 ? exitCode - 128 : undefined);
  if (killedBy !== undefined && signals[killedBy] !== undefined) return `128 + ${killedBy}: ${signals[killedBy]}`;
  return codes[exitCode];
}

const codes: Readonly<Record<number, string>> = {
  2: 'in shells and many programs: wrong usage or a file that cannot be opened',
  124: 'timeout ended the command',
  125: 'timeout, env or docker themselves failed',
  126: 'a command was found but cannot be executed: no execute bit, or no program',
  127: 'a command was not found: it is not in the image or not in the $PATH',
  128: 'an invalid argument to exit, or git failed',
  255: 'a program ended with -1, ssh failed, or the runtime lost the process',
};

const signals: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT, interrupted',
  3: 'SIGQUIT',
  4: 'SIGILL, an illegal instruction: the program was built for a newer processor',
  6: 'SIGABRT, the program aborted itself',
  7: 'SIGBUS, bad memory access: a damaged file or full shared memory',
  8: 'SIGFPE, an arithmetic error',
  9: 'SIGKILL, killed from outside',
  11: 'SIGSEGV, segmentation fault',
  13: 'SIGPIPE, nobody read its output',
  15: 'SIGTERM, asked to stop',
};
