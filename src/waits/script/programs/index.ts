import type { Check } from '../ledger.ts';
import { APPLICATIONS } from './applications.ts';
import { BROKERS } from './brokers.ts';
import { CODE } from './code.ts';
import { DATABASES } from './databases.ts';
import { FILES } from './files.ts';
import { KUBERNETES } from './kubernetes.ts';
import { NETWORK } from './network.ts';
import type { Program, ProgramCall, ProgramTable } from './program.ts';
import { SERVICES } from './services.ts';
import { STORES } from './stores.ts';
import { namedWait, WAITERS } from './waiters.ts';

const PROGRAMS: ProgramTable = {
  ...NETWORK,
  ...DATABASES,
  ...STORES,
  ...BROKERS,
  ...SERVICES,
  ...WAITERS,
  ...APPLICATIONS,
  ...CODE,
  ...KUBERNETES,
  ...FILES,
};

/** The program of this name, with or without `.sh`, `.py`, `.exe` or a version behind it. */
function programOf(name: string): Program | undefined {
  const plain = name.replace(/\.(?:sh|py|exe|js|rb|pl)$/, '');
  for (const candidate of [name, plain, plain.replace(/[\d.]{1,8}$/, '')])
    if (Object.hasOwn(PROGRAMS, candidate)) return PROGRAMS[candidate];
  return undefined;
}

export function programChecks(call: ProgramCall): readonly Check[] {
  return (programOf(call.name) ?? namedWait)(call);
}
