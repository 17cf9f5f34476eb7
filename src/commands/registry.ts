import type { BaseCommand } from './shared/base.ts';

interface CommandClass extends Omit<typeof BaseCommand, 'start'> {
  start(argv: readonly string[], id: string): Promise<void>;
}

/** Each verb loads when it is asked for: a start pays only for what it runs. */
export const commands: Readonly<Record<string, () => Promise<CommandClass>>> = {
  describe: async () => (await import('./describe.ts')).Describe,
  logs: async () => (await import('./logs.ts')).Logs,
  wait: async () => (await import('./wait.ts')).Wait,
  explain: async () => (await import('./explain.ts')).Explain,
  demo: async () => (await import('./demo.ts')).Demo,
};
