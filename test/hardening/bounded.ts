import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Program } from '../front-door.ts';
import type { Run } from './tally.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Bounds {
  readonly env?: Readonly<Record<string, string>>;
  /** Where it is started; the root of the repository when missing. */
  readonly folder?: string;
  /** Milliseconds after which the run has hung. */
  readonly most: number;
  /** Milliseconds after which it is interrupted, as by Ctrl-C; then it has ten seconds to end. */
  readonly interruptAfter?: number;
  /** Asks for the memory it took; costs a look into /proc every few milliseconds. */
  readonly measured?: boolean;
  /** Fed to stdin for as long as it is read. */
  readonly feed?: () => Buffer;
}

/** A run whose most memory, in MiB, is known where it was `measured` on Linux. */
export type BoundedRun = Run & { readonly memory: number };

/** Runs a built program and ends it where it does not end in time. */
export function runWithin({ command: [file, ...first] }: Program, args: readonly string[], bounds: Bounds): Promise<BoundedRun> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH, HOME: '/nonexistent', COLUMNS: '400', ...bounds.env };
    const child = spawn(file, [...first, ...args], { cwd: bounds.folder ?? root, env, stdio: 'pipe', detached: true });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    let hung = false;
    let memory = 0;
    // Ctrl-C reaches what a program has started as well.
    const signal = (name: NodeJS.Signals) => child.pid !== undefined && process.kill(-child.pid, name);
    const kill = () => {
      hung = true;
      signal('SIGKILL');
    };
    const timers = [setTimeout(kill, bounds.most)];
    if (bounds.interruptAfter !== undefined) {
      const interrupt = () => {
        signal('SIGINT');
        timers.push(setTimeout(kill, 10_000));
      };
      timers.push(setTimeout(interrupt, bounds.interruptAfter));
    }
    const look = bounds.measured ? setInterval(() => (memory = Math.max(memory, peakMemory(child.pid))), 10) : undefined;
    child.stdout.on('data', (chunk: Buffer) => keep(stdout, chunk));
    child.stderr.on('data', (chunk: Buffer) => keep(stderr, chunk));
    child.stdin.on('error', () => {});
    if (bounds.feed) feedOn(child.stdin, bounds.feed);
    else child.stdin.end();
    child.on('error', reject);
    child.on('close', (status, endedBy) => {
      // As a shell tells it.
      const code = endedBy === 'SIGINT' ? 130 : status;
      for (const timer of timers) clearTimeout(timer);
      clearInterval(look);
      resolve({ stdout: text(stdout), stderr: text(stderr), code, hung, memory });
    });
  });
}

const mostChunks = 1000;

/** What never ends is known by its beginning. */
function keep(chunks: Buffer[], chunk: Buffer): void {
  if (chunks.length < mostChunks) chunks.push(chunk);
}

const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString('utf8');

function feedOn(stdin: NodeJS.WritableStream & { readonly destroyed?: boolean }, feed: () => Buffer): void {
  const write = () => {
    while (!stdin.destroyed && stdin.write(feed()));
  };
  stdin.on('drain', write);
  write();
}

function peakMemory(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
