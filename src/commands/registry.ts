import type { Command } from '@oclif/core/command';

type CommandClass = typeof Command & { run(argv: string[], config: unknown): Promise<unknown> };

/** Each verb loads when it is asked for: a start pays only for what it runs. */
export const commands: Readonly<Record<string, () => Promise<CommandClass>>> = {
  describe: async () => (await import('./describe.ts')).Describe,
  logs: async () => (await import('./logs.ts')).Logs,
  wait: async () => (await import('./wait.ts')).Wait,
  explain: async () => (await import('./explain.ts')).Explain,
  demo: async () => (await import('./demo.ts')).Demo,
};
