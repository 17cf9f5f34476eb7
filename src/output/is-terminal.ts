import { fstatSync, statSync } from 'node:fs';
import { isatty } from 'node:tty';

/** Whether somebody looks. Asked of the descriptors: the streams take milliseconds to make. */
export const stdoutIsTerminal = (): boolean => isTerminal(1);
export const stderrIsTerminal = (): boolean => isTerminal(2);

const isTerminal = (descriptor: number): boolean => mightBe(descriptor) && isatty(descriptor);

/** Quick to see, while node:tty takes Bun 2 ms to load. Consoles of Windows may say something else of themselves. */
function mightBe(descriptor: number): boolean {
  if (process.platform === 'win32') return true;
  try {
    const stats = fstatSync(descriptor);
    return stats.isCharacterDevice() && stats.rdev !== statSync('/dev/null').rdev;
  } catch {
    return false;
  }
}
