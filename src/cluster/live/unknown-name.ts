import { distance } from 'fastest-levenshtein';

const shown = 8;

/** One line for a name that no kubeconfig defines: the near ones, or the first few that there are. */
export function unknownName(what: string, name: string, known: readonly string[], where: string): string {
  const said = `${what} ${JSON.stringify(name)} is not defined in ${where}`;
  const near = known
    .map((candidate) => ({ candidate, away: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, away }) => away <= Math.max(2, Math.floor(candidate.length / 3)) || candidate.includes(name))
    .sort((one, other) => one.away - other.away)
    .filter(({ away }, _, [best]) => away === best?.away)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
  if (near.length > 0) return `${said}: did you mean ${near.join(' or ')}?`;
  if (known.length === 0) return `${said}, which defines no ${what} at all`;
  return `${said}, which has ${known.slice(0, shown).join(', ')}${known.length > shown ? `, and ${known.length - shown} more` : ''}`;
}
