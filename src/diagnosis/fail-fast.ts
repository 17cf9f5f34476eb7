import type { Step } from '../init/model.ts';
import { type Category, categories, type Finding } from './finding.ts';

/** What a pipeline may want to take for failed though waiting might heal it. */
export interface FailFast {
  readonly categories: readonly Category[];
  /** From this many failed runs on. */
  readonly crashes?: number;
}

interface State {
  /** As `--fail-fast-on` takes it. */
  readonly word: string;
  readonly categories: readonly Category[];
  /** Why no pod gets on from there by itself, and where that is written. */
  readonly proof: string;
}

/** What has a word of its own; each category of findings is one as well. All of them count once they have lasted. */
export const failFastStates: readonly State[] = [
  {
    word: 'missing-config',
    categories: ['config-missing-object', 'config-missing-key', 'mount-missing-object'],
    proof:
      'makeEnvironmentVariables and the volumes of ConfigMaps and Secrets (pkg/kubelet/kubelet_pods.go, pkg/volume) start nothing without the object and key, and try again for ever',
  },
  {
    word: 'image-not-found',
    categories: ['image-not-found'],
    proof: 'the registry has answered that it has no such repository or tag; the kubelet asks it again with back-off',
  },
];

/** Findings that are not sure enough, or that time heals, end no pipeline. */
const isHard = ({ severity, heals, confidence }: Judged): boolean =>
  severity === 'error' && heals !== 'by-itself' && confidence !== 'possible';

/** What decides of a finding. */
export type Judged = Pick<Finding, 'category' | 'severity' | 'heals' | 'confidence' | 'cause'>;

/**
 * Reads the words of `--fail-fast-on`.
 * @returns the first word that means nothing, in place of what the words mean
 */
export function readFailFast(words: readonly string[]): FailFast | { readonly unknown: string } {
  const asked = new Set<Category>();
  let crashes: number | undefined;
  for (const word of words) {
    const [, times] = /^crashes=([1-9]\d{0,5})$/.exec(word) ?? [];
    const meant = failFastStates.find((state) => state.word === word)?.categories ?? categories.filter((category) => category === word);
    if (times !== undefined) crashes = Number(times);
    else if (meant.length === 0) return { unknown: word };
    for (const category of meant) asked.add(category);
  }
  return { categories: [...asked], ...(crashes !== undefined && { crashes }) };
}

/** Why the container that blocks is to be taken for failed at once: it has crashed so often. */
export function crashedTooOften({ crashes }: FailFast, { name, state, attempts }: Step): string | undefined {
  return crashes !== undefined && state === 'failed' && attempts >= crashes ? `${name} has failed ${attempts} times` : undefined;
}

/** The finding for which a pod, or a workload without pods, is to be taken for failed once it lasts. */
export const hardFinding = <F extends Judged>(asked: FailFast, findings: readonly F[]): F | undefined =>
  findings.find((finding) => isHard(finding) && asked.categories.includes(finding.category));
