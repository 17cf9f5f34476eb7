import type { Step } from '../../init/model.ts';
import type { Facts } from '../facts.ts';
import { changeContainer, editContainer } from '../words/change-container.ts';
import { listed } from '../words/words.ts';
import { mountOfOthers, userOf, writablePaths } from './mounts.ts';
import type { RefusalReason } from './refusal-reasons.ts';
import type { Refusal } from './refused-path.ts';

/** Code that the image came with: an empty volume over it breaks the program. */
const ofPackages = /\/(?:node_modules|site-packages|dist-packages|vendor|gems|s?bin|lib(?:exec|64)?)\//;
/** What every program of the image looks into. */
const ofSystem = /^\/(?:(?:etc|usr(?:\/\w{1,20})?|var(?:\/lib)?|opt|root)\/)?$/;
const holdsMore = (directory: string): boolean => ofPackages.test(`${directory}/`) || ofSystem.test(`${directory}/`.replace('//', '/'));
/** Configuration of the user: HOME is / for a uid that /etc/passwd does not have. */
const inHome = /^\/\.\w/;

/** The path lies on the file system of the image. */
export function reasonOnImage(facts: Facts, step: Step, { path, readOnly }: Refusal): RefusalReason | undefined {
  const others = mountOfOthers(facts, step.spec, path);
  const uid = userOf(facts.pod, step.spec);
  if (others) {
    const { mount, what } = others.mounted;
    const subPath = mount.subPath === undefined ? '' : ` with subPath ${mount.subPath}`;
    const at = mount.mountPath ?? path;
    return {
      why: `container ${others.container} mounts ${what} at ${at}${subPath}, but ${step.name} has no volumeMount there, so it writes to the file system of its image${uid ? ` as uid ${uid}` : ''}`,
      fixes: [
        changeContainer(facts, step.name, `mount volume ${mount.name}${subPath} at ${at} in ${step.name} too`, {
          volumeMounts: [{ name: mount.name, mountPath: at, ...(mount.subPath !== undefined && { subPath: mount.subPath }) }],
        }),
      ],
      spec: `no volumeMount at ${at}; ${others.container} mounts ${mount.name} there`,
    };
  }
  // A volume cannot be mounted over the root: what lies there directly is its own mount point.
  const directory = path.replace(/\/[^/]*$/, '') || path;
  if (step.spec.securityContext?.readOnlyRootFilesystem === true) {
    return {
      why: `readOnlyRootFilesystem: true makes the file system of its image read-only, and no volume is mounted at ${directory}`,
      fixes: [
        editContainer(
          facts,
          step.name,
          holdsMore(directory)
            ? `let ${step.name} write to a directory of its own with an emptyDir volume on it (one on ${directory} would hide what the image has there), or set readOnlyRootFilesystem: false`
            : `mount an emptyDir volume where ${step.name} writes (${directory}; a volume hides what the image has there), or write ${path} to a mounted volume, or set readOnlyRootFilesystem: false`,
        ),
      ],
      spec: 'securityContext.readOnlyRootFilesystem: true',
    };
  }
  if (readOnly || !uid) return undefined;
  if (inHome.test(path)) return ofHome(facts, step, path, uid);
  const paths = writablePaths(facts.pod, step.spec);
  const elsewhere = paths.length > 0 ? ` (it may write to ${listed(paths)})` : '';
  const built = `give ${directory} to uid ${uid} when the image is built`;
  return {
    why: `it runs as uid ${uid}, and ${path.replace(/\/[^/]*$/, '') || '/'} in image ${step.image} belongs to root; no volume is mounted there`,
    fixes: [
      editContainer(
        facts,
        step.name,
        path === '/etc/passwd'
          ? `let ${step.name} run with runAsGroup: 0, which images for arbitrary uids let write ${path}, or with a uid that the image has in it`
          : holdsMore(directory)
            ? `${built}, or let ${step.name} write elsewhere${elsewhere}; a volume mounted there would hide what the image has in it`
            : `mount a volume (emptyDir) at ${directory} if the image has nothing there that is needed, let ${step.name} write elsewhere${elsewhere}, or ${built}`,
      ),
    ],
    spec: `runAsUser: ${uid}, no volumeMount at ${directory}`,
  };
}

function ofHome(facts: Facts, step: Step, path: string, uid: number): RefusalReason {
  return {
    why: `it runs as uid ${uid}, which has no home directory in image ${step.image}, so HOME is /, which belongs to root`,
    fixes: [
      changeContainer(facts, step.name, `set HOME to a directory that uid ${uid} may write to, so that ${path} is not needed`, {
        env: [{ name: 'HOME', value: '/tmp' }],
      }),
    ],
    spec: `runAsUser: ${uid}, no HOME`,
  };
}
