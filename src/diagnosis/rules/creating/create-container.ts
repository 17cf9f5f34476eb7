import type { Category, Finding } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { roleOf } from '../../runs/failed-run.ts';
import { type StartFailure, startFailure } from '../../runs/start-failure.ts';
import { editContainer } from '../../words/change-container.ts';
import { describePod } from '../../words/pod-commands.ts';
import { clause } from '../../words/words.ts';

interface Meaning {
  readonly pattern: RegExp;
  readonly category?: Category;
  /** What happened, before the quoted words; groups of the pattern are filled in. */
  readonly why: (groups: Readonly<Record<string, string | undefined>>) => string;
  readonly fix: string;
  readonly heals?: Finding['heals'];
}

/** What the kubelet itself says while it prepares a container; the words of runtimes are in the tables of signatures. */
const meanings: readonly Meaning[] = [
  {
    pattern: /unable to set memory limit to (?<bytes>\d{1,20})|memory limit too (?:low|small)|minimum memory limit/,
    category: 'oom',
    why: () => 'its memory limit is too small even for the runtime to start it (a few MiB are needed)',
    fix: 'raise the memory limit of the container: 16Mi is about the least that works, and a bare number counts bytes',
  },
  {
    pattern: /failed to (?:prepare subPath|create subPath directory) for volumeMount "(?<mount>[^"]{1,253})"/,
    why: ({ mount }) => `the subPath of volumeMount ${mount} cannot be made on its volume`,
    fix: 'see that the subPath is relative, has no .., is no file on the volume, and that the volume may be written (or holds it already)',
  },
  {
    pattern:
      /failed to sync (?<kind>configmap|secret) cache: timed out waiting for the condition|object "[^"]{1,253}"\/"(?<name>[^"]{1,253})" not registered/,
    category: 'node',
    why: ({ kind, name }) =>
      `the kubelet could not read ${kind ?? 'object'}${name ? ` ${name}` : 's'} of the pod from the API server in time`,
    fix: 'wait a minute: the kubelet asks again; if it stays, see whether the node reaches the API server and is in good health',
    heals: 'by-itself',
  },
  {
    pattern: /services have not yet been read at least once/,
    category: 'node',
    why: () => 'the kubelet has just started and has not read the Services yet',
    fix: 'wait a minute: the kubelet tries again by itself',
    heals: 'by-itself',
  },
  {
    pattern: /environment variable key "(?<key>[^"]{1,253})" not found in file "(?<file>[^"]{1,500})"|couldn't parse env file/,
    category: 'config',
    why: ({ key, file }) =>
      key
        ? `its environment takes key ${key} from file ${file}, which does not hold it`
        : 'the file that its environment is read from cannot be parsed',
    fix: "let the init container before it write the file as KEY='value' lines with that key, or mark the fileKeyRef optional",
  },
  {
    pattern: /invalid (?<what>volume|subPath|mount path|mountPath)|must be an absolute path|path must (?:be|not)/i,
    category: 'config',
    why: ({ what }) => `its ${what ?? 'mount path'} is invalid`,
    fix: 'correct the mountPath: an absolute path in the container',
  },
];

/** The container cannot be created or started, for whatever reason no other rule knows: the words are quoted. */
export const createContainer: Rule = {
  id: 'create-container',
  judge(facts) {
    const failure = startFailure(facts);
    if (!failure) return [];
    const { step } = failure;
    const meaning = ofWorkingDirectory(failure) ?? meanings.find(({ pattern }) => pattern.test(failure.text));
    const groups = meaning?.pattern.exec(failure.text)?.groups ?? {};
    const why = meaning ? `${meaning.why(groups)} (${inner(failure)})` : `the runtime says: ${inner(failure)}`;
    return [
      {
        code: failure.started ? 'start-error' : 'create-container',
        category: meaning?.category ?? (failure.started ? 'start-error' : 'create-container'),
        severity: 'error',
        container: step.name,
        cause: `${roleOf(step)} ${step.name} cannot be ${failure.started ? 'started' : 'created'}: ${why}`,
        fixes: [
          editContainer(
            facts,
            step.name,
            meaning?.fix ?? 'change in its spec what the runtime names: its command, mounts, limits or securityContext',
          ),
          describePod(facts, 'see the whole message and its events'),
        ],
        evidence: [failure.evidence],
        heals: meaning?.heals ?? 'no',
        confidence: meaning ? 'certain' : 'likely',
        depth: meaning ? 'cause' : 'symptom',
      },
    ];
  },
};

/** The runtime makes the working directory where it is missing, and enters it as the user of the container. */
function ofWorkingDirectory({ step, text }: StartFailure): Meaning | undefined {
  const directory = step.spec.workingDir;
  const refused =
    directory === undefined || directory === ''
      ? undefined
      : /(?:mkdir|chdir to cwd \("?|working directory) ?"?(?<path>\/[^\s":)]{0,300})/.exec(text);
  if (!directory || !refused?.groups?.path || !directory.startsWith(refused.groups.path)) return undefined;
  return {
    pattern: /(?:)/,
    category: 'config',
    why: () => `its workingDir ${directory} is no directory that it can enter`,
    fix: `set workingDir to a directory of image ${step.image} or of a volume that ${step.name} mounts and that its user may enter (${directory} is a file, or closed to it), or leave workingDir out`,
  };
}

/** The frames of containerd, its shim and runc say nothing; what counts comes after them. */
function inner({ text }: StartFailure): string {
  const parts = text.split(
    /(?:failed to create (?:containerd task|shim task)|OCI runtime create failed|runc create failed|unable to start container process|error during container init|container create failed|rpc error: code = \w{1,20} desc =|Error response from daemon): ?/,
  );
  return clause((parts.at(-1) ?? text).replace(/: unknown$/, ''), 260);
}
