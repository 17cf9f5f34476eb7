import type { StoredObject } from './dump-server.ts';

type Objects = readonly StoredObject[];

interface Change {
  readonly becomes: (plural: string, objects: Objects) => Objects;
  /** Then it is true that it is not there. */
  readonly mayBeMissed: boolean;
}

const withMetadata = (object: StoredObject, more: object): StoredObject => ({ ...object, metadata: { ...object.metadata, ...more } });
const ofPods = (change: (pods: Objects) => Objects) => (plural: string, objects: Objects) =>
  plural === 'pods' ? change(objects) : objects;
const at = '2026-11-21T10:46:00Z';

/** What may become of a pod while somebody looks at it. */
export const changes: Readonly<Record<string, Change>> = {
  'is deleted': { mayBeMissed: true, becomes: ofPods(() => []) },
  'is replaced': {
    mayBeMissed: false,
    becomes: ofPods((pods) =>
      pods.map((pod) => ({ ...withMetadata(pod, { uid: 'another', creationTimestamp: at }), status: { phase: 'Pending' } })),
    ),
  },
  'begins to go, with its namespace': {
    mayBeMissed: false,
    becomes: (plural, objects) =>
      plural === 'pods' || plural === 'namespaces' ? objects.map((object) => withMetadata(object, { deletionTimestamp: at })) : objects,
  },
};

const text = 'x'.repeat(1_500_000);
const many =
  (length: number) =>
  ([object]: Objects): Objects =>
    object ? Array.from({ length }, (_, index) => withMetadata(object, { name: `exit-code-${index}`, uid: `${index}` })) : [];
const isRunning = (pod: StoredObject): StoredObject => ({ ...pod, spec: { containers: [] }, status: { phase: 'Running' } });
const describing = ['describe', 'exit-code', '-o', 'json'];

interface Much {
  readonly words: readonly string[];
  readonly plural: string;
  readonly change: (objects: Objects) => Objects;
  readonly says: RegExp;
  /** MiB that it may take. */
  readonly most: number;
}

/** Objects as large as etcd takes them, and more of them than anybody reads. */
export const much: Readonly<Record<string, Much>> = {
  'a pod of 1.5 MB': {
    words: describing,
    plural: 'pods',
    change: (pods) => pods.map((pod) => withMetadata(pod, { annotations: { text } })),
    says: /DATABASE_URL/,
    most: 300,
  },
  '5,000 events of one pod': { words: describing, plural: 'events', change: many(5_000), says: /DATABASE_URL/, most: 400 },
  'an event of 1.5 MB': {
    words: describing,
    plural: 'events',
    change: (events) => events.map((event) => ({ ...event, message: text })),
    says: /DATABASE_URL/,
    most: 300,
  },
  '5,000 pods, of which 20 do not get through init': {
    words: ['describe'],
    plural: 'pods',
    change: (pods) => many(5_000)(pods).map((pod, index) => (index % 250 === 0 ? pod : isRunning(pod))),
    // Their logs are not in the dump.
    says: /^exit-code-0 .*Init:CrashLoopBackOff/,
    most: 600,
  },
};
