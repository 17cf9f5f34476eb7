import type { PersistentVolumeClaim } from '../../cluster/kubernetes.ts';
import type { Fix } from '../finding.ts';
import { inspect } from '../words/commands.ts';
import { clause, listed, withoutRpcCode } from '../words/words.ts';

/** What a provisioner complains of, and what to change. */
export function provisioning(
  claim: PersistentVolumeClaim,
  message: string,
  storageClass: string,
): { clause: string; fixes: readonly Fix[] } {
  const words = withoutRpcCode(message.replace(/^failed to provision volume with StorageClass "[^"]{1,253}": /, ''));
  const complaint = complaints.find(({ pattern }) => pattern.test(words.slice(0, 2000)));
  const look = complaint?.look ?? ['get', 'storageclass', storageClass, '-o', 'yaml'];
  const fix =
    complaint?.fix(claim, storageClass) ?? `correct what the provisioner complains of (parameters of StorageClass ${storageClass}, size)`;
  return { clause: `provisioning failed: ${clause(words, 260)}`, fixes: [inspect(fix, ...look)] };
}

interface Complaint {
  readonly pattern: RegExp;
  readonly fix: (claim: PersistentVolumeClaim, storageClass: string) => string;
  readonly look?: readonly string[];
}

/** The first that matches counts. */
const complaints: readonly Complaint[] = [
  {
    pattern: /forbidden|unauthorized|access ?denied|permission|UnauthorizedOperation|credential/i,
    fix: () => "have the provisioner given the rights that it lacks by the cluster's administrator",
  },
  {
    pattern: /snapshot|DataSource|source (?:volume|pvc|claim)|clone/i,
    fix: ({ spec }) => {
      const { kind = 'VolumeSnapshot', name } = spec?.dataSource ?? {};
      return `create the claim anew with a dataSource that exists in its namespace and is ready${name ? `: ${kind} ${name} is not` : ''}, or without one for an empty volume; see what there is`;
    },
    look: ['get', 'volumesnapshots', '-A'],
  },
  {
    pattern: /MULTI_NODE|SINGLE_NODE|access ?modes?|ReadWriteMany|ReadWriteOncePod|volume capabilit/i,
    fix: ({ spec }, storageClass) =>
      `create the claim anew with an access mode that StorageClass ${storageClass} can serve (disks: ReadWriteOnce)${spec?.accessModes?.length ? ` instead of ${listed(spec.accessModes)}` : ''}, or with a StorageClass of shared file storage (NFS, EFS, CephFS, Azure Files), which ReadWriteMany needs`,
  },
  {
    pattern: /quota|limit exceeded|exceeded|insufficient|not enough|no space|out of capacity/i,
    fix: () => "free space or have the quota of the storage raised by the cluster's administrator, or ask for less in a new claim",
  },
];
