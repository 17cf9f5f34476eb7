import type { Fix } from '../finding.ts';
import { changePod, editSpec, setImage } from '../words/change-spec.ts';
import { advise, inspect, mutate } from '../words/commands.ts';
import { recreatePod } from '../words/replace-object.ts';
import { ofInitContainer, showPod } from '../words/show-pod.ts';
import type { SignatureContext } from './signature.ts';

/** Fixes that many signatures share, in terms of the container that printed the line. */

/** Opens the template of the workload. */
export const edit = (context: SignatureContext, text: string): Fix => editSpec(context, text);

/** Changes fields of the init container in the workload's template, by a patch that finds it by name. */
export const patchContainer = (context: SignatureContext, text: string, fields: object): Fix =>
  patchPod(context, text, { initContainers: [{ name: context.container, ...fields }] });

/** Changes fields of the pod's spec in the workload's template. */
export const patchPod = (context: SignatureContext, text: string, fields: object): Fix => changePod(context, text, fields);

export const changeImage = (context: SignatureContext, text: string, image: string): Fix =>
  setImage(context, text, context.container, image);

export const recreate = (context: SignatureContext, text: string): Fix => recreatePod(context, text);

/** For what an earlier run left in a volume. */
export const onceMore = (context: SignatureContext): Fix =>
  recreate(
    context,
    'where the volume is an emptyDir, delete the pod: the next one starts with an empty volume; data of a persistent volume stays',
  );

/** Prints a field of the init container's spec: `.command`, `.volumeMounts`. */
export const showField = (context: SignatureContext, text: string, ...fields: readonly string[]): Fix =>
  showPod(context, text, ofInitContainer(context.container, ...fields));

export const showCommand = (context: SignatureContext): Fix =>
  showField(context, `see the command that ${context.container} runs`, '.command', '.args');

export const showMounts = (context: SignatureContext): Fix =>
  showPod(
    context,
    `see the volumes of the pod and what ${context.container} mounts`,
    '{.spec.volumes}',
    ofInitContainer(context.container, '.volumeMounts'),
  );

export const showSecurity = (context: SignatureContext): Fix =>
  showPod(
    context,
    `see the securityContext of the pod and of ${context.container}`,
    '{.spec.securityContext}',
    ofInitContainer(context.container, '.securityContext'),
  );

export const showEvents = (context: SignatureContext, text: string): Fix =>
  inspect(text, 'events', '-n', context.namespace, '--for', `pod/${context.pod}`);

/** Without a known node: the list of nodes. */
export const showNode = (context: SignatureContext, text: string): Fix =>
  context.node ? inspect(text, 'describe', 'node', context.node) : inspect(text, 'get', 'nodes', '-o', 'wide');

/** A command run in the pod's network by a throw-away container, which stays listed in the pod until it is recreated. */
export const tryInPod = (context: SignatureContext, text: string, image: string, ...command: readonly string[]): Fix =>
  mutate(text, 'debug', context.pod, '-n', context.namespace, '-it', `--image=${image}`, '--', ...command);

/** A command run in a new pod of the same image, which is removed afterwards. */
export const tryImage = (context: SignatureContext, text: string, ...command: readonly string[]): Fix =>
  mutate(
    text,
    'run',
    'initdoctor-try',
    '-n',
    context.namespace,
    '--rm',
    '-it',
    '--restart=Never',
    `--image=${context.image}`,
    '--command',
    '--',
    ...command,
  );

/** For what only the owner of the machine can do. */
export const askNodeOwner = (context: SignatureContext, what: string): Fix => advise(`ask whoever runs ${nodeOf(context)} ${what}`);

/** `node-1`, or words that stand in its place. */
export const nodeOf = ({ node }: SignatureContext): string => (node ? `node ${node}` : 'the node');
