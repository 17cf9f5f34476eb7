import type { Row } from './row.ts';

/** Volumes that the secrets store CSI driver fills from Vault or a cloud. */
export const secretsStore: readonly Row[] = [
  {
    pattern: /error connecting to provider "?(?<provider>[\w-]{1,60})|provider not found: provider "?(?<absent>[\w-]{1,60})/,
    cause: ({ provider, absent }) => `needs secrets store provider ${provider ?? absent}, which does not run on the node`,
    fix: ({ provider, absent }) =>
      `get the secrets store CSI provider ${provider ?? absent} (its DaemonSet) running on the node; ask the cluster's administrator`,
    look: () => ['get', 'ds', '-A'],
    heals: 'maybe',
  },
  {
    pattern: /failed to get secretproviderclass (?<name>[^,\s]{1,300})/,
    category: 'mount-missing-object',
    cause: ({ name }) => `needs SecretProviderClass ${name}, which does not exist`,
    fix: ({ name }) =>
      `create SecretProviderClass ${name} in the namespace of the pod, or correct secretProviderClass in the volume's attributes`,
    look: (_, { namespace }) => ['get', 'secretproviderclass', '-n', namespace],
    heals: 'no',
  },
  {
    pattern: /failed to mount secrets store objects for pod .{1,300}?(?:desc = |err: )(?<why>.{1,300})/,
    cause: ({ why }) => `cannot be filled by the secrets store: ${why}`,
    fix: () =>
      'correct the names of the secrets in the SecretProviderClass, and give the identity of the pod (its ServiceAccount) the right to read them',
    look: (_, { namespace }) => ['get', 'secretproviderclass', '-n', namespace, '-o', 'yaml'],
    heals: 'no',
  },
];
