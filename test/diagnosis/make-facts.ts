import type { CoreEvent, Kind, Kinds, Pod } from '../../src/cluster/kubernetes.ts';
import { absent, denied, found } from '../../src/cluster/port.ts';
import type { Facts, LogTail, Surroundings } from '../../src/diagnosis/facts.ts';
import { workloadOf } from '../../src/diagnosis/workload.ts';
import { readEvents } from '../../src/init/events.ts';
import { readProgress } from '../../src/init/progress.ts';
import type { ResolvedWait } from '../../src/waits/model.ts';

export interface FactsInput {
  readonly pod: Pod;
  readonly events?: readonly CoreEvent[];
  /** Lines of the telling run, by container. */
  readonly logs?: Readonly<Record<string, readonly string[] | LogTail>>;
  /** Objects around the pod, with their `kind`; what is not here is absent. */
  readonly objects?: readonly object[];
  /** Kinds that may not be read. */
  readonly denied?: readonly Kind[];
  readonly waits?: readonly ResolvedWait[];
  readonly now?: string;
}

/** Facts about a pod as the engine would gather them, for judging a rule by itself. */
export function makeFacts({
  pod,
  events = [],
  logs = {},
  objects = [],
  denied: deniedKinds = [],
  waits = [],
  now = '2026-06-01T12:00:00Z',
}: FactsInput): Facts {
  const at = new Date(now);
  const progress = readProgress({ pod, events, now: at });
  const tails = Object.entries(logs).map(([name, log]): [string, LogTail] => [
    name,
    'lines' in log ? log : { run: 'previous', lines: log },
  ]);
  const namespace = pod.metadata?.namespace ?? 'shop';
  return {
    now: at,
    namespace,
    pod,
    progress,
    ...(progress.blocking && { blocking: progress.blocking }),
    events: readEvents(events),
    logs: new Map(tails),
    workload: workloadOf(pod),
    around: surroundings(objects, new Set(deniedKinds), namespace),
    waits,
  };
}

interface Named {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

function surroundings(objects: readonly object[], deniedKinds: ReadonlySet<Kind>, home: string): Surroundings {
  const all = objects as readonly Named[];
  const of = <K extends Kind>(kind: K, namespace: string) =>
    all.filter((o) => o.kind === kind && (o.metadata.namespace ?? namespace) === namespace) as unknown as (Kinds[K] & Named)[];
  return {
    eventsAbout: (name, namespace = home) =>
      deniedKinds.has('Event') ? [] : readEvents(of('Event', namespace).filter((event) => event.involvedObject?.name === name)),
    get: (kind, name, namespace = home) => {
      if (deniedKinds.has(kind)) return denied('forbidden');
      const hit = of(kind, namespace).find((o) => o.metadata.name === name);
      return hit ? found(hit) : absent();
    },
    list: (kind, namespace = home) => (deniedKinds.has(kind) ? denied('forbidden') : found(of(kind, namespace))),
  };
}
