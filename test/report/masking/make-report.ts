import type { Report } from '../../../src/report/document.ts';

interface Texts {
  readonly headline: string;
  readonly lines: readonly string[];
  readonly command?: string;
  readonly reason?: string;
}

/** A report of one pod, with these texts in it. */
export function reportOf({ headline, lines, command, reason }: Texts): Report {
  return {
    schemaVersion: 1,
    generatedAt: '2026-11-01T12:00:00Z',
    source: { kind: 'cluster', name: 'test' },
    subjects: [
      {
        kind: 'Pod',
        namespace: 'shop',
        name: 'web',
        status: 'Init:Error',
        ready: '0/1',
        restarts: 0,
        verdict: 'failing',
        headline,
        init: [
          {
            index: 1,
            name: 'migrate',
            sidecar: false,
            image: 'app:1',
            state: 'failed',
            blocking: true,
            attempts: 1,
            log: { run: 'current', lines },
          },
        ],
        apps: [],
        findings: [
          {
            code: 'exit-code',
            category: 'app-exit',
            severity: 'error',
            symptom: 'Init:Error',
            cause: headline,
            fixes: [{ text: 'set it', risk: 'mutating', ...(command && { command }) }],
            evidence: [],
            heals: 'no',
            confidence: 'certain',
          },
        ],
        events: [],
        timeline: [],
      },
    ],
    unreadable: reason === undefined ? [] : [{ resource: 'nodes', verb: 'list', reason, mightChange: [] }],
  };
}
