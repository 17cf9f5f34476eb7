import type { Container, Pod, Volume } from '../../cluster/kubernetes.ts';
import type { FileTarget, WaitOutcome } from '../model.ts';
import { evidenceOf, madeElsewhere, type Writer, writersOf } from './file-writers.ts';
import { absolutePath, type MountedPath, mountedPath, pathIn } from './mounted-path.ts';
import { neighboursInTrouble } from './node-neighbours.ts';
import type { Looked, Standpoint } from './standpoint.ts';
import { filesOf, type VolumeFiles } from './volume-keys.ts';

/** Who makes (or removes) the file that is waited for: from the pod, and from what Kubernetes puts into its volumes. */
export async function lookUpFile(target: FileTarget, at: Standpoint): Promise<Looked> {
  const container = at.pod.spec?.initContainers?.find(({ name }) => name === at.container);
  const path = container && absolutePath(target.path, container);
  const subject = { kind: 'File', name: path ?? target.path };
  if (!container || path === undefined) {
    return { subject, outcome: { state: 'unreadable', reason: `it is not known which file ${JSON.stringify(target.path)} is` } };
  }
  return { subject, outcome: await stateOf(path, target, container, at) };
}

async function stateOf(path: string, { test }: FileTarget, container: Container, at: Standpoint): Promise<WaitOutcome> {
  const file = mountedPath(path, container, at.pod);
  if (!file) return onNoVolume(path, container, at);
  if (file.inVolume === '' && test === 'exists') return { state: 'healthy', detail: `it is where volume ${file.volume.name} is mounted` };
  const files = await filesOf(file.volume, at);
  if (files) return amongFiles(file, files, test);
  const outcome = onVolume(file, test, at);
  const open = outcome.state === 'not-yet' && outcome.behind.length === 0;
  return open ? { ...outcome, behind: await neighboursInTrouble(file.volume, at) } : outcome;
}

/** What the image has there is not known; nobody but the container itself can add to it. */
function onNoVolume(path: string, container: Container, { pod }: Standpoint): WaitOutcome {
  if (/^\/(proc|sys|dev)(\/|$)/.test(path))
    return { state: 'unreadable', reason: `the node's kernel decides what is under ${path.slice(0, 5).replace(/\/$/, '')}` };
  if (evidenceOf(container, path, 'make') === 'acts') return { state: 'own-pod', detail: `container ${container.name} makes it itself` };
  const writer = containersOf(pod).find((other) => other.name !== container.name && evidenceOf(other, path, 'make') === 'acts');
  const apart = writer
    ? `container ${writer.name} writes it, but ${container.name} mounts no volume there, so that they do not share it`
    : undefined;
  return { state: 'file-nobody', detail: apart ?? 'no volume is mounted there, so that no other container can make it' };
}

/** Files that the kubelet lays down from objects: complete when the container starts. */
function amongFiles(
  { volume, inVolume, subPath }: MountedPath,
  { names, whole, sources, missing, reason }: VolumeFiles,
  test: FileTarget['test'],
): WaitOutcome {
  const wanted = inVolume.replace(/^\.\.data\//, '');
  const there = names.some((name) => name === wanted || name.startsWith(`${wanted}/`));
  if (there !== (test === 'absent')) {
    if (there || whole)
      return { state: 'healthy', detail: there ? `volume ${volume.name} has it` : `volume ${volume.name} does not have it` };
  }
  if (!whole) return { state: 'unreadable', reason: reason ?? `the content of volume ${volume.name} is not known` };
  const source = sources.join(' and ') || `volume ${volume.name}`;
  if (there) return { state: 'file-nobody', volume: volume.name, detail: `it comes from ${source}, and stays as long as its key` };
  const absent = missing.length > 0 ? `${missing.join(' and ')} does not exist; ` : '';
  const keys = names.length > 0 ? `the files are ${names.slice(0, 8).join(', ')}` : 'there are no files';
  const later = subPath ? '; a subPath mount gets no later changes' : '';
  return { state: 'file-nobody', volume: volume.name, detail: `${absent}${source} does not give a file ${wanted}: ${keys}${later}` };
}

function onVolume(file: MountedPath, test: FileTarget['test'], at: Standpoint): WaitOutcome {
  const { volume } = file;
  const writers = writersOf(file, test === 'absent' ? 'remove' : 'make', at.container, at.pod);
  const [best] = writers;
  const outside = outsideOf(volume, at);
  const own = at.pod.spec?.initContainers?.find(({ name }) => name === at.container);
  const makers = writersOf(file, 'make', at.container, at.pod);
  const made = makers.some(({ turn, evidence }) => turn !== 'later' && evidence === 'acts');
  if (test === 'absent' && !outside && !made) return { state: 'healthy', detail: `volume ${volume.name} starts empty` };
  if (best && best.evidence === 'acts') return byWriter(best, volume, test);
  if (own && test === 'exists' && evidenceOf(own, file.inVolume, 'make') === 'acts')
    return { state: 'own-pod', detail: `container ${at.container} makes it itself` };
  if (outside) return { state: 'not-yet', detail: outside, behind: [] };
  const elsewhere = test === 'exists' ? madeInOtherPlace(writers, file, at) : undefined;
  if (elsewhere) return { state: 'file-nobody', volume: volume.name, detail: elsewhere };
  if (best) return byWriter(best, volume, test);
  return { state: 'file-nobody', volume: volume.name, detail: `no other container mounts volume ${volume.name} to write to it` };
}

/** Who shares the volume, but makes a file of that name somewhere else. */
function madeInOtherPlace(writers: readonly Writer[], file: MountedPath, { pod }: Standpoint): string | undefined {
  for (const container of containersOf(pod).filter(({ name }) => writers.some((writer) => writer.name === name))) {
    const other = madeElsewhere(container, pathIn(container, file)?.path ?? '');
    if (other !== undefined) return `container ${container.name}, which shares volume ${file.volume.name}, writes ${other} instead`;
  }
  return undefined;
}

const containersOf = ({ spec }: Pod): Container[] => [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];

function byWriter({ name, turn, evidence }: Writer, volume: Volume, test: FileTarget['test']): WaitOutcome {
  const act = test === 'absent' ? 'remove' : 'make';
  if (turn === 'later') return { state: 'file-later', writer: name, volume: volume.name };
  if (turn === 'running') {
    return {
      state: 'not-yet',
      detail: `sidecar ${name}, which runs, ${evidence === 'mounts' ? 'may' : 'is to'} ${act} it on volume ${volume.name}`,
      behind: [],
    };
  }
  return { state: 'file-nobody', volume: volume.name, detail: `init container ${name}, which could ${act} it, is done, and no other does` };
}

/** Who else can write to a volume, as one clause; undefined for volumes that live and die with the pod. */
function outsideOf(
  { name, persistentVolumeClaim, hostPath, csi, ephemeral, emptyDir, image }: Volume,
  { pod }: Standpoint,
): string | undefined {
  if (emptyDir || ephemeral) return undefined;
  const node = pod.spec?.nodeName ? ` (${pod.spec.nodeName})` : '';
  if (persistentVolumeClaim)
    return `it is on PersistentVolumeClaim ${persistentVolumeClaim.claimName}, which pods outside this one may write to`;
  if (hostPath) return `it is on the node${node} under ${hostPath.path}, where something outside this pod has to make it`;
  if (image) return `it is in image ${image.reference ?? ''}, which does not change`;
  if (csi) return `it is on volume ${name} of CSI driver ${csi.driver}, which fills it`;
  return `it is on volume ${name}, which something outside this pod may write to`;
}
