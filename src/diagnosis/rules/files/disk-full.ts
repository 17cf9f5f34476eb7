import type { Step } from '../../../init/model.ts';
import type { Facts } from '../../facts.ts';
import { type Mounted, mountAt, writablePaths } from '../../files/mounts.ts';
import type { Finding, Fix } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { commandText } from '../../runs/command-text.ts';
import { type FailedRun, failedRun, lineEvidence, roleOf } from '../../runs/failed-run.ts';
import { quotable } from '../../signatures/lines.ts';
import { editContainer } from '../../words/change-container.ts';
import { inspect } from '../../words/commands.ts';
import { fromSpec } from '../../words/evidence.ts';
import { showPod } from '../../words/show-pod.ts';

const full = /[Nn]o space left on (?:the )?device|ENOSPC|[Dd]isk quota exceeded|[Dd]isk (?:is )?full|[Ff]ile system (?:is )?full/;
const otherwise = /inotify|file watchers|semaphore|shared memory|cgroup/i;
const quotedPath = /[‘'"`](?<path>\/[^‘'"’`]{1,300})[’'"`]/;
const barePath = /(?:^|[\s:=(])(?<path>\/[^\s:,'"‘’()]{1,300})/g;

/** Which volume it is that takes no more, where the line names a path on one, or only one can be meant. */
export const diskFull: Rule = {
  id: 'disk-full',
  judge(facts) {
    const failed = failedRun(facts);
    const line = failed?.lines
      .slice(-30)
      .map(quotable)
      .findLast((one) => full.test(one) && !otherwise.test(one));
    if (!failed || line === undefined) return [];
    const { step } = failed;
    const named = quotedPath.exec(line)?.groups?.path ?? [...line.matchAll(barePath)].at(-1)?.groups?.path;
    const path = named ?? likelyPlace(facts, step);
    const mounted = path === undefined ? undefined : mountAt(facts.pod, step.spec, path);
    const reason = path !== undefined && mounted && reasonOf(facts, failed, mounted);
    if (!reason) return [];
    const finding: Finding = {
      code: 'disk-full',
      category: 'disk',
      severity: 'error',
      container: step.name,
      cause: `${roleOf(step)} ${step.name} cannot write ${named ?? `to ${path}`} (no space left on device): ${reason.why}`,
      fixes: reason.fixes,
      evidence: [lineEvidence(failed, line), fromSpec(`volume ${mounted.mount.name}`, `${mounted.what} at ${mounted.mount.mountPath}`)],
      heals: 'no',
      confidence: named === undefined ? 'likely' : 'certain',
      depth: 'root',
      explains: ['disk-full', 'exit-code'],
    };
    return [finding];
  },
};

/** tar and others name files relative to where they unpack: the one volume that is meant, by the command or as there is no other. */
function likelyPlace({ pod }: Facts, step: Step): string | undefined {
  const paths = writablePaths(pod, step.spec);
  const text = commandText(step.spec);
  const told = paths.filter((path) => text.includes(path));
  const [only, ...others] = told.length > 0 ? told : paths;
  return others.length === 0 ? only : undefined;
}

interface Reason {
  readonly why: string;
  readonly fixes: readonly Fix[];
}

function reasonOf(facts: Facts, { step }: FailedRun, { mount, volume, what }: Mounted): Reason | undefined {
  const claim = volume?.persistentVolumeClaim?.claimName;
  if (claim) {
    return {
      why: `${what}, mounted at ${mount.mountPath}, is full`,
      fixes: [
        inspect(
          `enlarge claim ${claim} where its StorageClass allows it (spec.resources.requests.storage), or clear old data from it; see its size`,
          'get',
          'pvc',
          claim,
          '-n',
          facts.namespace,
          '-o',
          'wide',
        ),
        editContainer(facts, step.name, `or let ${step.name} write less`),
      ],
    };
  }
  if (volume?.emptyDir?.medium !== 'Memory') return undefined;
  const limit = volume.emptyDir.sizeLimit;
  const bound = limit ? `its sizeLimit of ${limit}` : 'the memory limit of the pod or half the memory of the node';
  return {
    why: `${what} at ${mount.mountPath} lives in memory (medium Memory) and is full at ${bound}`,
    fixes: [
      editContainer(
        facts,
        step.name,
        `${limit ? `raise sizeLimit of emptyDir volume ${mount.name} above ${limit}` : `set a larger memory limit on ${step.name}`} (what lies in it counts as memory of ${step.name}), leave out medium: Memory so that it lies on the disk of the node, or write less`,
      ),
      showPod(facts, 'see the volumes of the pod', '{.spec.volumes}'),
    ],
  };
}
