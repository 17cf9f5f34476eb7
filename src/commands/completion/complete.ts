import { print } from '../../output/standard-output.ts';
import { commandLine } from '../shared/command-line.ts';
import { type Answer, among, files, nothing, plain, printed } from './answer.ts';
import { flagsOf, type Situation, situationOf } from './situation.ts';

/** Longer than anybody waits for a completion. */
const patience = 3000;

/**
 * Answers kubectl, which runs `kubectl_complete-initdoctor` with the words typed so far: a candidate a line, then Cobra's directive.
 * Whatever goes wrong, it says nothing: the shell would print it amid what is being typed.
 */
export async function complete(typed: readonly string[]): Promise<void> {
  const late = new Promise<Answer>((resolve) => setTimeout(resolve, patience, nothing).unref());
  const answer = await Promise.race([answerTo(situationOf(typed)).catch(() => nothing), late]);
  // A server that does not answer, or a plugin that asks for a password, must not keep the shell.
  print(printed(answer));
  process.exit(0);
}

async function answerTo(situation: Situation): Promise<Answer> {
  const { verb, wanted, begun } = situation;
  if (wanted === 'flag') return among(flagCandidates(situation), begun);
  if (wanted !== 'word') return flagValue(wanted.name, situation, wanted.options);
  if (verb === undefined) return among([...verbs], begun);
  return wordOf(verb, situation);
}

const verbs = Object.entries(commandLine.verbs).map(([word, { summary }]) => ({ word, says: summary }));

function flagCandidates({ verb }: Situation) {
  const known = verb === undefined ? [] : flagsOf(verb).map(({ name, description }) => ({ word: `--${name}`, says: description }));
  const always = [{ word: '--help', says: 'what can be typed' }, ...(verb === undefined ? [{ word: '--version', says: 'what runs' }] : [])];
  return [...known, ...always];
}

const fileFlags: ReadonlySet<string> = new Set(['from', 'kubeconfig', 'certificate-authority', 'client-certificate', 'client-key']);

async function flagValue(flag: string, situation: Situation, options?: readonly string[]): Promise<Answer> {
  const { begun, flags } = situation;
  if (options) return among(plain(options), begun);
  if (fileFlags.has(flag)) return files;
  if (flag === 'fail-fast-on') return states(begun);
  if (flag === 'context' || flag === 'cluster' || flag === 'user') {
    const { kubeconfigNames } = await import('../../cluster/live/kubeconfig/kubeconfig.ts');
    return among(plain(await kubeconfigNames(flag, flags.get('kubeconfig')?.at(-1))), begun);
  }
  if (flag !== 'namespace' && flag !== 'container') return nothing;
  const { containers, namespaces } = await import('./from-cluster.ts');
  return among(await (flag === 'namespace' ? namespaces : containers)(situation), begun);
}

/** Several with commas: those before the last one stay. */
async function states(begun: string): Promise<Answer> {
  const { failFastStates } = await import('../../diagnosis/fail-fast.ts');
  const before = begun.slice(0, begun.lastIndexOf(',') + 1);
  const words = [...failFastStates.map(({ word }) => word), 'crashes='];
  const rest = words.filter((word) => !before.split(/[,=]/).includes(word.replace('=', '')));
  return among(plain(rest.map((state) => `${before}${state}`)), begun);
}

async function wordOf(verb: string, situation: Situation): Promise<Answer> {
  const { begun, words } = situation;
  if (verb === 'demo') {
    const { demos } = await import('../../demo/demos.ts');
    return among(plain(demos.map(({ name }) => name).filter((name) => !words.includes(name))), begun);
  }
  if (verb === 'explain') {
    if (words.length > 0) return nothing;
    const { topics } = await import('../../diagnosis/pages/index.ts');
    return among(
      topics.flatMap(({ pages }) => pages.map(({ name, page }) => ({ word: name, says: page.title }))),
      begun,
    );
  }
  if (flagsOf(verb).length === 0) return nothing;
  const { targets } = await import('./from-cluster.ts');
  return among(await targets(situation), begun);
}
