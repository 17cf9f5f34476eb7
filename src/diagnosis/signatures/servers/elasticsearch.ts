import { advise } from '../../words/commands.ts';
import { askNodeOwner, edit, nodeOf, showMounts } from '../remedies.ts';
import { showSecretKeys, showServers, showSettings } from '../settings.ts';
import type { Signature } from '../signature.ts';

/** Elasticsearch, OpenSearch and what Kibana, Dashboards and Logstash say of them. */
export const elasticsearch: readonly Signature[] = [
  {
    id: 'elasticsearch-map-count',
    code: 'not-permitted',
    category: 'privilege',
    pattern:
      /max virtual memory areas vm\.max_map_count \[(?<is>\d{1,9})\](?: is)?(?: likely)? too low,? (?:increase to at least|consider increasing to) \[(?<wanted>\d{1,9})\]/,
    in: 'log',
    cause: (groups, context) =>
      `vm.max_map_count of ${nodeOf(context)} is ${groups.is}, too low for Elasticsearch in ${context.container}, which asks for ${groups.wanted}: a kernel setting of the node, not of the container`,
    fixes: (groups, context) => [
      askNodeOwner(
        context,
        `to set sysctl -w vm.max_map_count=${groups.wanted} for good (/etc/sysctl.d, the node pool's settings, or a privileged DaemonSet)`,
      ),
      edit(
        context,
        `or set it by a privileged init container (securityContext.privileged: true, runAsUser: 0), or do without mmap: node.store.allow_mmap=false`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'bootstrap check failure [1] of [1]: max virtual memory areas vm.max_map_count [65530] is too low, increase to at least [262144]; for more information see [https://www.elastic.co/guide/x.html]',
      '[1]: max virtual memory areas vm.max_map_count [65530] is too low, increase to at least [262144]',
    ],
    lookAlikes: ['vm.max_map_count = 262144', "sysctl: error setting key 'vm.max_map_count': Read-only file system"],
  },
  {
    id: 'elasticsearch-bootstrap-check',
    code: 'bad-config',
    category: 'config',
    pattern:
      /bootstrap check failure \[\d{1,2}\] of \[\d{1,2}\]: (?<why>.{1,120})|\[\d{1,2}\]: (?<why2>(?:max (?:file descriptors|number of threads|size virtual memory)|memory locking requested|the default discovery settings|initial heap size|system call filters).{0,120})|ERROR: \[\d{1,2}\] bootstrap checks failed/,
    in: 'log',
    cause: (groups, context) => `a bootstrap check of Elasticsearch in ${context.container} fails${groups.why ? `: ${groups.why}` : ''}`,
    fixes: (_, context) => [
      showSettings(context),
      edit(
        context,
        'meet what the check names: discovery.seed_hosts and cluster.initial_master_nodes (or discovery.type=single-node), equal Xms and Xmx, bootstrap.memory_lock',
      ),
      askNodeOwner(context, 'to raise the limits of the runtime where the check names file descriptors, threads or locked memory'),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'ERROR: [1] bootstrap checks failed. You must address the points described in the following [1] lines before starting Elasticsearch.',
      '[1]: the default discovery settings are unsuitable for production use; at least one of [discovery.seed_hosts, discovery.seed_providers, cluster.initial_master_nodes] must be configured',
      'bootstrap check failure [1] of [2]: memory locking requested for elasticsearch process but memory is not locked',
    ],
    lookAlikes: ['bound or publishing to a non-loopback address, enforcing bootstrap checks', 'bootstrap finished'],
  },
  {
    id: 'elasticsearch-login',
    code: 'database-auth',
    category: 'db-auth',
    pattern:
      /security_exception|unable to authenticate (?:user \[(?<user>[^\]]{1,80})\]|with provided credentials)|missing authentication credentials for REST request|failed to authenticate user \[(?<user2>[^\]]{1,80})\]|action \[(?<action>[^\]]{1,100})\] is unauthorized|no permissions for \[(?<action2>[^\]]{1,100})\]|Elasticsearch.{0,40}(?:401 Unauthorized|security_exception)/,
    in: 'log',
    cause: (groups, context) =>
      groups.action
        ? `the Elasticsearch user of ${context.container} lacks the right for ${groups.action}`
        : `Elasticsearch refuses the login of ${context.container}${groups.user ? ` as ${groups.user}` : ''} (security_exception): password missing, wrong or changed`,
    fixes: (_, context) => [
      showSettings(context),
      showSecretKeys(context),
      edit(context, 'give it user and password (or API key) of the cluster, such as those of the Secret CLUSTER-es-elastic-user with ECK'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      '{"error":{"root_cause":[{"type":"security_exception","reason":"unable to authenticate user [elastic] for REST request [/]"}]},"status":401}',
      'ResponseError: security_exception: [security_exception] Reason: missing authentication credentials for REST request [/_cluster/health]',
      'no permissions for [indices:admin/create] and User [name=app, backend_roles=[]]',
    ],
    lookAlikes: ['security is enabled', 'unable to authenticate to vault'],
  },
  {
    id: 'elasticsearch-not-ready',
    code: 'connection-refused',
    category: 'dep-no-endpoints',
    pattern:
      /not all primary shards of \[(?<index>[^\]]{1,100})\] index are active|master_not_discovered_exception|master not discovered (?:yet|or elected yet)|(?:no_shard_available_action_exception|all shards failed)|cluster_block_exception|Unable to (?:retrieve version information from Elasticsearch nodes|connect to Elasticsearch)|NoLivingConnectionsError|No [Ll]iving connections|Elasticsearch (?:cluster )?(?:did not respond|is (?:still )?(?:unreachable|not (?:ready|available|yellow|green)))|NoNodeAvailableException|no Elasticsearch node available|NoNodesAvailableException/,
    in: 'log',
    cause: (groups, context) =>
      `Elasticsearch does not serve ${context.container} yet${groups.index ? ` (primary shards of ${groups.index} are not active)` : ''}: no elected master, shards that are not assigned, or no node that answers`,
    fixes: (_, context) => [
      showServers(context),
      showSettings(context),
      advise(
        'look at _cluster/health and _cluster/allocation/explain in one of its pods; a full disk makes indices read-only (flood stage)',
      ),
      edit(context, 'correct URL, scheme (https by default since 8) and credentials, or wait until the cluster is yellow'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'Elasticsearch not all primary shards of [.geoip_databases] index are active',
      '{"error":{"root_cause":[{"type":"master_not_discovered_exception","reason":null}]},"status":503}',
      '[ERROR][elasticsearch-service] Unable to retrieve version information from Elasticsearch nodes. connect ECONNREFUSED 10.96.3.4:9200',
    ],
    lookAlikes: ['Cluster health status changed from [YELLOW] to [GREEN]', 'all shards started'],
  },
  {
    id: 'elasticsearch-data',
    code: 'bad-config',
    category: 'config',
    pattern:
      /failed to obtain node locks, tried \[+(?<path>[^\]]{1,200})|cannot (?:upgrade|downgrade) a node from version \[(?<old>[^\]]{1,40})\]|unknown setting \[(?<setting>[^\]]{1,100})\]|failed to (?:load|parse) (?:SSL configuration|setting) \[(?<setting2>[^\]]{1,100})\]|AccessDeniedException\[(?<path2>[^\]]{1,200})\]/,
    in: 'log',
    cause: (groups, context) =>
      groups.setting
        ? `Elasticsearch in ${context.container} does not accept the setting ${groups.setting}`
        : groups.old
          ? `the data were written by Elasticsearch ${groups.old}, which the release of image ${context.image} cannot take over`
          : `Elasticsearch in ${context.container} cannot use its data path ${groups.path}: another node holds the lock, or the directory does not belong to uid 1000`,
    fixes: (_, context) => [
      showMounts(context),
      showSettings(context),
      edit(context, 'one node a volume, fsGroup: 1000 for the data, releases one major step at a time, and no settings that were removed'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'java.lang.IllegalStateException: failed to obtain node locks, tried [/usr/share/elasticsearch/data]; maybe these locations are not writable',
      'java.lang.IllegalArgumentException: unknown setting [xpack.monitoring.foo] please check that any required plugins are installed',
      'java.lang.IllegalStateException: cannot upgrade a node from version [6.8.23] directly to version [8.13.0]',
    ],
    lookAlikes: ['setting [x] updated', 'using data path [/data]'],
  },
  {
    id: 'elasticsearch-index-missing',
    code: 'dependency-missing',
    category: 'dep-not-found',
    pattern: /no such index \[(?<index>[^\]]{1,100})\]|index_not_found_exception|(?<exists>resource_already_exists_exception)/,
    in: 'log',
    cause: (groups, context) =>
      groups.exists
        ? `the index that ${context.container} creates is already there from an earlier run, and it takes that for an error`
        : `the Elasticsearch index${groups.index ? ` ${groups.index}` : ''} that ${context.container} uses does not exist`,
    fixes: (groups, context) => [
      showSettings(context),
      edit(
        context,
        groups.exists
          ? 'make the step idempotent: look whether the index is there first'
          : 'create the index before, or correct its name and the cluster',
      ),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      '{"error":{"root_cause":[{"type":"index_not_found_exception","reason":"no such index [orders]"}]}}',
      "elasticsearch.NotFoundError: NotFoundError(404, 'index_not_found_exception', 'no such index [orders]', orders, index_or_alias)",
    ],
    lookAlikes: ['index [orders] created', 'no such index page'],
  },
];
