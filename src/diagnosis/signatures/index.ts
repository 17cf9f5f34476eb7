import { aws } from './aws.ts';
import { azure } from './azure.ts';
import { configuration } from './configuration.ts';
import { data } from './data.ts';
import { directories } from './directories.ts';
import { dns } from './dns.ts';
import { elasticsearch } from './elasticsearch.ts';
import { filesAccess } from './files-access.ts';
import { filesPaths } from './files-paths.ts';
import { gcp } from './gcp.ts';
import { git } from './git.ts';
import { http } from './http.ts';
import { iptables } from './iptables.ts';
import { java } from './java.ts';
import { kafka } from './kafka.ts';
import { kernel } from './kernel.ts';
import { kubernetesClient } from './kubernetes-client.ts';
import { languages } from './languages.ts';
import { leftOver } from './left-over.ts';
import type { Table } from './match.ts';
import { memory } from './memory.ts';
import { mesh } from './mesh.ts';
import { messaging } from './messaging.ts';
import { migrationsFrameworks } from './migrations-frameworks.ts';
import { migrationsJava } from './migrations-java.ts';
import { migrationsNode } from './migrations-node.ts';
import { migrationsPending } from './migrations-pending.ts';
import { migrationsTools } from './migrations-tools.ts';
import { mongodb } from './mongodb.ts';
import { mysqlLogin } from './mysql-login.ts';
import { mysqlServer } from './mysql-server.ts';
import { network } from './network.ts';
import { node } from './node.ts';
import { nodeDaemons } from './node-daemons.ts';
import { packages } from './packages.ts';
import { postgresData } from './postgres-data.ts';
import { postgresLogin } from './postgres-login.ts';
import { postgresServer } from './postgres-server.ts';
import { python } from './python.ts';
import { redis } from './redis.ts';
import { registryAccess } from './registry-access.ts';
import { registryContent } from './registry-content.ts';
import { registryTransport } from './registry-transport.ts';
import { runtimeCommand } from './runtime-command.ts';
import { runtimeCreate } from './runtime-create.ts';
import { runtimeNode } from './runtime-node.ts';
import { shell } from './shell.ts';
import { shellScript } from './shell-script.ts';
import { sql } from './sql.ts';
import { stores } from './stores.ts';
import { terminal } from './terminal.ts';
import { tls } from './tls.ts';
import { tlsHandshake } from './tls-handshake.ts';
import { tools } from './tools.ts';
import { usage } from './usage.ts';
import { vault } from './vault.ts';
import { workflows } from './workflows.ts';

/** All tables. Of rows of equal weight that know a line, the one that comes first here is taken: the particular before the general. */
export const tables: readonly Table[] = [
  mesh,
  azure,
  gcp,
  workflows,
  stores,
  aws,
  vault,
  kubernetesClient,
  git,
  postgresLogin,
  postgresServer,
  postgresData,
  mysqlLogin,
  mysqlServer,
  mongodb,
  redis,
  messaging,
  kafka,
  elasticsearch,
  directories,
  migrationsJava,
  migrationsTools,
  migrationsPending,
  migrationsFrameworks,
  migrationsNode,
  sql,
  java,
  node,
  python,
  languages,
  configuration,
  tools,
  iptables,
  kernel,
  shellScript,
  shell,
  runtimeCommand,
  runtimeCreate,
  runtimeNode,
  registryAccess,
  registryContent,
  registryTransport,
  nodeDaemons,
  filesAccess,
  filesPaths,
  leftOver,
  usage,
  terminal,
  memory,
  tls,
  tlsHandshake,
  http,
  dns,
  network,
  data,
  packages,
];
