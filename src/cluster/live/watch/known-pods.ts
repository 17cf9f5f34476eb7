import type { Pod } from '../../kubernetes.ts';
import type { PodChange } from '../../port.ts';

/** The pods as they were last told, so that nothing is told twice and what vanished unseen is noticed. */
export class KnownPods {
  readonly #pods = new Map<string, Pod>();

  *there(pod: Pod): Generator<PodChange> {
    const known = this.#pods.get(keyOf(pod));
    if (known !== undefined && uidOf(known) !== uidOf(pod)) yield* this.gone(known);
    else if (known !== undefined && versionOf(known) === versionOf(pod) && versionOf(pod) !== undefined) return;
    this.#pods.set(keyOf(pod), pod);
    yield { is: 'there', pod };
  }

  *gone(pod: Pod): Generator<PodChange> {
    if (this.#pods.delete(keyOf(pod))) yield { is: 'gone', pod };
  }

  /** All there are: what is known and not among them has gone. */
  *all(pods: readonly Pod[]): Generator<PodChange> {
    const present = new Set(pods.map(keyOf));
    for (const [key, pod] of [...this.#pods]) if (!present.has(key)) yield* this.gone(pod);
    for (const pod of pods) yield* this.there(pod);
  }
}

const keyOf = ({ metadata }: Pod): string => `${metadata?.namespace}/${metadata?.name}`;
const uidOf = ({ metadata }: Pod): string | undefined => metadata?.uid;
const versionOf = ({ metadata }: Pod): string | undefined => metadata?.resourceVersion;
