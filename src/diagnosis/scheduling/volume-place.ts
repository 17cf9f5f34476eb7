import type { Facts, Need } from '../facts.ts';
import { claimsOf } from '../files/volumes.ts';
import { listed } from '../words/words.ts';
import type { SchedulingFailure } from './scheduling.ts';

/** The scheduler minds the places of volumes in these words. */
export const aboutPlaces =
  /^had volume node affinity conflict|^didn't match PersistentVolume's node affinity|^had no available volume zone/;

export const placeNeeds = (facts: Facts, { reasons }: SchedulingFailure): Need[] =>
  reasons.some(({ text }) => aboutPlaces.test(text))
    ? [...claimsOf(facts.pod).map(({ claim }): Need => ({ kind: 'PersistentVolumeClaim', name: claim })), { kind: 'PersistentVolume' }]
    : [];

/** The claim whose volume is bound to a place, and where: `topology.kubernetes.io/zone us-east-1c`. */
export function volumePlace({ pod, around }: Facts): { readonly claim: string; readonly where: string } | undefined {
  const volumes = around.list('PersistentVolume');
  if (volumes.state !== 'found') return undefined;
  for (const { claim } of claimsOf(pod)) {
    const read = around.get('PersistentVolumeClaim', claim);
    const name = read.state === 'found' ? read.value.spec?.volumeName : undefined;
    const volume = name === undefined ? undefined : volumes.value.find(({ metadata }) => metadata?.name === name);
    const terms = volume?.spec?.nodeAffinity?.required?.nodeSelectorTerms ?? [];
    const places = terms
      .flatMap(({ matchExpressions = [] }) => matchExpressions)
      .filter(({ operator }) => operator === 'In')
      .map(({ key, values = [] }) => `${key} ${listed(values, 3)}`);
    if (places.length > 0) return { claim, where: listed(places, 2) };
  }
  return undefined;
}
