import type { Volume } from '../../../cluster/kubernetes.ts';
import type { Facts, Need } from '../../facts.ts';
import { describe } from '../../files/mounts.ts';
import type { Fix } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { roleOf } from '../../runs/failed-run.ts';
import { type StartFailure, startFailure } from '../../runs/start-failure.ts';
import { editContainer } from '../../words/change-container.ts';
import { advise } from '../../words/commands.ts';
import { fromObject, fromSpec } from '../../words/evidence.ts';
import { ofInitContainer, showPod } from '../../words/show-pod.ts';
import { listed } from '../../words/words.ts';

const mismatch = /not a directory|is a directory|Are you trying to mount a directory (?:onto|on to) a file/i;
const target = /(?:to rootfs at|at) "(?<path>[^"]{1,500})"|mount [^"\s]{1,500}:(?<bare>\/[^\s:,]{1,400})/;

/** A directory is mounted over a file, or a file over a directory: mostly a ConfigMap without `subPath`. */
export const mountOverFile: Rule = {
  id: 'mount-over-file',
  needs(facts) {
    const volume = mounted(facts)?.described.volume;
    return volume ? objectOf(volume) : [];
  },
  judge(facts) {
    const found = mounted(facts);
    if (!found) return [];
    const { failure, path, mount, described } = found;
    const { step } = failure;
    const { subPath } = mount;
    const keys = keysOf(facts, described.volume);
    const keyMissing = subPath !== undefined && keys !== undefined && !keys.includes(subPath);
    const why =
      subPath === undefined
        ? described.volume?.hostPath
          ? `${described.what} is a directory on the node, where a file was expected (a hostPath without type makes a directory of a path that did not exist)`
          : `${described.what} is mounted as a directory over ${path}, which is a file in the image (no subPath)`
        : keyMissing
          ? `${described.what} has no key ${subPath}, so subPath ${subPath} became an empty directory, which cannot be mounted over the file ${path}`
          : `subPath ${subPath} of ${described.what} and ${path} in the image are not of one kind: one is a file, the other a directory`;
    return [
      {
        code: 'mount-over-file',
        category: 'create-container',
        severity: 'error',
        container: step.name,
        cause: `${roleOf(step)} ${step.name} cannot start: ${why} (not a directory)`,
        fixes: fixesFor(facts, found, keys),
        evidence: [
          failure.evidence,
          fromSpec(
            `volumeMount ${path} of ${step.name}`,
            `volume ${mount.name} (${described.what})${subPath === undefined ? ', no subPath' : `, subPath ${subPath}`}`,
          ),
          ...(keys ? [fromObject(described.what, `keys: ${keys.join(', ') || 'none'}`)] : []),
        ],
        heals: 'no',
        confidence: 'certain',
        depth: 'root',
      },
    ];
  },
};

function mounted(facts: Facts) {
  const failure: StartFailure | undefined = startFailure(facts);
  if (!failure || !/mount/.test(failure.text) || !mismatch.test(failure.text)) return undefined;
  const groups = target.exec(failure.text)?.groups ?? {};
  const path = (groups.path ?? groups.bare ?? '').replace(/^\/.{0,300}\/(?:rootfs|merged)(?=\/)/, '').replace(/\/$/, '');
  const mount = (failure.step.spec.volumeMounts ?? []).find(({ mountPath }) => mountPath?.replace(/\/$/, '') === path);
  return mount && { failure, path, mount, described: describe(facts.pod, mount) };
}

const objectOf = ({ configMap, secret }: Volume): Need[] => {
  if (configMap?.name) return [{ kind: 'ConfigMap', name: configMap.name }];
  return secret?.secretName ? [{ kind: 'Secret', name: secret.secretName }] : [];
};

/** The files of a ConfigMap or Secret volume, as far as they can be read. */
function keysOf({ around }: Facts, volume: Volume | undefined): string[] | undefined {
  const items = volume?.configMap?.items ?? volume?.secret?.items;
  if (items) return items.flatMap(({ path }) => path ?? []);
  const name = volume?.configMap?.name ?? volume?.secret?.secretName;
  if (!name) return undefined;
  const read = around.get(volume?.configMap ? 'ConfigMap' : 'Secret', name);
  return read.state === 'found' ? Object.keys(read.value.data ?? {}) : undefined;
}

function fixesFor(
  facts: Facts,
  { failure, path, mount, described }: NonNullable<ReturnType<typeof mounted>>,
  keys: readonly string[] | undefined,
): Fix[] {
  const { step } = failure;
  const file = path.split('/').at(-1) ?? '';
  const key = keys?.includes(file) ? file : (keys?.[0] ?? 'KEY');
  const look = showPod(facts, `see the mounts of ${step.name}`, ofInitContainer(step.name, '.volumeMounts'));
  if (described.volume?.hostPath && mount.subPath === undefined) {
    return [
      advise(
        `remove the directory ${described.volume.hostPath.path} on node ${facts.pod.spec?.nodeName ?? 'of the pod'}, make it a file there, and set the hostPath type to File or FileOrCreate`,
      ),
      look,
    ];
  }
  if (mount.subPath !== undefined) {
    return [
      editContainer(
        facts,
        step.name,
        `set subPath to an existing key of ${described.what}${keys && keys.length > 0 ? ` (${listed(keys)})` : ''}, or mount it where the image has the same kind (file or directory)`,
      ),
      look,
    ];
  }
  return [
    editContainer(
      facts,
      step.name,
      `mount a directory of its own, or one file: mountPath ${path} with subPath: ${key} (a mount with subPath gets no updates)`,
    ),
    look,
  ];
}
