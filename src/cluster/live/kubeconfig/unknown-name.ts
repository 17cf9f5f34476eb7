import { nearMisses } from '../../near-miss.ts';

const shown = 8;

/** One line for a name that no kubeconfig defines: the near ones, or the first few that there are. */
export function unknownName(what: string, name: string, known: readonly string[], where: string): string {
  const said = `${what} ${JSON.stringify(name)} is not defined in ${where}`;
  const near = nearMisses(name, known);
  if (near.length > 0) return `${said}: did you mean ${near.join(' or ')}?`;
  if (known.length === 0) return `${said}, which defines no ${what} at all`;
  return `${said}, which has ${known.slice(0, shown).join(', ')}${known.length > shown ? `, and ${known.length - shown} more` : ''}`;
}
