import type { Step } from '../../init/model.ts';
import type { Facts } from '../facts.ts';
import type { Fix } from '../finding.ts';
import { changeContainer, editContainer } from '../words/change-container.ts';
import { changePod } from '../words/change-spec.ts';
import { listed } from '../words/words.ts';
import { type Mounted, userOf, writablePaths } from './mounts.ts';
import type { Refusal } from './refused-path.ts';

/** Why a path is refused, by what the spec says of its volume and of the user, and what to change. */
export interface RefusalReason {
  readonly why: string;
  readonly fixes: readonly Fix[];
  /** What in the spec proves it. */
  readonly spec: string;
}

/** The path lies on a volume. */
export function reasonOnVolume(facts: Facts, step: Step, refusal: Refusal, mounted: Mounted): RefusalReason | undefined {
  const { path, readOnly, change } = refusal;
  const { mount, what, volume } = mounted;
  const at = mount.mountPath ?? path;
  const spec = `${what} at ${at}${mount.readOnly ? ', readOnly: true' : ''}`;
  const paths = writablePaths(facts.pod, step.spec).filter((one) => one !== at);
  const elsewhere = paths.length > 0 ? ` (${listed(paths)})` : ', an emptyDir for example';
  if (mounted.alwaysReadOnly && !readOnly && !change) return ofMode(facts, step, mounted, at, spec);
  if (mounted.alwaysReadOnly) {
    return {
      why: `${at} is a mount of ${what}, and such volumes are always read-only`,
      fixes: [
        editContainer(
          facts,
          step.name,
          `leave ${at} alone and point ${step.name} at a volume that may be written${elsewhere}; copy the file there if it has to be changed (owner and mode: defaultMode, fsGroup)`,
        ),
      ],
      spec,
    };
  }
  // A write to a read-only mount is "read-only file system" (EROFS); "permission denied" (EACCES) has to do with its files.
  const denied = !readOnly && /[Pp]ermission denied|EACCES/.test(refusal.line);
  if (!denied && (mount.readOnly || volume?.persistentVolumeClaim?.readOnly)) {
    return {
      why: `${what} is mounted read-only (readOnly: true) at ${at}`,
      fixes: [
        changeContainer(facts, step.name, `set readOnly: false on the volumeMount ${at} of ${step.name}`, {
          volumeMounts: [{ mountPath: at, name: mount.name, readOnly: false }],
        }),
      ],
      spec,
    };
  }
  if (readOnly)
    return {
      why: `${what}, mounted at ${at}, is read-only on the node: ${volume?.hostPath ? 'an immutable operating system (Flatcar, Talos, Bottlerocket, CoreOS) keeps that directory read-only, or ' : ''}its file system went read-only after an error, or the storage exports it so`,
      fixes: [
        editContainer(
          facts,
          step.name,
          volume?.hostPath
            ? `point the hostPath at a directory of the node that is writable (cniBinDir and the like in the chart values, /opt or /var elsewhere), or have ${what} made writable; see the kernel log of the node for errors of its disk`
            : `repair the file system of ${what} or make its storage writable; see the kernel log of the node`,
        ),
      ],
      spec,
    };
  if (refusal.keep) return copyOf(facts, step, at, mounted, spec);
  return change
    ? ownerOf(facts, step, at, mounted, spec, /[Pp]ermission denied/.test(refusal.line))
    : groupOf(facts, step, at, mounted, spec);
}

/** chown or chmod on a writable volume: only root may, and on NFS not even root. */
function ownerOf(facts: Facts, step: Step, at: string, { what, volume }: Mounted, spec: string, denied: boolean): RefusalReason {
  const uid = userOf(facts.pod, step.spec);
  const { add = [], drop = [] } = step.spec.securityContext?.capabilities ?? {};
  const may = add.some((one) => /^(?:CAP_)?CHOWN$/i.test(one));
  if (!uid && may && drop.some((one) => /^ALL$/i.test(one)) && denied) return behindOthers(facts, step, at, spec);
  const dropped = (step.spec.securityContext?.capabilities?.drop ?? []).some((one) => /^(?:ALL|CHOWN|FOWNER)$/i.test(one));
  const why = uid
    ? `it runs as uid ${uid}, and only root may change owners`
    : dropped
      ? 'its capability CHOWN is dropped (capabilities.drop)'
      : `the storage of ${what} does not let even root change owners (NFS with root_squash, SMB, some CSI drivers)`;
  const group = changePod(
    facts,
    `leave out the chown and set fsGroup in the pod-level securityContext, so that the kubelet gives ${at} to that group`,
    { securityContext: { fsGroup: facts.pod.spec?.securityContext?.fsGroup ?? uid ?? 1000 } },
  );
  const root = changeContainer(facts, step.name, `or let ${step.name} run as root with capability CHOWN`, {
    securityContext: { runAsUser: 0, runAsNonRoot: false, capabilities: { add: ['CHOWN', 'FOWNER'] } },
  });
  const server = editContainer(
    facts,
    step.name,
    `leave out the chown in ${step.name}, and set the owner on the storage (NFS export option no_root_squash, mount options uid and gid)`,
  );
  return { why, fixes: uid || dropped ? (volume?.hostPath ? [root] : [group, root]) : [server], spec };
}

