import { boolean, integer, string } from '@oclif/core/flags';

const group = 'CONNECTION';
const connection = <const Options extends object>(options: Options) => ({ ...options, helpGroup: group });

/** The global flags of kubectl, and the dump that can stand in for a cluster. */
export const clusterFlags = {
  from: string({
    description: 'read a dump instead of a cluster: a must-gather, a cluster-info dump, YAML or JSON files, or - for stdin',
    helpValue: 'PATH',
  }),
  namespace: string({ char: 'n', description: 'namespace to look in' }),
  kubeconfig: string(connection({ description: 'path of the kubeconfig' })),
  context: string(connection({ description: 'context of the kubeconfig' })),
  cluster: string(connection({ description: 'cluster of the kubeconfig' })),
  user: string(connection({ description: 'user of the kubeconfig' })),
  server: string(connection({ char: 's', description: 'address and port of the API server' })),
  token: string(connection({ description: 'bearer token' })),
  as: string(connection({ description: 'user to impersonate' })),
  'as-group': string(connection({ description: 'group to impersonate; may be repeated', multiple: true, multipleNonGreedy: true })),
  'as-uid': string(connection({ description: 'UID to impersonate' })),
  'as-user-extra': string(
    connection({ description: 'extra to impersonate, KEY=VALUE; may be repeated', multiple: true, multipleNonGreedy: true }),
  ),
  'request-timeout': string(
    connection({ description: 'give up on a request after this long (1s, 2m, 3h; 0 never); by default 30s, and 5s once one took so long' }),
  ),
  'certificate-authority': string(connection({ description: 'path of the certificate authority' })),
  'client-certificate': string(connection({ description: 'path of the client certificate' })),
  'client-key': string(connection({ description: 'path of the client key' })),
  'insecure-skip-tls-verify': boolean(connection({ description: 'do not verify the certificate of the server' })),
  'tls-server-name': string(connection({ description: 'name to expect in the certificate of the server' })),
  v: integer(connection({ char: 'v', description: 'print requests to stderr: 6 to 9', default: 0 })),
} as const;

export const selectionFlags = {
  'all-namespaces': boolean({ char: 'A', description: 'look in every namespace' }),
  selector: string({ char: 'l', description: 'label selector' }),
  'field-selector': string({ description: 'field selector' }),
} as const;

export const colorFlag = {
  color: string({ description: 'when to colour', options: ['auto', 'always', 'never'], default: 'auto' }),
} as const;

export const outputFlag = {
  output: string({ char: 'o', description: 'print the report as a document instead of text', options: ['json', 'yaml'] }),
  'show-secrets': boolean({ description: 'show what looks like a credential in logs and messages, instead of ****' }),
} as const;

/** Of what reports on targets: where to look, at which pods, and how to show what was found. */
export const reportFlags = { ...clusterFlags, ...selectionFlags, ...outputFlag, ...colorFlag } as const;
