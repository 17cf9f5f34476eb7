import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openDump } from '../../src/cluster/dump/dump.ts';
import { memoised } from '../../src/cluster/memo.ts';
import type { Unreadable } from '../../src/cluster/port.ts';
import { parseTargets, resolveTargets } from '../../src/cluster/targets.ts';
import { categories, type Evidence, type Fix } from '../../src/diagnosis/finding.ts';
import type * as document from '../../src/report/document.ts';
import { reportOn } from '../../src/report/report-on.ts';
import schema from '../../src/report/schema.json' with { type: 'json' };
import { recordings } from '../recordings.ts';
import { schemaErrors, strictSchemaErrors } from './validate.ts';

type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : never) : never;
type Definitions = typeof schema.$defs;
type Properties<Name extends keyof Definitions> = Definitions[Name] extends { properties: infer Named } ? keyof Named : never;
type Log = NonNullable<document.InitEntry['log']>;

// The compiler reads both: a property that only one of them has does not compile.
const sameProperties: {
  report: Same<keyof document.Report, keyof typeof schema.properties>;
  source: Same<keyof document.Report['source'], Properties<'source'>>;
  subject: Same<keyof document.Subject, Properties<'subject'>>;
  owner: Same<keyof NonNullable<document.Subject['owner']>, Properties<'owner'>>;
  init: Same<keyof document.InitEntry, Properties<'init'>>;
  app: Same<keyof document.AppEntry, Properties<'app'>>;
  backoff: Same<keyof document.BackoffEntry, Properties<'backoff'>>;
  waitsFor: Same<keyof document.WaitsForEntry, Properties<'waitsFor'>>;
  log: Same<keyof Log, Properties<'log'>>;
  finding: Same<keyof document.FindingEntry, Properties<'finding'>>;
  fix: Same<keyof Fix, Properties<'fix'>>;
  evidence: Same<keyof Evidence, Properties<'evidence'>>;
  event: Same<keyof document.EventEntry, Properties<'event'>>;
  moment: Same<keyof document.TimelineEntry, Properties<'moment'>>;
  unreadable: Same<keyof document.UnreadableEntry, Properties<'unreadable'>>;
} = {
  report: true,
  source: true,
  subject: true,
  owner: true,
  init: true,
  app: true,
  backoff: true,
  waitsFor: true,
  log: true,
  finding: true,
  fix: true,
  evidence: true,
  event: true,
  moment: true,
  unreadable: true,
};

/** The values of a closed set of strings; the compiler wants each of them. */
const valuesOf = <Value extends string>(all: Record<Value, true>): string[] => Object.keys(all);

const { $defs } = schema;
const closedSets: readonly (readonly [title: string, inSchema: readonly string[], inTypes: readonly string[]])[] = [
  ['category', $defs.category.enum, categories],
  ['source', $defs.source.properties.kind.enum, valuesOf<document.Report['source']['kind']>({ cluster: true, dump: true })],
  [
    'verdict',
    $defs.subject.properties.verdict.enum,
    valuesOf<document.Verdict>({ initialized: true, initializing: true, stuck: true, failing: true, failed: true, 'no-pod': true }),
  ],
  [
    'state',
    $defs.state.enum,
    valuesOf<document.InitEntry['state']>({ succeeded: true, running: true, waiting: true, failed: true, 'not-started': true }),
  ],
  ['back-off', $defs.backoff.properties.kind.enum, valuesOf<document.BackoffEntry['kind']>({ crash: true, 'image-pull': true })],
  [
    'basis of a back-off',
    $defs.backoff.properties.basis.enum,
    valuesOf<document.BackoffEntry['basis']>({ message: true, computed: true, events: true }),
  ],
  ['run', $defs.log.properties.run.enum, valuesOf<Log['run']>({ previous: true, current: true, 'termination-message': true })],
  [
    'severity',
    $defs.finding.properties.severity.enum,
    valuesOf<document.FindingEntry['severity']>({ error: true, warning: true, info: true }),
  ],
  ['heals', $defs.finding.properties.heals.enum, valuesOf<document.FindingEntry['heals']>({ no: true, maybe: true, 'by-itself': true })],
  [
    'confidence',
    $defs.finding.properties.confidence.enum,
    valuesOf<document.FindingEntry['confidence']>({ certain: true, likely: true, possible: true }),
  ],
  ['risk', $defs.fix.properties.risk.enum, valuesOf<Fix['risk']>({ inspect: true, safe: true, mutating: true, destructive: true })],
  [
    'evidence',
    $defs.evidence.properties.from.enum,
    valuesOf<Evidence['from']>({ status: true, event: true, log: true, spec: true, object: true }),
  ],
  ['verb', $defs.unreadable.properties.verb.enum, valuesOf<Unreadable['verb']>({ get: true, list: true, watch: true })],
];

describe('the schema says what the types say', () => {
  test('properties', () => assert.ok(Object.values(sameProperties).every(Boolean)));
  for (const [title, inSchema, inTypes] of closedSets) test(title, () => assert.deepEqual([...inSchema].sort(), [...inTypes].sort()));
});

describe('reports on real failures are valid, and hold nothing that the schema does not name', () => {
  for (const { name, target, path } of recordings) {
    test(name, async () => {
      const cluster = memoised(await openDump(path));
      const report = await reportOn(cluster, await resolveTargets(cluster, parseTargets([target], {}), { namespace: name }));
      assert.notEqual(report.subjects.length, 0);
      assert.deepEqual(strictSchemaErrors(JSON.parse(JSON.stringify(report))), []);
    });
  }
});

describe('the schema', () => {
  const report = {
    schemaVersion: 1,
    generatedAt: '2026-03-01T10:00:00Z',
    source: { kind: 'dump', name: 'x' },
    subjects: [],
    unreadable: [],
  };

  test('allows what later versions add', () => assert.deepEqual(schemaErrors({ ...report, later: { than: 'this' } }), []));
  test('refuses what is missing', () => assert.notDeepEqual(schemaErrors({ ...report, subjects: undefined }), []));
  test('refuses a time that is none', () => assert.notDeepEqual(schemaErrors({ ...report, generatedAt: 'yesterday' }), []));
  test('refuses another version', () => assert.notDeepEqual(schemaErrors({ ...report, schemaVersion: 2 }), []));
});
