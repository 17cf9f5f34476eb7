import type { Station, Trace, TracedWait } from '../../../src/diagnosis/facts.ts';
import type { Finding } from '../../../src/diagnosis/finding.ts';
import type { ResolvedWait, Wait, WaitOutcome, WaitTarget } from '../../../src/waits/model.ts';
import { crashed, type OneInit } from './container-facts.ts';

type Check = Extract<WaitTarget, { kind: 'host' }>['check'];

interface More extends Omit<OneInit, 'waits' | 'running'> {
  readonly program?: string;
  readonly text?: string;
  readonly doubts?: Wait['doubts'];
  readonly limit?: Wait['limit'];
  readonly repeated?: boolean;
  readonly trace?: Trace;
  /** The host as the script calls it, where that is not the name of the subject. */
  readonly host?: string;
  readonly check?: Check;
  readonly path?: string;
  readonly target?: WaitTarget;
  readonly runningSince?: string;
}

/** An init container `setup` that has been waiting for five minutes; the subject as `Service db:5432` or `Service data/db:5432`. */
export function waitingFor(subject: string, outcome: WaitOutcome, more: More = {}): OneInit {
  const { program, text, doubts, limit, repeated, trace, host, check, path, target, runningSince, ...rest } = more;
  return {
    running: runningSince ?? '2026-06-01T11:55:00Z',
    container: { command: ['sh', '-c', `until ${text ?? 'nc -z db 5432'}; do sleep 2; done`] },
    ...rest,
    waits: [resolvedWait(subject, outcome, more)],
  };
}

/** The same, when the wait has an end and its container was started again and again. */
export const gaveUpOn = (subject: string, outcome: WaitOutcome, more: More = {}): OneInit => {
  const { running: _, ...facts } = waitingFor(subject, outcome, more);
  return { ...facts, ...crashed({ exitCode: 1, reason: 'Error' }) };
};

export function resolvedWait(subject: string, outcome: WaitOutcome, more: More = {}): TracedWait {
  const [, kind = '', namespace, name = '', port] = /^(\w+) (?:([\w-]+)\/)?(\/?[^:]+)(?::(\d+))?$/.exec(subject) ?? [];
  const asked = port === undefined ? {} : { port: Number(port) };
  const place = kind === 'Host' || kind === 'File' ? {} : { namespace: namespace ?? 'shop' };
  const resolved: ResolvedWait = {
    wait: {
      target: more.target ?? {
        kind: 'host',
        host: more.host ?? name,
        ...asked,
        check: more.check ?? 'tcp',
        ...(more.path && { path: more.path }),
      },
      program: more.program ?? 'nc',
      text: more.text ?? `nc -z ${name} ${port ?? ''}`.trim(),
      repeated: more.repeated ?? true,
      doubts: more.doubts ?? [],
      ...(more.limit && { limit: more.limit }),
    },
    subject: { kind, name, ...place, ...asked },
    outcome,
  };
  return more.trace ? { ...resolved, trace: more.trace } : resolved;
}

export const noEndpoints = (more: Partial<Extract<WaitOutcome, { state: 'no-endpoints' }>> = {}): WaitOutcome => ({
  state: 'no-endpoints',
  selector: { app: 'db' },
  behind: [],
  selfOnly: false,
  headless: false,
  ...more,
});

export const behind = (name: string, namespace = 'shop') => ({ namespace, name, ready: false });

export const station = (pod: string, more: Partial<Station> = {}): Station => ({
  namespace: 'shop',
  pod,
  workload: { kind: 'Deployment', name: pod.replace(/-[a-z0-9]+$/, '') },
  status: 'Init:0/1',
  ...more,
});

/** A workload that has no pods. */
export const barren = (kind: string, name: string): Station => ({ namespace: 'shop', workload: { kind, name }, status: 'no pods' });

export const rootCause = (cause: string, more: Partial<Finding> = {}): Trace['end'] => ({
  kind: 'finding',
  finding: {
    code: 'image-not-found',
    category: 'image-not-found',
    severity: 'error',
    cause,
    fixes: [{ text: 'set an image that exists', risk: 'mutating' }],
    evidence: [],
    heals: 'no',
    confidence: 'certain',
    depth: 'root',
    ...more,
  },
});

export const chainIn = (findings: readonly Finding[]): readonly string[] => findings[0]?.chain ?? [];
