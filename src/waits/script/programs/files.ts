import { parseArguments } from '../arguments.ts';
import type { Check } from '../ledger.ts';
import type { ProgramCall, ProgramTable } from './program.ts';

/** `ls FILE`, `stat FILE`: succeed once the file is there. */
function looksAt({ name, args }: ProgramCall): readonly Check[] {
  const { operands, rest } = parseArguments(args, { short: name === 'stat' ? 'cft' : 'IwT' });
  const path = [...operands, ...rest][0];
  if (!path?.startsWith('/') || path.startsWith('/dev/')) return [];
  return [{ target: { kind: 'file', path, test: 'exists' }, program: name, guard: true }];
}

export const FILES: ProgramTable = { ls: looksAt, stat: looksAt };
