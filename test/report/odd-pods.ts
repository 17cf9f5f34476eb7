import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { openDumpText } from '../../src/cluster/dump/dump.ts';
import { memoised } from '../../src/cluster/memo.ts';
import { parseTargets, resolveTargets } from '../../src/cluster/targets.ts';
import { terminalReport } from '../../src/output/terminal/report.ts';
import { makeStyle } from '../../src/output/terminal/style.ts';
import { reportOn } from '../../src/report/report-on.ts';
import { strictSchemaErrors } from './validate.ts';

type Path = readonly (string | number)[];

/** Each shows another part of a pod: back-off, pull, waits, sidecar, scheduling, claims, volumes, ended, app. */
export const oddNames = [
  'exit-code',
  'image-tag',
  'wait-port',
  'sidecar-startup',
  'inflated-request',
  'claim-unbound',
  'never-again',
  'app-crash',
];

/** What is read of a namespace; the first item is the pod. */
function objectsOf(name: string): unknown[] {
  const items = (resource: string): { metadata: { name: string } }[] =>
    JSON.parse(readFileSync(new URL(`../dumps/${name}/namespaces/${name}/${resource}.yaml`, import.meta.url), 'utf8')).items;
  const pods = items('core/pods');
  const pod = pods.filter(({ metadata }) => metadata.name === name);
  const others = pods.filter(({ metadata }) => metadata.name !== name);
  return [...pod, ...items('core/events'), ...others, ...items('core/services'), ...items('discovery.k8s.io/endpointslices')];
}

/** Every place in a value, but those that say which pod it is. */
function places(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Array.isArray(value) ? value.map((item, index) => [index, item] as const) : Object.entries(value);
  return [path, ...inner.flatMap(([key, item]) => places(item, [...path, key]))];
}

function identifies(path: Path): boolean {
  const [item, key, inner] = path;
  return (
    item === 0 &&
    (key === undefined ||
      ['kind', 'apiVersion'].includes(String(key)) ||
      (key === 'metadata' && [undefined, 'name', 'namespace'].includes(inner as string)))
  );
}

/** The value with something else in one place; a place that is gone is left alone. */
function replaced(value: unknown, [key, ...rest]: Path, put: unknown): unknown {
  if (key === undefined) return put;
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? replaced(item, rest, put) : item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, name === key ? replaced(item, rest, put) : item]));
}

const oddities = fc.oneof(
  fc.constantFrom(null, {}, [], '', 0, -1, true, 1e300, [null], [[]], { name: null }, { toString: 1 }),
  fc.constantFrom('9999-12-31T23:59:59Z', '0001-01-01T00:00:00Z', '2026-13-45T99:99:99Z', '2026-01-01T00:00:00.123456789+14:00'),
  fc.constantFrom(
    'Always',
    'Never',
    'CrashLoopBackOff',
    'ImagePullBackOff',
    'Succeeded',
    '\u001b[2J\u202e',
    '%s $(HOME) `id`',
    '-0',
    '1e9Gi',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** There is a report on the pod of that name, it is valid, and it can be printed. @returns as printed */
export async function judge(name: string, objects: unknown): Promise<string> {
  const cluster = memoised(await openDumpText(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }), 'any pod'));
  const report = await reportOn(cluster, await resolveTargets(cluster, parseTargets([name], {}), { namespace: name }));
  assert.equal(report.subjects[0]?.name, name);
  assert.deepEqual(strictSchemaErrors(JSON.parse(JSON.stringify(report))), []);
  return terminalReport(report, makeStyle({ width: 80, colour: false }));
}

/** The objects of a recorded namespace, with something else in up to five places. */
export function oddObjects(name: string): fc.Arbitrary<unknown> {
  const objects = objectsOf(name);
  const all = places(objects).filter((path) => path.length > 0 && !identifies(path));
  // Half of the changes fall on the pod, whose places are fewer than those of its events.
  const ofPod = all.filter(([item]) => item === 0);
  const mutation = fc.tuple(fc.oneof(fc.constantFrom(...ofPod), fc.constantFrom(...all)), oddities);
  return fc
    .array(mutation, { minLength: 1, maxLength: 5 })
    .map((mutations) => mutations.reduce<unknown>((value, [path, put]) => replaced(value, path, put), objects));
}
