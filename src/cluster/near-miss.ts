import { distance } from 'fastest-levenshtein';

/** Words that say nothing of whose Service it is. */
const fillers = new Set('svc service services srv headless hl master primary main head leader server cluster internal'.split(' '));

/** Names that one program goes by. */
const synonyms = [
  ['postgres', 'postgresql', 'pg', 'psql', 'pgsql'],
  ['mysql', 'mariadb'],
  ['mongo', 'mongodb'],
  ['rabbit', 'rabbitmq', 'amqp'],
  ['elastic', 'elasticsearch', 'es', 'opensearch'],
  ['zookeeper', 'zk'],
  ['redis', 'valkey', 'keydb'],
  ['db', 'database'],
  ['auth', 'authentication'],
];

/** The names that were probably meant, best first; at most `most`. Names that are equal are no misses. */
export function nearMisses(wanted: string, names: readonly string[], most = 3): string[] {
  return [...new Set(names)]
    .filter((name) => name !== wanted)
    .map((name) => ({ name, likeness: likeness(wanted, name) }))
    .filter(({ likeness }) => likeness > 0)
    .sort((one, other) => other.likeness - one.likeness || one.name.localeCompare(other.name))
    .slice(0, most)
    .map(({ name }) => name);
}

/** From 0 (nothing alike) to 1 (a slip of the pen). */
export function likeness(wanted: string, name: string): number {
  const [one, other] = [normal(wanted), normal(name)];
  if (one === '' || other === '') return 0;
  if (one === other || one.replaceAll('-', '') === other.replaceAll('-', '')) return 1;
  const slips = isSwapped(one, other) ? 1 : distance(one, other);
  const allowed = Math.min(3, Math.floor(Math.max(one.length, other.length) / 4));
  const byLetters = Math.min(one.length, other.length) > 2 && slips <= allowed ? 1 - slips / 10 : 0;
  return Math.max(byLetters, byWords(one.split('-'), other.split('-')));
}

/** Two neighbours in the wrong order: one slip, not two. */
function isSwapped(one: string, other: string): boolean {
  const at = [...one].findIndex((character, index) => character !== other[index]);
  const swapped = `${one.slice(0, at)}${one[at + 1]}${one[at]}${one.slice(at + 2)}`;
  return at >= 0 && one.length === other.length && swapped === other;
}

const normal = (name: string): string => name.toLowerCase().replace(/[_.]/g, '-').slice(0, 253);

/** The share of words in common, where at least one of them says something. */
function byWords(one: readonly string[], other: readonly string[]): number {
  const common = one.filter((word) => other.some((candidate) => sameWord(word, candidate)));
  if (!common.some((word) => !fillers.has(word) && !/^\d*$/.test(word))) return 0;
  const contained = common.length === Math.min(one.length, other.length);
  const share = common.length / (one.length + other.length - common.length);
  return contained || share >= 0.5 ? 0.4 + share * 0.4 : 0;
}

const sameWord = (one: string, other: string): boolean =>
  one === other ||
  (one.length > 3 && (`${one}s` === other || one === `${other}s`)) ||
  synonyms.some((names) => names.includes(one) && names.includes(other));
