import type { PersistentVolumeClaim, StorageClass } from '../../cluster/kubernetes.ts';
import { nearMisses } from '../../cluster/near-miss.ts';
import { table } from '../../cluster/table.ts';
import { hasEnded } from '../../init/pod.ts';
import type { Facts } from '../facts.ts';
import type { Evidence, Finding, Fix } from '../finding.ts';
import { editSpec } from '../words/change-spec.ts';
import { advise, inspect, kubectl } from '../words/commands.ts';
import { fromEvent, fromObject } from '../words/evidence.ts';
import { editedCopy } from '../words/replace-object.ts';
import { listed } from '../words/words.ts';
import { provisioning } from './provisioning.ts';
import { noVolumeFits } from './volume-fit.ts';
import { claimsOf } from './volumes.ts';

/** Why a claim has no volume. */
export interface ClaimTrouble {
  /** Follows `PersistentVolumeClaim data `. */
  readonly clause: string;
  readonly fixes: readonly Fix[];
  readonly evidence: readonly Evidence[];
  readonly heals: Finding['heals'];
  /** Whether other objects prove it. */
  readonly proved: boolean;
  readonly severity?: Finding['severity'];
}

/** Undefined when it only waits for its pod to get a node. */
export function claimTrouble(claim: PersistentVolumeClaim, facts: Facts): ClaimTrouble | undefined {
  if (isGoing(claim)) return deleted(claim, facts);
  const trouble = lost(claim) ?? withoutClass(claim, facts) ?? ofClass(claim, facts);
  return trouble && { ...trouble, clause: `is not bound: ${trouble.clause}` };
}

/** Deleted, and kept for as long as a pod uses it. */
export const isGoing = ({ metadata }: PersistentVolumeClaim): boolean => metadata?.deletionTimestamp !== undefined;

const nameOf = ({ metadata }: PersistentVolumeClaim): string => metadata?.name ?? '';

function deleted(claim: PersistentVolumeClaim, facts: Facts): ClaimTrouble {
  const name = nameOf(claim);
  const users = usersOf(name, facts);
  const who = users.length > 0 ? listed(users, 3) : `the pods that still use ${name}`;
  const look = inspect(
    `let the deletion finish (end ${who}), then create the claim anew; see who uses it`,
    ...['describe', 'pvc', name, '-n', facts.namespace],
  );
  const held = users.length > 0 ? `; ${listed(users, 3)} still ${users.length === 1 ? 'uses' : 'use'} it` : '';
  return { clause: `is being deleted, and no new pod may use it${held}`, fixes: [look], evidence: [], heals: 'no', proved: true };
}

function usersOf(claim: string, { around, pod, namespace }: Facts): string[] {
  const pods = around.list('Pod', namespace);
  const others = pods.state === 'found' ? pods.value.filter(({ metadata }) => metadata?.name !== pod.metadata?.name) : [];
  const using = others.filter((other) => other.spec?.nodeName && !hasEnded(other) && claimsOf(other).some((use) => use.claim === claim));
  return using.map(({ metadata }) => `pod ${metadata?.name}`);
}

function lost(claim: PersistentVolumeClaim): ClaimTrouble | undefined {
  if (claim.status?.phase !== 'Lost') return undefined;
  const volume = claim.spec?.volumeName ?? 'its volume';
  const look = inspect(`restore PersistentVolume ${volume}, or restore the data into a new claim; see which volumes are left`, 'get', 'pv');
  return {
    clause: `it is Lost: PersistentVolume ${volume}, to which it was bound, is gone`,
    fixes: [look],
    evidence: [],
    heals: 'no',
    proved: true,
  };
}

const isDefault = ({ metadata }: StorageClass): boolean =>
  metadata?.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true';
const names = (classes: readonly StorageClass[]): string[] => classes.flatMap(({ metadata }) => metadata?.name ?? []);

/** The class field: missing means the default, an empty string means no class at all. */
function withoutClass(claim: PersistentVolumeClaim, facts: Facts): ClaimTrouble | undefined {
  const wanted = claim.spec?.storageClassName;
  if (wanted) return undefined;
  const read = facts.around.list('StorageClass');
  const classes = read.state === 'found' ? read.value : undefined;
  const preset = classes?.find(isDefault);
  const evidence = lastEvent(claim, facts).map(fromEvent);
  const none = noVolumeFits(claim, facts);
  if (wanted === '' || preset) {
    const why =
      wanted === ''
        ? 'its storageClassName is empty, so only a PersistentVolume made by hand without a class can serve it'
        : `it names no storage class (the default, ${preset?.metadata?.name}, came after it)`;
    return {
      clause: `${why}, and ${none.clause}`,
      fixes: [...none.fixes, recreate(claim, facts, names(classes ?? []))],
      evidence: [...evidence, ...none.evidence],
      heals: 'no',
      proved: none.proved,
    };
  }
  const there = classes === undefined ? '' : classes.length === 0 ? ' and has none at all' : `; there is ${listed(names(classes))}`;
  return {
    clause: `it names no storage class, and the cluster has no default StorageClass${there}; ${none.clause}`,
    fixes: [recreate(claim, facts, names(classes ?? [])), ...none.fixes],
    evidence: [...evidence, ...none.evidence],
    heals: 'no',
    proved: classes !== undefined,
  };
}

/** The class of a claim cannot be changed: it is deleted and made anew. A PersistentVolume of the same kind serves as well. */
function recreate(claim: PersistentVolumeClaim, { namespace }: Facts, classes: readonly string[]): Fix {
  const name = nameOf(claim);
  const which =
    classes.length > 0
      ? `storageClassName ${classes[0]}`
      : 'a storageClassName that the cluster has (its administrator has to install a provisioner with a StorageClass first)';
  return {
    text: `create claim ${name} anew with ${which}: the class of a claim cannot be changed, and this one holds no data yet`,
    command: editedCopy(kubectl('get', 'pvc', name, '-n', namespace, '-o', 'yaml'), name),
    risk: 'destructive',
  };
}

