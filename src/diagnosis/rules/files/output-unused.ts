import type { Container, Pod } from '../../../cluster/kubernetes.ts';
import type { Facts } from '../../facts.ts';
import { within } from '../../files/mounts.ts';
import type { Finding } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { editContainer } from '../../words/change-container.ts';
import { fromSpec } from '../../words/evidence.ts';
import { ofAllContainers, showPod } from '../../words/show-pod.ts';

/** An init container makes files where no app container looks for them. A warning: the spec alone says so. */
export const outputUnused: Rule = {
  id: 'output-unused',
  judge(facts) {
    const { pod, progress } = facts;
    const trouble = progress.phase === 'initialized' && progress.apps.some(({ state }) => state === 'failed');
    if (!trouble) return [];
    return (pod.spec?.initContainers ?? [])
      .filter(({ restartPolicy }) => restartPolicy !== 'Always')
      .flatMap((container) => unseen(facts, container));
  },
};

function unseen(facts: Facts, container: Container): Finding[] {
  const { pod } = facts;
  const script = [...(container.command ?? []), ...(container.args ?? [])].join(' ');
  const onVolume = (container.volumeMounts ?? []).find(
    (mount) => isEmptyDir(pod, mount.name) && writesTo(script, mount.mountPath ?? '') && !mountedLater(pod, container, mount.name),
  );
  if (onVolume) {
    return [
      finding(
        facts,
        container,
        `${container.name} writes to ${onVolume.mountPath} on the emptyDir volume ${onVolume.name}, which no other container mounts, so the app never sees it`,
        `mount volume ${onVolume.name} in the app container too`,
        `volumeMount ${onVolume.name} only in ${container.name}`,
      ),
    ];
  }
  const other = (pod.spec?.containers ?? [])
    .flatMap(({ name, volumeMounts }) => (volumeMounts ?? []).map((mount) => ({ name, mount })))
    .find(
      ({ mount }) =>
        isEmptyDir(pod, mount.name) &&
        writesTo(script, mount.mountPath ?? '') &&
        !(container.volumeMounts ?? []).some(
          ({ mountPath, name }) => name === mount.name || within(mount.mountPath ?? '', mountPath ?? '-'),
        ),
    );
  if (!other) return [];
  const { mount, name } = other;
  return [
    finding(
      facts,
      container,
      `${container.name} writes to ${mount.mountPath}, where container ${name} mounts volume ${mount.name}, but ${container.name} does not mount it: what it writes is lost with its own file system`,
      `mount volume ${mount.name} at ${mount.mountPath} in ${container.name} too`,
      `no volumeMount of ${mount.name} in ${container.name}`,
    ),
  ];
}

function finding(facts: Facts, { name }: Container, cause: string, fix: string, evidence: string): Finding {
  return {
    code: 'output-unused',
    category: 'config',
    severity: 'warning',
    container: name,
    cause,
    fixes: [showPod(facts, 'compare the mounts of all containers', ofAllContainers('.volumeMounts')), editContainer(facts, name, fix)],
    evidence: [fromSpec(`volumeMounts of ${name}`, evidence)],
    heals: 'no',
    confidence: 'possible',
    depth: 'cause',
  };
}

const isEmptyDir = (pod: Pod, name: string): boolean => (pod.spec?.volumes ?? []).some((volume) => volume.name === name && volume.emptyDir);

const mountedLater = (pod: Pod, { name: own }: Container, volume: string): boolean =>
  [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])].some(
    ({ name, volumeMounts }) => name !== own && (volumeMounts ?? []).some((mount) => mount.name === volume),
  );

/** A redirection, a copy, a download: the path stands where files are written to. */
function writesTo(script: string, path: string): boolean {
  if (path.length < 2) return false;
  const at = script.indexOf(path);
  return (
    at >= 0 &&
    /(?:>{1,2} ?|\b(?:cp|mv|install|rsync|tee|touch|mkdir|tar|unzip|curl|wget|git|ln)\b[^;&|]{0,400}\s|(?:-o|-O|-C|-d|-P|--output|--target)[ =]?)['"]?$/.test(
      script.slice(Math.max(0, at - 450), at),
    )
  );
}
