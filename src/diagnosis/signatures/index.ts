import { filesAccess } from './files-access.ts';
import { filesPaths } from './files-paths.ts';
import type { Table } from './match.ts';
import { registryAccess } from './registry-access.ts';
import { registryContent } from './registry-content.ts';
import { registryTransport } from './registry-transport.ts';
import { runtimeCommand } from './runtime-command.ts';
import { runtimeCreate } from './runtime-create.ts';
import { runtimeNode } from './runtime-node.ts';
import { shell } from './shell.ts';
import { shellScript } from './shell-script.ts';

/** All tables. Of rows of equal weight that know a line, the one that comes first here is taken: the particular before the general. */
export const tables: readonly Table[] = [
  shellScript,
  shell,
  runtimeCommand,
  runtimeCreate,
  runtimeNode,
  registryAccess,
  registryContent,
  registryTransport,
  filesAccess,
  filesPaths,
];
