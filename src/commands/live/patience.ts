import { crashedTooOften, type FailFast, hardFinding } from '../../diagnosis/fail-fast.ts';
import type { FollowedPod } from './followed-scope.ts';
import type { Looking } from './looking.ts';

export interface PatienceOptions {
  /** Seconds. */
  readonly grace: number;
  readonly failFast: FailFast;
}

/** What somebody does not want to wait for: crashes count at once, what may pass once it has lasted. */
export class Patience {
  readonly #options: PatienceOptions;
  readonly #looking: Looking;
  readonly #since = new Map<string, number>();

  /** @param looking asked to look only where findings were asked for */
  constructor(options: PatienceOptions, looking: Looking) {
    this.#options = options;
    this.#looking = looking;
  }

  changed(): void {
    this.#looking.changed();
  }

  /** Why it is at an end. */
  failed(pods: readonly FollowedPod[]): string | undefined {
    const { failFast } = this.#options;
    for (const { pod, progress } of pods) {
      const crashed = progress.blocking && crashedTooOften(failFast, progress.blocking);
      if (crashed !== undefined) return `${pod.metadata?.name}: ${crashed}`;
    }
    if (failFast.categories.length === 0) return undefined;
    this.#looking.start(() => {});
    return this.#lasting();
  }

  end(): void {
    this.#looking.end();
  }

  #lasting(): string | undefined {
    const { grace, failFast } = this.#options;
    const now = performance.now();
    for (const { kind, namespace, name, findings } of this.#looking.report?.subjects ?? []) {
      const key = `${kind} ${namespace}/${name}`;
      const finding = hardFinding(failFast, findings);
      if (finding === undefined) {
        this.#since.delete(key);
        continue;
      }
      const since = this.#since.get(key) ?? now;
      this.#since.set(key, since);
      if (now - since >= grace * 1000) return `${name}: ${finding.cause}`;
    }
    return undefined;
  }
}
