/** One way to go on, as shells show it. */
export interface Candidate {
  readonly word: string;
  readonly says?: string;
}

export interface Answer {
  readonly candidates: readonly Candidate[];
  /** Cobra's bits for the shell, as kubectl passes them on. */
  readonly directive: number;
}

/** `ShellCompDirective` of github.com/spf13/cobra. */
const noSpace = 2;
const noFiles = 4;
const keepOrder = 32;

export const nothing: Answer = { candidates: [], directive: noFiles };
/** The shell completes the name of a file. */
export const files: Answer = { candidates: [], directive: 0 };

/** Those that go on as it was begun, in their order. After `deploy/` the name follows at once. */
export function among(candidates: readonly Candidate[], begun: string): Answer {
  const fitting = candidates.filter(({ word }) => word.startsWith(begun));
  const unfinished = fitting.length > 0 && fitting.every(({ word }) => word.endsWith('/') || word.endsWith('='));
  return { candidates: fitting, directive: noFiles + keepOrder + (unfinished ? noSpace : 0) };
}

export const plain = (words: Iterable<string>): Candidate[] => [...words].map((word) => ({ word }));

/** A line for each, and the directive. Names from a cluster are cut where a line would end. */
export const printed = ({ candidates, directive }: Answer): string =>
  [...candidates.map(({ word, says }) => (says ? `${inLine(word)}\t${inLine(says)}` : inLine(word))), `:${directive}`, ''].join('\n');

const inLine = (text: string): string => (text.split(/[\u0000-\u001f\u007f-\u009f]/, 1)[0] ?? '').slice(0, 300);
