import type { Fix } from '../finding.ts';
import { inspect } from '../words/commands.ts';
import { showField } from './remedies.ts';
import type { SignatureContext } from './signature.ts';

/** Looks at where programs get their settings from, and at the servers that they log in to. */

export const showSettings = (context: SignatureContext): Fix =>
  showField(context, `see where ${context.container} gets its settings from`, '.command', '.args', '.env', '.envFrom');

/** `describe` prints names and sizes of the keys, never their values. */
export const showSecretKeys = ({ namespace }: SignatureContext): Fix =>
  inspect('see which Secrets and keys exist (no values are printed)', 'describe', 'secrets', '-n', namespace);

export const showConfigMaps = ({ namespace }: SignatureContext): Fix =>
  inspect('see the ConfigMaps of the namespace', 'get', 'configmaps', '-n', namespace);

export const showServers = ({ namespace }: SignatureContext): Fix =>
  inspect('see whether the server runs, since when, and behind which Service', 'get', 'pods,services', '-n', namespace, '-o', 'wide');

export const showReplicas = ({ namespace }: SignatureContext): Fix =>
  inspect('see which pods do the same at the same time', 'get', 'pods', '-n', namespace, '-o', 'wide');
