import type { Facts, Need } from '../../facts.ts';
import { claimTrouble, isGoing } from '../../files/claim-trouble.ts';
import { claimsOf, mounterOf } from '../../files/volumes.ts';
import type { Finding } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { schedulingFailure } from '../../scheduling/scheduling.ts';
import { inspect } from '../../words/commands.ts';
import { fromObject } from '../../words/evidence.ts';
import { listed } from '../../words/words.ts';

/** A claim of the pod has no volume: no class, no provisioner, none that fits, or it is lost. */
export const claimUnbound: Rule = {
  id: 'claim-unbound',
  needs(facts): Need[] {
    if (!early(facts) || claimsOf(facts.pod).length === 0) return [];
    const open = unbound(facts).map(({ claim }) => claim);
    const around: Need[] = open.length > 0 ? [{ kind: 'StorageClass' }, { kind: 'PersistentVolume' }] : [];
    const users: Need[] = open.some(isGoing) ? [{ kind: 'Pod', namespace: facts.namespace }] : [];
    const events = open.map(({ metadata }): Need => ({ kind: 'Event', about: metadata?.name ?? '' }));
    return [{ kind: 'PersistentVolumeClaim' }, ...around, ...users, ...events];
  },
  judge(facts) {
    if (facts.around.list('PersistentVolumeClaim').state === 'denied') return unseen(facts);
    return unbound(facts).flatMap(({ claim, volume }) => {
      const trouble = claimTrouble(claim, facts);
      if (!trouble) return [];
      const name = claim.metadata?.name ?? '';
      const container = mounterOf(facts.pod, volume);
      const said = schedulingFailure(facts)?.evidence;
      return [
        {
          code: 'claim-unbound',
          category: 'pvc',
          severity: trouble.severity ?? 'error',
          ...(container !== undefined && { container }),
          cause: `PersistentVolumeClaim ${name} ${trouble.clause}`,
          fixes: [...trouble.fixes, inspect(`read the events of claim ${name}`, 'describe', 'pvc', name, '-n', facts.namespace)],
          evidence: [
            fromObject(
              `PersistentVolumeClaim ${facts.namespace}/${name}`,
              `status.phase: ${claim.status?.phase ?? 'none'}, storageClassName: ${claim.spec?.storageClassName ?? '(none)'}`,
            ),
            ...trouble.evidence,
            ...(said ? [said] : []),
          ],
          heals: trouble.heals,
          confidence: trouble.proved ? 'certain' : 'likely',
          depth: trouble.proved ? 'root' : 'cause',
          explains: ['unschedulable-constraints'],
        },
      ];
    });
  },
};

/** The scheduler says that claims are not bound, and why not may not be read. */
function unseen(facts: Facts): Finding[] {
  const said = schedulingFailure(facts);
  const [use] = claimsOf(facts.pod);
  if (!use || !said?.message.includes('unbound immediate PersistentVolumeClaims')) return [];
  const claims = [...new Set(claimsOf(facts.pod).map(({ claim }) => claim))];
  const container = mounterOf(facts.pod, use.volume);
  const which =
    claims.length === 1 ? `PersistentVolumeClaim ${listed(claims)} is` : `one of the PersistentVolumeClaims ${listed(claims)} is`;
  return [
    {
      code: 'claim-unbound',
      category: 'pvc',
      severity: 'error',
      ...(container !== undefined && claims.length === 1 && { container }),
      cause: `${which} not bound to a volume; why could not be read`,
      fixes: [inspect('ask who may read claims to look at their events', 'describe', 'pvc', ...claims.slice(0, 5), '-n', facts.namespace)],
      evidence: [said.evidence],
      heals: 'maybe',
      confidence: 'certain',
      depth: 'cause',
      explains: ['unschedulable-constraints'],
    },
  ];
}

const early = ({ progress }: Facts): boolean => progress.phase === 'unscheduled' || progress.phase === 'preparing';

function unbound(facts: Facts) {
  const read = facts.around.list('PersistentVolumeClaim');
  if (read.state !== 'found' || !early(facts)) return [];
  return claimsOf(facts.pod).flatMap(({ claim: name, volume }) => {
    const claim = read.value.find(({ metadata }) => metadata?.name === name);
    return claim && (claim.status?.phase !== 'Bound' || isGoing(claim)) ? [{ claim, volume }] : [];
  });
}
