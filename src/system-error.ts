/** What an error of the system or the runtime is called (`ENOENT`); empty where it has no such name. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
