import { advise } from '../../words/commands.ts';
import { edit, showCommand, showMounts } from '../remedies.ts';
import { showSecretKeys, showServers, showSettings } from '../settings.ts';
import type { Signature } from '../signature.ts';

/** Kafka, as its tools and the clients of all languages put it. */
export const kafka: readonly Signature[] = [
  {
    id: 'kafka-login',
    code: 'database-auth',
    category: 'db-auth',
    pattern:
      /SaslAuthenticationException|SASL (?:\S{1,30} )?[Aa]uthentication (?:failed|error)|SASL authentication error|Authentication failed during authentication due to invalid credentials with SASL mechanism (?<mechanism>\S{1,30})|(?:Topic|Group|Cluster|TransactionalId)AuthorizationException(?:: (?<why>.{1,120}))?|(?:TOPIC|GROUP|CLUSTER)_AUTHORIZATION_FAILED|Client SASL mechanism '(?<mechanism2>[^']{1,30})' not enabled|UnsupportedSaslMechanismException|Could not find a 'KafkaClient' entry in the JAAS configuration/,
    in: 'log',
    cause: (groups, context) =>
      groups.why
        ? `the Kafka user of ${context.container} lacks the right (${groups.why})`
        : `Kafka refuses the login of ${context.container} (SASL${groups.mechanism ? ` ${groups.mechanism}` : ''}): wrong user or password, or a mechanism that the listener does not offer`,
    fixes: (_, context) => [
      showSettings(context),
      showSecretKeys(context),
      edit(
        context,
        'correct sasl.jaas.config, sasl.mechanism and security.protocol for the listener of this port (env or mounted properties)',
      ),
      advise('or let the owner of the cluster add the user or its ACL (KafkaUser with Strimzi, kafka-acls)'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'org.apache.kafka.common.errors.SaslAuthenticationException: Authentication failed during authentication due to invalid credentials with SASL mechanism SCRAM-SHA-512',
      'org.apache.kafka.common.errors.TopicAuthorizationException: Not authorized to access topics: [orders]',
      'KafkaJSSASLAuthenticationError: SASL PLAIN authentication failed: Authentication failed: Invalid username or password',
      '%3|1714813200.000|FAIL|rdkafka#producer-1| SASL authentication error: Authentication failed',
    ],
    lookAlikes: ['SASL authentication succeeded', 'smtp; 535 authentication failed'],
  },
  {
    id: 'kafka-topic-missing',
    code: 'dependency-missing',
    category: 'dep-not-found',
    pattern:
      /UnknownTopicOrPartition(?:Exception)?|UNKNOWN_TOPIC_OR_PART(?:ITION)?|This server does not host this topic-partition|Topic '?(?<name>[\w.-]{1,200})'? (?:does not exist|not present in metadata)|(?:unknown|missing) topics?:? \[?(?<name2>[\w.-]{1,200})|MissingSourceTopicException/,
    in: 'log',
    cause: (groups, context) =>
      `the Kafka topic${groups.name ? ` ${groups.name}` : ''} that ${context.container} uses does not exist on this cluster, and is not created automatically (or the user may not see it)`,
    fixes: (groups, context) => [
      showSettings(context),
      advise(
        `create the topic${groups.name ? ` ${groups.name}` : ''} first (a KafkaTopic, kafka-topics --create --if-not-exists), or correct its name`,
      ),
      edit(context, 'correct the topic or the bootstrap servers in its settings'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'org.apache.kafka.common.errors.UnknownTopicOrPartitionException: This server does not host this topic-partition.',
      "Error while executing topic command : Topic 'orders' does not exist as expected",
      'org.apache.kafka.common.errors.TimeoutException: Topic orders not present in metadata after 60000 ms.',
    ],
    lookAlikes: ["Topic 'orders' already exists.", 'Created topic orders.'],
  },
  {
    id: 'kafka-bootstrap-name',
    code: 'dns-failed',
    category: 'dns',
    pattern:
      /Couldn't resolve server (?<host>[\w.-]{1,200}:\d{1,5}) from (?:\W{0,2})?bootstrap\.servers|No resolvable bootstrap urls|DNS lookup failed for (?<host2>[\w.-]{1,200}:\d{1,5})|Failed to resolve '(?<host3>[\w.-]{1,200}:\d{1,5})'/,
    in: 'log',
    cause: (groups, context) =>
      `the name of the Kafka bootstrap server${groups.host ? ` ${groups.host}` : ''} that ${context.container} uses cannot be resolved: no such Service, or another namespace`,
    fixes: (_, context) => [
      showServers(context),
      showSettings(context),
      edit(
        context,
        'correct bootstrap.servers; a Service of another namespace is named SERVICE.NAMESPACE (CLUSTER-kafka-bootstrap with Strimzi)',
      ),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      "WARN Couldn't resolve server kafka:9092 from bootstrap.servers as DNS resolution failed for kafka (org.apache.kafka.clients.ClientUtils)",
      'org.apache.kafka.common.config.ConfigException: No resolvable bootstrap urls given in bootstrap.servers',
      "%3|1714813200.000|FAIL|rdkafka#producer-1| [thrd:kafka:9092/bootstrap]: kafka:9092/bootstrap: Failed to resolve 'kafka:9092': Name or service not known",
    ],
    lookAlikes: ['bootstrap.servers = [kafka:9092]', "Failed to resolve import '@app/x'"],
  },
  {
    id: 'kafka-unreachable',
    code: 'connection-refused',
    category: 'dep-no-endpoints',
    pattern:
      /Timed out waiting for a node assignment|Connection to node -?\d{1,5} \((?<host>[\w./-]{1,200}:\d{1,5})\) could not be established|[Bb]roker may not be available|NoBrokersAvailable|Failed to (?:get|fetch) (?:broker )?metadata|Failed to update metadata after|kafka: client has run out of available brokers|Disconnected from node|LEADER_NOT_AVAILABLE|Expected \d{1,3} brokers but found only \d{1,3}|(?<![\w.-])(?<host2>[\w.-]{1,200}:\d{2,5})\/(?:bootstrap|\d{1,5}): Connect to|(?:[Rr]eplication factor: \d{1,3} larger than available brokers: (?<brokers>\d{1,3}))/,
    in: 'log',
    cause: (groups, context) =>
      groups.brokers
        ? `the Kafka cluster has fewer brokers (${groups.brokers}) than the replication factor that ${context.container} asks for`
        : `${context.container} reaches no Kafka broker${groups.host ? ` (${groups.host})` : ''}: the broker is not up, the bootstrap address or listener is wrong, or the address that the broker advertises is not reachable from the pod`,
    fixes: (_, context) => [
      showServers(context),
      showSettings(context),
      edit(
        context,
        'correct bootstrap.servers (the Service of the listener for the cluster and its port), and security.protocol: plain text to a TLS listener times out too',
      ),
      advise('let advertised.listeners of the brokers name addresses that the pods resolve'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'org.apache.kafka.common.errors.TimeoutException: Timed out waiting for a node assignment. Call: listTopics',
      '[2026-05-04 09:00:00,123] WARN [AdminClient clientId=adminclient-1] Connection to node -1 (kafka/10.96.3.4:9092) could not be established. Broker may not be available.',
      'kafka.errors.NoBrokersAvailable: NoBrokersAvailable',
      'kafka: client has run out of available brokers to talk to: EOF',
      'Error while executing topic command : Replication factor: 3 larger than available brokers: 1.',
    ],
    lookAlikes: ['kafka broker 1 is registered', "Topic 'orders' does not exist"],
  },
  {
    id: 'kafka-cluster-id',
    code: 'bad-config',
    category: 'config',
    pattern:
      /InconsistentClusterIdException|The Cluster ID (?<id>\S{1,60}) doesn't match stored clusterId|No `?meta\.properties`? found in|Log directory (?<path>\S{1,200}) is (?:already|not) formatted|InconsistentBrokerIdException|ERROR.{0,60}Invalid cluster\.id in/,
    in: 'log',
    cause: (groups, context) =>
      `the data of Kafka in ${context.container} belong to another cluster or are not formatted${groups.id ? ` (cluster ID ${groups.id})` : ''}: the volume outlived its cluster, or kafka-storage format is missing`,
    fixes: (_, context) => [
      showMounts(context),
      showCommand(context),
      edit(context, 'give the cluster ID that meta.properties of the volume names; let kafka-storage format run with --ignore-formatted'),
      advise('a new ZooKeeper or controller makes a new ID: keep both volumes together, or start with both empty if the data may be lost'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "kafka.common.InconsistentClusterIdException: The Cluster ID abc doesn't match stored clusterId Some(def) in meta.properties.",
      'Log directory /var/lib/kafka/data is already formatted. Use --ignore-formatted to ignore this directory and format the others.',
      'Exception in thread "main" java.lang.RuntimeException: No `meta.properties` found in /var/lib/kafka/data (have you run `kafka-storage.sh` to format the directory?)',
    ],
    lookAlikes: ['Cluster ID: abc', 'Formatting /var/lib/kafka/data with metadata.version 3.6'],
  },
];
