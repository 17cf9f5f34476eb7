import type { PersistentVolume, PersistentVolumeClaim } from '../../cluster/kubernetes.ts';
import { compareQuantities, parseQuantity } from '../../init/quantity.ts';
import type { Facts } from '../facts.ts';
import type { Evidence, Fix } from '../finding.ts';
import { inspect, kubectl } from '../words/commands.ts';
import { fromObject } from '../words/evidence.ts';
import { listed } from '../words/words.ts';

/** Why none of the cluster's volumes serves a claim. */
export interface Unfit {
  /** Follows `and `. */
  readonly clause: string;
  readonly fixes: readonly Fix[];
  readonly evidence: readonly Evidence[];
  readonly proved: boolean;
  /** Whether there are volumes of the class that the claim names, none of which serves it. */
  readonly ofClass?: boolean;
}

/** Volumes of the claim's class, and the one that it asks for by name. */
export function noVolumeFits(claim: PersistentVolumeClaim, { around, namespace }: Facts): Unfit {
  const read = around.list('PersistentVolume');
  const make = inspect(
    "have a PersistentVolume made that fits the claim (class, size, access mode), by the cluster's administrator",
    'get',
    'pv',
  );
  if (read.state !== 'found')
    return { clause: 'whether a PersistentVolume fits could not be read', fixes: [make], evidence: [], proved: false };
  const named = claim.spec?.volumeName;
  if (named !== undefined && !read.value.some(({ metadata }) => metadata?.name === named)) {
    return { clause: `PersistentVolume ${named}, which it asks for by name, does not exist`, fixes: [make], evidence: [], proved: true };
  }
  const candidates = read.value.filter(({ metadata, spec }) =>
    named !== undefined ? metadata?.name === named : (spec?.storageClassName ?? '') === (claim.spec?.storageClassName ?? ''),
  );
  const why = candidates
    .map((volume) => ({ volume, reason: mismatch(volume, claim, namespace) }))
    .filter(({ reason }) => reason !== undefined);
  if (why.length === 0)
    return {
      clause: candidates.length === 0 ? 'no PersistentVolume of that class is there' : 'no PersistentVolume has been bound to it yet',
      fixes: [make],
      evidence: [],
      proved: candidates.length === 0,
    };
  // The volume that was meant is mostly the one that is held by a claim of before.
  const released = why.find(({ volume }) => volume.status?.phase === 'Released');
  const texts = why.map(({ volume, reason }) => `${volume.metadata?.name} ${reason}`);
  return {
    clause: `no PersistentVolume fits: ${listed(texts, 3)}`,
    fixes: [...(released ? [free(released.volume)] : []), make],
    evidence: why.slice(0, 3).map(({ volume, reason }) => fromObject(`PersistentVolume ${volume.metadata?.name}`, reason ?? '')),
    proved: true,
    ofClass: named === undefined,
  };
}

const free = ({ metadata }: PersistentVolume): Fix => ({
  text: `make released PersistentVolume ${metadata?.name} available again by removing its claimRef (its data stays; ask the cluster's administrator)`,
  command: kubectl('patch', 'pv', metadata?.name ?? '', '--type=json', '-p', '[{"op":"remove","path":"/spec/claimRef"}]'),
  risk: 'mutating',
});

function mismatch({ spec, status }: PersistentVolume, claim: PersistentVolumeClaim, namespace: string): string | undefined {
  const ref = spec?.claimRef;
  const own = ref?.name === claim.metadata?.name && ref?.namespace === namespace;
  if (status?.phase === 'Released')
    return `is Released but still held for claim ${ref?.namespace}/${ref?.name}${own ? ' of before (another uid)' : ''}`;
  if (ref && !own) return `is held by claim ${ref.namespace}/${ref.name}`;
  const modes = (claim.spec?.accessModes ?? []).filter((mode) => !spec?.accessModes?.includes(mode));
  if (modes.length > 0) return `offers access mode ${listed(spec?.accessModes ?? [])}, not ${listed(modes)}`;
  const [has, wants] = [parseQuantity(spec?.capacity?.storage), parseQuantity(claim.spec?.resources?.requests?.storage)];
  if (has && wants && compareQuantities(has, wants) < 0)
    return `has ${spec?.capacity?.storage}, less than the ${claim.spec?.resources?.requests?.storage} asked for`;
  if ((spec?.volumeMode ?? 'Filesystem') !== (claim.spec?.volumeMode ?? 'Filesystem'))
    return `has volumeMode ${spec?.volumeMode ?? 'Filesystem'}, not ${claim.spec?.volumeMode ?? 'Filesystem'}`;
  return undefined;
}