/** Root without DAC_OVERRIDE cannot look into directories of others, so `chown -R` passes once, on the empty volume, and fails ever after. */
function behindOthers(facts: Facts, step: Step, at: string, spec: string): RefusalReason {
  return {
    why: `all capabilities are dropped (drop: ALL) but CHOWN, so root may not look into directories under ${at} that belong to another user: it lacks DAC_OVERRIDE or DAC_READ_SEARCH`,
    fixes: [
      changeContainer(
        facts,
        step.name,
        `add the capability DAC_OVERRIDE (DAC_READ_SEARCH is enough) to ${step.name}, or leave the container out (Grafana: initChownData.enabled: false) and let fsGroup set the group of the volume`,
        { securityContext: { capabilities: { add: ['CHOWN', 'DAC_OVERRIDE'], drop: ['ALL'] } } },
      ),
    ],
    spec,
  };
}

/** A copy that keeps owner and times fails for everybody but the owner of the directory. */
function copyOf(facts: Facts, step: Step, at: string, { what }: Mounted, spec: string): RefusalReason {
  const uid = userOf(facts.pod, step.spec);
  const who = uid === undefined ? 'its user' : uid === 0 ? 'root on this storage' : `uid ${uid} (non-root)`;
  return {
    why: `cp -a and cp -p set them on ${at} (${what}), which belongs to another user than ${who}`,
    fixes: [
      editContainer(
        facts,
        step.name,
        `copy without preserving: cp -r in place of cp -a (upgrade the operator or chart whose release does so), or run ${step.name} with the runAsUser that owns the directory`,
      ),
    ],
    spec,
  };
}

/** No right on a writable volume: its files belong to somebody else. */
function groupOf(facts: Facts, step: Step, at: string, { mount, what, volume }: Mounted, spec: string): RefusalReason {
  const uid = userOf(facts.pod, step.spec);
  const who = uid === undefined ? 'the user of its image' : `uid ${uid}`;
  const group = facts.pod.spec?.securityContext?.fsGroup;
  if (volume?.hostPath && uid === 0 && !step.spec.securityContext?.privileged) return ofLabel(facts, step, at, what, spec);
  if (volume?.hostPath || volume?.nfs) {
    return {
      why: `${what} at ${at} belongs to another user than ${who}, and fsGroup has no effect on such volumes`,
      fixes: [
        editContainer(
          facts,
          step.name,
          `give the directory to ${who} on ${volume.hostPath ? 'the node' : 'the NFS server'} (chown), or run ${step.name} as its owner (runAsUser)`,
        ),
      ],
      spec,
    };
  }
  if (group !== undefined)
    return {
      why: `files on ${what} at ${at} belong to another user than ${who}, though fsGroup ${group} is set: they were written with a mode that excludes the group, or the driver ignores fsGroup`,
      fixes: [
        editContainer(facts, step.name, `run ${step.name} as the owner of the files (runAsUser), or set their mode and group on ${what}`),
      ],
      spec,
    };
  const before = writerBefore(facts, step, mount.name, uid);
  return {
    why: before
      ? `init container ${before}, which ran before as another user (root, unless its image names one), left files on ${what} at ${at} that ${who} may not use, and no fsGroup is set`
      : `${what} at ${at} belongs to root, ${step.name} runs as ${who}, and no fsGroup is set`,
    fixes: [
      ...(before && uid
        ? [
            editContainer(
              facts,
              before,
              `let ${before} hand its files over at its end (chown -R ${uid} ${at}, or chmod -R a+rX), or run both as the same user (runAsUser: ${uid})`,
            ),
          ]
        : []),
      changePod(facts, `set fsGroup: ${uid || 1000} in the pod-level securityContext, so that the volume may be written by that group`, {
        securityContext: { fsGroup: uid || 1000 },
      }),
    ],
    spec: `${spec}; no fsGroup`,
  };
}

/** Root wrote to the volume before: fsGroup does not open files that their mode closes to the group. */
function writerBefore({ pod }: Facts, step: Step, volume: string, uid: number | undefined): string | undefined {
  const init = pod.spec?.initContainers ?? [];
  const before = init.slice(
    0,
    init.findIndex(({ name }) => name === step.name),
  );
  return before.findLast(
    (one) => (userOf(pod, one) ?? 0) !== uid && (one.volumeMounts ?? []).some(({ name, readOnly }) => name === volume && !readOnly),
  )?.name;
}

/** Root is refused on a directory of the host: SELinux keeps containers that are not privileged out of it. */
function ofLabel(facts: Facts, step: Step, at: string, what: string, spec: string): RefusalReason {
  return {
    why: `${what} at ${at} is refused although it runs as root: SELinux (or AppArmor) of the node keeps containers that are not privileged out of directories of the host, or the capability DAC_OVERRIDE is dropped`,
    fixes: [
      changeContainer(
        facts,
        step.name,
        `set securityContext.privileged: true on ${step.name} (or seLinuxOptions.type: spc_t; on OpenShift the SCC privileged for its ServiceAccount), or have the directory labelled container_file_t on the node (chcon -Rt container_file_t)`,
        { securityContext: { privileged: true } },
      ),
    ],
    spec: `${spec}, not privileged`,
  };
}

/** Keys are files of root; a mode without rights for others shuts out everybody else. */
function ofMode(facts: Facts, step: Step, { what, volume, mount }: Mounted, at: string, spec: string): RefusalReason {
  const mode = (volume?.secret ?? volume?.configMap ?? volume?.projected)?.defaultMode;
  const uid = userOf(facts.pod, step.spec);
  return {
    why: `the files of ${what} at ${at} belong to root${mode === undefined ? '' : ` with mode 0${mode.toString(8)}`}, and ${step.name} runs as ${uid === undefined ? 'another user' : `uid ${uid}`}; as a program such a file has no execute bit`,
    fixes: [
      editContainer(
        facts,
        step.name,
        `set defaultMode: 0444 on volume ${mount.name} (0555 for scripts; 0440 together with an fsGroup for private keys)`,
      ),
    ],
    spec,
  };
}
