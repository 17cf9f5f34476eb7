import { warmUp } from '../cluster/live/transport/warm-up.ts';
import type { BaseCommand } from './shared/base.ts';

interface CommandClass extends Omit<typeof BaseCommand, 'start'> {
  start(argv: readonly string[], id: string): Promise<void>;
}

/** Each verb loads when it is asked for: a start pays only for what it runs. */
export const commands: Readonly<Record<string, () => Promise<CommandClass>>> = {
  describe: asking(async () => (await import('./describe.ts')).Describe),
  logs: asking(async () => (await import('./logs.ts')).Logs),
  wait: asking(async () => (await import('./wait.ts')).Wait),
  explain: async () => (await import('./explain.ts')).Explain,
  demo: async () => (await import('./demo.ts')).Demo,
};

/** A command that asks a server as soon as it has loaded. */
function asking<T>(load: () => Promise<T>): () => Promise<T> {
  return () => {
    warmUp();
    return load();
  };
}
