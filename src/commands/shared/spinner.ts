import { stderrIsTerminal } from '../../output/is-terminal.ts';

/** Longer than a blink: what is quicker shows no spinner, and does not load one. */
const blinkMilliseconds = 300;

/** Runs work with a spinner on stderr, only on a terminal, only when it takes longer than a blink. */
export async function withSpinner<T>(text: string, work: () => Promise<T>): Promise<T> {
  const working = work();
  let stop = () => {};
  let done = false;
  const timer = setTimeout(async () => {
    if (!stderrIsTerminal() || process.env.TERM === 'dumb') return;
    const { default: ora } = await import('ora');
    if (!done) stop = startSpinner(ora, text);
  }, blinkMilliseconds);
  try {
    return await working;
  } finally {
    done = true;
    clearTimeout(timer);
    stop();
  }
}

function startSpinner(ora: typeof import('ora')['default'], text: string): () => void {
  // ora would otherwise swallow what is typed meanwhile, Ctrl-C among it.
  const spinner = ora({ text, stream: process.stderr, discardStdin: false }).start();
  return () => spinner.stop();
}
