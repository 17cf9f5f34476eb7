import { nearMisses } from '../../../cluster/near-miss.ts';
import type { Facts } from '../../facts.ts';
import { type ClaimUse, claimsOf, mounterOf } from '../../files/volumes.ts';
import type { Evidence, Finding, Fix } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { schedulingFailure } from '../../scheduling/scheduling.ts';
import { changePod, editSpec } from '../../words/change-spec.ts';
import { inspect } from '../../words/commands.ts';
import { fromEvent, fromSpec } from '../../words/evidence.ts';
import { recreatePod } from '../../words/replace-object.ts';
import { listed } from '../../words/words.ts';

const early = ({ progress }: Facts): boolean => progress.phase === 'unscheduled' || progress.phase === 'preparing';

/** The pod mounts a PersistentVolumeClaim that does not exist. */
export const claimMissing: Rule = {
  id: 'claim-missing',
  needs: (facts) => (early(facts) && claimsOf(facts.pod).length > 0 ? [{ kind: 'PersistentVolumeClaim' }] : []),
  judge(facts) {
    if (!early(facts)) return [];
    const read = facts.around.list('PersistentVolumeClaim');
    const there = read.state === 'found' ? read.value.flatMap(({ metadata }) => metadata?.name ?? []) : undefined;
    const said = saidMissing(facts);
    return claimsOf(facts.pod)
      .filter(({ claim }) => (there ? !there.includes(claim) : said.claims.includes(claim)))
      .map((use) => finding(use, there ?? [], said.evidence, facts));
  },
};

/** `persistentvolumeclaim "data" not found`, from the scheduler or the kubelet. */
function saidMissing(facts: Facts): { claims: string[]; evidence: Evidence[] } {
  const failure = schedulingFailure(facts);
  const event = facts.events.findLast(({ message }) => absentClaim.test(message));
  const message = `${failure?.message ?? ''} ${event?.message ?? ''}`;
  const evidence = failure && absentClaim.test(failure.message) ? [failure.evidence] : event ? [fromEvent(event)] : [];
  return { claims: [...message.matchAll(/persistentvolumeclaims? "([^"]{1,253})" not found/g)].map(([, name = '']) => name), evidence };
}

const absentClaim = /persistentvolumeclaims? "[^"]{1,253}" not found/;

function finding({ claim, volume, ephemeral }: ClaimUse, there: readonly string[], evidence: readonly Evidence[], facts: Facts): Finding {
  const { namespace, pod, workload } = facts;
  const container = mounterOf(pod, volume);
  const near = nearMisses(claim, there);
  const made = ephemeral || (workload.kind === 'StatefulSet' && claim.endsWith(`-${pod.metadata?.name}`));
  const hint = near.length > 0 ? `; there is ${listed(near)}` : '';
  return {
    code: 'claim-missing',
    category: 'pvc',
    severity: 'error',
    ...(container !== undefined && { container }),
    cause: `PersistentVolumeClaim ${claim}, which volume ${volume} of the pod mounts, does not exist in namespace ${namespace}${hint}`,
    fixes: made ? [madeAgain(facts, claim)] : [...renamed(facts, volume, claim, near[0]), create(facts, claim)],
    evidence: [...evidence, fromSpec(`spec.volumes[${volume}].persistentVolumeClaim.claimName`, claim)],
    heals: 'no',
    confidence: 'certain',
    depth: 'root',
    explains: ['unschedulable-constraints', 'mount-failed'],
  };
}

function renamed(facts: Facts, volume: string, claim: string, meant: string | undefined): Fix[] {
  if (meant === undefined) return [];
  const text = `mount claim ${meant}, which exists, instead of ${claim}`;
  return [changePod(facts, text, { volumes: [{ name: volume, persistentVolumeClaim: { claimName: meant } }] })];
}

/** The controller makes the claim together with the pod, and only then. */
const madeAgain = (facts: Facts, claim: string): Fix =>
  recreatePod(
    facts,
    `delete the pod: claim ${claim} is made again, empty, together with its next pod (what was stored there is gone unless its PersistentVolume was kept)`,
  );

function create(facts: Facts, claim: string): Fix {
  const look = inspect(
    `create PersistentVolumeClaim ${claim} in namespace ${facts.namespace}, or name one that exists (claims are not shared between namespaces); see which there are`,
    'get',
    'pvc',
    '-n',
    facts.namespace,
  );
  return facts.workload.kind === 'Pod'
    ? look
    : { ...look, text: `${look.text}; the name stands in the template: ${editSpec(facts, '').command}` };
}
