import { nearMisses } from '../../../cluster/near-miss.ts';
import type { Facts, Need } from '../../facts.ts';
import { type Mounted, mountAt, mountOfOthers } from '../../files/mounts.ts';
import type { Finding } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { type FailedRun, failedRun, lineEvidence, roleOf } from '../../runs/failed-run.ts';
import { quotable } from '../../signatures/lines.ts';
import { changeContainer, editContainer } from '../../words/change-container.ts';
import { inspect } from '../../words/commands.ts';
import { fromObject, fromSpec } from '../../words/evidence.ts';
import { ofAllContainers, showPod } from '../../words/show-pod.ts';
import { listed } from '../../words/words.ts';

const absent =
  /[Ii]s a directory|EISDIR|[Nn]o such file or directory|ENOENT|NoSuchFile|FileNotFound|cannot find the (?:file|path)|(?:file|directory|path) .{0,200}(?:does not exist|not found)|does not exist/;
const quotedPath = /[‘'"`](?<path>\/[^‘'"’`]{1,300})[’'"`]/;
const barePath = /(?:^|[\s:=(])(?<path>\/[^\s:,'"‘’()]{1,300})/g;

/** A file is not where the container looks: because only the app mounts its volume, or its ConfigMap or Secret has no such key. */
export const missingFile: Rule = {
  id: 'missing-file',
  needs(facts) {
    const found = told(facts);
    const source = found?.mounted && objectOf(found.mounted);
    return source ? [source] : [];
  },
  judge(facts) {
    const found = told(facts);
    if (!found) return [];
    const finding = found.mounted ? noSuchKey(facts, found, found.mounted) : notMounted(facts, found);
    return finding ? [finding] : [];
  },
};

interface Missing {
  readonly failed: FailedRun;
  readonly line: string;
  readonly path: string;
  readonly mounted?: Mounted;
}

function told(facts: Facts): Missing | undefined {
  const failed = failedRun(facts);
  for (const raw of failed?.lines.slice(-30).toReversed() ?? []) {
    const line = quotable(raw);
    if (!failed || !absent.test(line)) continue;
    const isDirectory = /[Ii]s a directory|EISDIR/.test(line);
    const named = quotedPath.exec(line)?.groups?.path ?? [...line.matchAll(barePath)].at(-1)?.[1];
    const subPaths = (failed.step.spec.volumeMounts ?? []).filter(({ subPath }) => subPath !== undefined);
    // `cat: read error: Is a directory` names no file: it can only be the one that is mounted by a subPath.
    const path = named ?? (isDirectory && subPaths.length === 1 ? subPaths[0]?.mountPath : undefined);
    if (path === undefined) continue;
    const mounted = mountAt(facts.pod, failed.step.spec, path);
    if (isDirectory && mounted?.mount.subPath === undefined) continue;
    return { failed, line, path, ...(mounted && { mounted }) };
  }
  return undefined;
}

function notMounted(facts: Facts, { failed, line, path }: Missing): Finding | undefined {
  const { step } = failed;
  const other = mountOfOthers(facts, step.spec, path);
  if (!other) return undefined;
  const { mount, what } = other.mounted;
  const at = mount.mountPath ?? path;
  return {
    ...base(failed),
    cause: `${path} does not exist in ${roleOf(step)} ${step.name} (no such file or directory): container ${other.container} mounts ${what} at ${at}, but ${step.name} has no volumeMount there`,
    fixes: [
      changeContainer(facts, step.name, `mount volume ${mount.name} at ${at} in ${step.name} too`, {
        volumeMounts: [{ name: mount.name, mountPath: at, ...(mount.subPath !== undefined && { subPath: mount.subPath }) }],
      }),
      see(facts),
    ],
    evidence: [lineEvidence(failed, line), fromSpec(`volumeMounts of ${other.container}`, `${what} at ${at}; none there in ${step.name}`)],
  };
}

function noSuchKey(facts: Facts, { failed, line, path }: Missing, { mount, volume, what }: Mounted): Finding | undefined {
  const need = volume && objectOf({ volume });
  const read =
    need?.name === undefined
      ? undefined
      : need.kind === 'Secret'
        ? facts.around.get('Secret', need.name)
        : facts.around.get('ConfigMap', need.name);
  if (!volume || !read || read.state === 'denied') return undefined;
  if (read.state === 'absent') return noSuchObject(facts, { failed, line, path }, what);
  const items = volume.configMap?.items ?? volume.secret?.items;
  const files = items ? items.flatMap((item) => item.path ?? []) : Object.keys(read.value.data ?? {});
  const file = mount.subPath ?? path.slice((mount.mountPath ?? '').replace(/\/$/, '').length + 1);
  if (file === '' || files.includes(file)) return undefined;
  const near = nearMisses(file, files)[0];
  const emptyDirectory = mount.subPath !== undefined;
  const { step } = failed;
  return {
    ...base(failed),
    cause: `${path} ${emptyDirectory ? 'is an empty directory' : 'does not exist'} in ${roleOf(step)} ${step.name} (${emptyDirectory ? `is a directory: a subPath that is missing becomes one` : 'no such file or directory'}): ${mount.mountPath} is ${emptyDirectory ? `subPath ${file} of ` : ''}${what}, which has no key ${file}; it has ${listed(files) || 'none'}${near ? `, perhaps ${near} was meant` : ''}`,
    fixes: [
      editContainer(
        facts,
        step.name,
        emptyDirectory
          ? `set subPath of the volumeMount ${mount.mountPath} to an existing key${near ? ` (${near})` : ''}, or add key ${file} to ${what}`
          : near
            ? `use ${mount.mountPath}/${near} in the command of ${step.name}, or add key ${file} to ${what}`
            : `add key ${file} to ${what}, or correct the path in the command of ${step.name}`,
      ),
      see(facts),
    ],
    evidence: [lineEvidence(failed, line), fromObject(what, `keys: ${files.join(', ') || 'none'}`)],
  };
}

/** Only an optional volume mounts without its object: as an empty directory. */
function noSuchObject(facts: Facts, { failed, line, path }: Missing, what: string): Finding {
  const { step } = failed;
  return {
    ...base(failed),
    code: 'config-missing-object',
    category: 'config-missing-object',
    cause: `${path} does not exist in ${roleOf(step)} ${step.name} (no such file or directory): it should come from ${what}, which does not exist in namespace ${facts.namespace}; as the volume is optional, it is mounted empty`,
    fixes: [
      inspect(
        `create ${what} with the file that ${step.name} reads as a key, and recreate the pod, or let ${step.name} do without it; see which there are`,
        'get',
        `${what.split(' ')[0]?.toLowerCase()}s`,
        '-n',
        facts.namespace,
      ),
      see(facts),
    ],
    evidence: [lineEvidence(failed, line), fromObject(what, 'not found')],
  };
}

function objectOf({ volume }: Pick<Mounted, 'volume'>): (Need & { kind: 'ConfigMap' | 'Secret' }) | undefined {
  if (volume?.configMap?.name) return { kind: 'ConfigMap', name: volume.configMap.name };
  return volume?.secret?.secretName ? { kind: 'Secret', name: volume.secret.secretName } : undefined;
}

const base = ({ step }: FailedRun) => ({
  code: 'bad-config' as const,
  category: 'config' as const,
  severity: 'error' as const,
  container: step.name,
  heals: 'no' as const,
  confidence: 'likely' as const,
  depth: 'root' as const,
  explains: ['bad-config', 'exit-code', 'command-not-found'] as const,
});

const see = (facts: Facts) => showPod(facts, 'compare the mounts of all containers', ofAllContainers('.volumeMounts'));