function ofClass(claim: PersistentVolumeClaim, facts: Facts): ClaimTrouble | undefined {
  const wanted = claim.spec?.storageClassName ?? '';
  const read = facts.around.list('StorageClass');
  const own = read.state === 'found' ? read.value.find(({ metadata }) => metadata?.name === wanted) : undefined;
  const none = noVolumeFits(claim, facts);
  if (read.state === 'found' && !own) {
    const there = names(read.value);
    const near = nearMisses(wanted, there);
    if (none.ofClass)
      return {
        clause: `${none.clause} (StorageClass ${wanted} does not exist, which only volumes made by hand do without)`,
        fixes: [...none.fixes, recreate(claim, facts, near.length > 0 ? near : there)],
        evidence: none.evidence,
        heals: 'no',
        proved: true,
      };
    const known = there.length > 0 ? `there is ${listed(there)}` : 'the cluster has none';
    return {
      clause: `its StorageClass ${wanted} does not exist (${known}), and ${none.clause}`,
      fixes: [recreate(claim, facts, near.length > 0 ? near : there), ...none.fixes],
      evidence: none.evidence,
      heals: 'no',
      proved: true,
    };
  }
  const events = lastEvent(claim, facts);
  const failed = events.find(({ reason }) => reason === 'ProvisioningFailed');
  if (failed) return { ...provisioning(claim, failed.message, wanted), evidence: [fromEvent(failed)], heals: 'maybe', proved: true };
  const selected = claim.metadata?.annotations?.['volume.kubernetes.io/selected-node'];
  if (own?.volumeBindingMode === 'WaitForFirstConsumer' && selected === undefined && !byHand(own)) return pastTheScheduler(facts, wanted);
  if (own && byHand(own))
    return {
      clause: `StorageClass ${wanted} provisions nothing (${own.provisioner}), and ${none.clause}`,
      fixes: none.fixes,
      evidence: none.evidence,
      heals: 'no',
      proved: none.proved,
    };
  const asked = events.find(
    ({ reason }) => reason === 'ExternalProvisioning' || reason === 'Provisioning' || reason === 'WaitForPodScheduled',
  );
  // Drivers that were once part of Kubernetes go by another name since: the event has it.
  const external = /external provisioner ['"](?<name>[^'"]{1,253})['"]/.exec(asked?.message ?? '')?.groups?.name;
  const provisioner =
    external ?? own?.provisioner ?? claim.metadata?.annotations?.['volume.kubernetes.io/storage-provisioner'] ?? 'its provisioner';
  const addOn = addOns[provisioner];
  return {
    clause: `StorageClass ${wanted} leaves it to provisioner ${provisioner}, which has not made a volume: it may not run, or not be installed`,
    fixes: [
      inspect(
        `${addOn === undefined ? '' : `have the CSI driver installed (${addOn}) if it is missing; `}see whether the provisioner ${provisioner} runs (ask the cluster's administrator), and its log`,
        'get',
        'pods',
        '-A',
      ),
      advise('a volume made by hand for the claim serves as well'),
    ],
    evidence: [
      ...(asked ? [fromEvent(asked)] : []),
      ...(own
        ? [
            fromObject(
              `StorageClass ${wanted}`,
              `provisioner: ${own.provisioner}, volumeBindingMode: ${own.volumeBindingMode ?? 'Immediate'}`,
            ),
          ]
        : []),
    ],
    heals: 'maybe',
    proved: false,
  };
}

/** Only the scheduler chooses a node for a claim. It chooses none for a pod that already names one. */
function pastTheScheduler(facts: Facts, wanted: string): ClaimTrouble | undefined {
  const node = facts.pod.spec?.nodeName;
  if (!node) return undefined;
  return {
    clause: `StorageClass ${wanted} waits for the first consumer (WaitForFirstConsumer), for which the scheduler has to choose a node; but the pod names its node itself (nodeName: ${node}), so that the scheduler never sees it`,
    fixes: [
      editSpec(
        facts,
        `replace nodeName: ${node} by nodeSelector kubernetes.io/hostname: ${node}, so that the scheduler places the pod and its claim`,
      ),
    ],
    evidence: [fromObject(`StorageClass ${wanted}`, 'volumeBindingMode: WaitForFirstConsumer')],
    heals: 'no',
    proved: true,
  };
}

/** Drivers that clusters do not bring with them. */
const addOns = table<string>({
  'ebs.csi.aws.com': 'EKS add-on aws-ebs-csi-driver, with an IAM role that has AmazonEBSCSIDriverPolicy',
  'efs.csi.aws.com': 'EKS add-on aws-efs-csi-driver, with an IAM role that has AmazonEFSCSIDriverPolicy',
  'pd.csi.storage.gke.io': 'GKE add-on GcePersistentDiskCsiDriver',
});

const byHand = ({ provisioner }: StorageClass): boolean => provisioner.endsWith('/no-provisioner');

/** Warnings first, then the newest. */
function lastEvent(claim: PersistentVolumeClaim, { around }: Facts) {
  const own = around.eventsAbout(nameOf(claim)).filter(({ about }) => about.kind === 'PersistentVolumeClaim');
  const newest = own.toReversed();
  return newest.toSorted((one, other) => Number(other.type === 'Warning') - Number(one.type === 'Warning')).slice(0, 3);
}
