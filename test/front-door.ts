import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** One of the things that users run. */
export interface Program {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

/** What `npm run build` makes; another executable, or one from elsewhere, comes from INITDOCTOR_BIN. */
export const onNode: Program = { name: 'bin/run.js', command: [process.execPath, 'bin/run.js'] };
export const executable: Program = { name: 'executable', command: [process.env.INITDOCTOR_BIN ?? 'dist/kubectl-initdoctor'] };
export const programs: readonly Program[] = [onNode, executable];

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

export interface RunOptions {
  /** Added to an environment that knows no cluster and no terminal. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Called for each piece of output. */
  readonly onOutput?: () => void;
}

/** Runs a built program at the root of the repository, in pipes, 80 columns wide unless `env` says otherwise. */
export function run({ command: [file, ...first] }: Program, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return runCommand(file, [...first, ...args], options);
}

/** The same for any command. Never fails: the exit code tells. */
export function runCommand(file: string, args: readonly string[], { env, input = '', onOutput }: RunOptions = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: root, env: { ...homeless, ...env }, stdio: 'pipe' });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    const keepIn = (chunks: Buffer[]) => (chunk: Buffer) => {
      chunks.push(chunk);
      onOutput?.();
    };
    child.stdout.on('data', keepIn(stdout));
    child.stderr.on('data', keepIn(stderr));
    child.stdin.on('error', () => {
      // It need not read what it is given.
    });
    child.stdin.end(input);
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ stdout: Buffer.concat(stdout).toString('utf8'), stderr: Buffer.concat(stderr).toString('utf8'), code }),
    );
  });
}

const homeless = { PATH: process.env.PATH, HOME: '/nonexistent', COLUMNS: '80' };
