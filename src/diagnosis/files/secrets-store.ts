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
    pattern:
      /failed to mount secrets store objects for pod (?:.{1,600}?https:\/\/(?<host>[\w.-]{1,120})\/secrets\/(?<secret>[\w-]{1,127}))?.{1,1200}?(?<refused>not authorized to perform: [\w:]{1,80}|AccessDeniedException|PermissionDenied|ForbiddenByRbac|(?:does not have|no) secrets get permission|40[13] (?:Forbidden|Unauthorized)|Status(?:Code)?=40[13]|[Cc]ode: 403|permission denied)/,
    cause: ({ host, secret, refused }) =>
      `cannot be filled by the secrets store: ${host ? `${host} (key vault)` : 'it'} refuses the identity of the pod the permission to read ${secret ? `secret ${secret}` : 'a secret that its SecretProviderClass names'} (${refused})`,
    fix: () =>
      'give the identity that the SecretProviderClass uses (of the ServiceAccount of the pod, or of the node) the role that may read secrets there (Key Vault Secrets User, secretsmanager:GetSecretValue, secretmanager.secretAccessor, a Vault policy)',
    look: (_, { namespace }) => ['get', 'secretproviderclass', '-n', namespace, '-o', 'yaml'],
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
