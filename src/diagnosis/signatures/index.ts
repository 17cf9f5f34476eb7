import { aws } from './cloud/aws.ts';
import { azure } from './cloud/azure.ts';
import { clouds } from './cloud/clouds.ts';
import { gcp } from './cloud/gcp.ts';
import { kubernetesClient } from './cloud/kubernetes-client.ts';
import { mesh } from './cloud/mesh.ts';
import { modelHubs } from './cloud/model-hubs.ts';
import { vault } from './cloud/vault.ts';
import { workflows } from './cloud/workflows.ts';
import { data } from './files/data.ts';
import { filesAccess } from './files/files-access.ts';
import { filesPaths } from './files/files-paths.ts';
import { leftOver } from './files/left-over.ts';
import { leftOverOnServers } from './files/left-over-servers.ts';
import { notWritable } from './files/not-writable.ts';
import { applicationKeys } from './languages/application-keys.ts';
import { configuration } from './languages/configuration.ts';
import { java } from './languages/java.ts';
import { languages } from './languages/languages.ts';
import { memory } from './languages/memory.ts';
import { node } from './languages/node.ts';
import { packages } from './languages/packages.ts';
import { python } from './languages/python.ts';
import type { Table } from './match.ts';
import { migrationsFrameworks } from './migrations/migrations-frameworks.ts';
import { migrationsJava } from './migrations/migrations-java.ts';
import { migrationsNode } from './migrations/migrations-node.ts';
import { migrationsPending } from './migrations/migrations-pending.ts';
import { migrationsTools } from './migrations/migrations-tools.ts';
import { dns } from './network/dns.ts';
import { http } from './network/http.ts';
import { network } from './network/network.ts';
import { tls } from './network/tls.ts';
import { tlsHandshake } from './network/tls-handshake.ts';
import { nodeDaemons } from './runtime/node-daemons.ts';
import { registryAccess } from './runtime/registry-access.ts';
import { registryContent } from './runtime/registry-content.ts';
import { registryTransport } from './runtime/registry-transport.ts';
import { runtimeCommand } from './runtime/runtime-command.ts';
import { runtimeCreate } from './runtime/runtime-create.ts';
import { runtimeNode } from './runtime/runtime-node.ts';
import { directories } from './servers/directories.ts';
import { elasticsearch } from './servers/elasticsearch.ts';
import { kafka } from './servers/kafka.ts';
import { messaging } from './servers/messaging.ts';
import { mongodb } from './servers/mongodb.ts';
import { mysqlLogin } from './servers/mysql-login.ts';
import { mysqlServer } from './servers/mysql-server.ts';
import { postgresData } from './servers/postgres-data.ts';
import { postgresLogin } from './servers/postgres-login.ts';
import { postgresServer } from './servers/postgres-server.ts';
import { redis } from './servers/redis.ts';
import { sql } from './servers/sql.ts';
import { stores } from './servers/stores.ts';
import { git } from './shell/git.ts';
import { iptables } from './shell/iptables.ts';
import { kernel } from './shell/kernel.ts';
import { shell } from './shell/shell.ts';
import { shellScript } from './shell/shell-script.ts';
import { terminal } from './shell/terminal.ts';
import { tools } from './shell/tools.ts';
import { usage } from './shell/usage.ts';

/** All tables. Of rows of equal weight that know a line, the one that comes first here is taken: the particular before the general. */
export const tables: readonly Table[] = [
  mesh,
  azure,
  gcp,
  clouds,
  modelHubs,
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
  applicationKeys,
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
  notWritable,
  leftOver,
  leftOverOnServers,
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
