// Pods, events, dumps, scripts, log lines and answers of a server, changed at random: nothing throws, nothing takes long, and nothing
// that a terminal would obey is printed. INITDOCTOR_FUZZ_RUNS says how many inputs, INITDOCTOR_FUZZ_SEED which.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { openDumpText } from '../../src/cluster/dump/dump.ts';
import { KnownError } from '../../src/cluster/errors.ts';
import { jsonAnswer, reasonOf } from '../../src/cluster/live/answers.ts';
import { watchEvent } from '../../src/cluster/live/watch/watch-events.ts';
import { parseTargets, resolveTargets } from '../../src/cluster/targets.ts';
import { tables } from '../../src/diagnosis/signatures/index.ts';
import { lastErrorLine } from '../../src/diagnosis/signatures/last-error-line.ts';
import { matchLines } from '../../src/diagnosis/signatures/match.ts';
import { jsonReport } from '../../src/output/json.ts';
import { terminalReport } from '../../src/output/terminal/report.ts';
import { makeStyle } from '../../src/output/terminal/style.ts';
import { reportOn } from '../../src/report/report-on.ts';
import { readWaits } from '../../src/waits/script/read-waits.ts';
import { recordings } from '../recordings.ts';
import { judge, oddNames, oddObjects } from '../report/odd-pods.ts';
import { mutatedText } from './mutated-text.ts';
import { control, startTally } from './tally.ts';

const tally = startTally('fuzz');
const runs = Number(process.env.INITDOCTOR_FUZZ_RUNS ?? 4000);
const seed = process.env.INITDOCTOR_FUZZ_SEED === undefined ? undefined : Number(process.env.INITDOCTOR_FUZZ_SEED);
/** Of one input; a second is the most that is met. Milliseconds of a processor, whoever else works on it. */
const longest = 5000;

/** Tries a share of all runs. `use` throws for what must not be, and returns what it would print. */
async function tries<T>(share: number, inputs: fc.Arbitrary<T>, use: (input: T) => Promise<string> | string): Promise<void> {
  const tried = async (input: T) => {
    tally.tried += 1;
    const began = process.cpuUsage();
    const printed = await counted(() => use(input), 'crashes');
    const { user, system } = process.cpuUsage(began);
    const took = (user + system) / 1000;
    await counted(() => assert.ok(took < longest, `takes ${Math.round(took)} ms`), 'hangs');
    await counted(() => assert.doesNotMatch(printed, control), 'controlBytes');
  };
  await fc.assert(fc.asyncProperty(inputs, tried), { numRuns: Math.ceil(runs * share), seed, endOnFailure: true });
}

async function counted<T>(work: () => Promise<T> | T, wrong: 'crashes' | 'hangs' | 'controlBytes'): Promise<T> {
  try {
    return await work();
  } catch (error) {
    tally[wrong] += 1;
    throw error;
  }
}

for (const name of oddNames) {
  test(`objects around ${name}`, () => tries(0.00125, oddObjects(name), (objects) => judge(name, objects)));
}

const listOf = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const lists = recordings.map(({ name, path }) => JSON.parse(listOf(`${path}/namespaces/${name}/core/pods.yaml`)));
const alone = lists.flatMap(({ items }) => items.slice(0, 1));
const texts = [...alone.map((pod) => JSON.stringify(pod, null, 1)), ...lists.slice(0, 6).map((list) => JSON.stringify(list, null, 1))];

async function describeDump(text: string): Promise<string> {
  try {
    const cluster = await openDumpText(text, 'stdin');
    const report = await reportOn(cluster, await resolveTargets(cluster, parseTargets([], {}), { 'all-namespaces': true }));
    return terminalReport(report, makeStyle({ width: 80, colour: false })) + jsonReport(report);
  } catch (error) {
    if (error instanceof KnownError) return '';
    throw error;
  }
}
test('dumps in JSON', () => tries(0.008, mutatedText(texts), describeDump));
test('dumps in YAML', () => tries(0.002, mutatedText(alone.map((pod) => stringify(pod))), describeDump));

const scriptsOf = ({ spec }: { spec?: { initContainers?: { command?: string[]; args?: string[] }[] } }): string[] =>
  (spec?.initContainers ?? []).flatMap(({ command = [], args = [] }) => [...command, ...args].slice(-1));
const scripts = [
  ...new Set(alone.flatMap(scriptsOf)),
  'until nc -z "${DB_HOST:-db}" 5432; do echo waiting; sleep 2; done',
  'for i in $(seq 1 30); do if pg_isready -h db -p 5432; then exit 0; fi; sleep 1; done; exit 1',
  'while [ "$(curl -s -o /dev/null -w \'%{http_code}\' http://api.shop.svc:8080/healthz)" != 200 ]; do sleep 5; done',
  'cat <<EOF | sh\nuntil redis-cli -u redis://cache:6379 ping | grep PONG; do sleep 1; done\nEOF',
  'wait-for-it.sh kafka-0.kafka:9092 -t 60 -- kubectl wait --for=condition=ready pod -l app=db --timeout=5m',
];
test('scripts', () =>
  tries(0.03, mutatedText(scripts), (script) => {
    const container = { name: 'wait', image: 'busybox', command: ['sh', '-c', script] };
    assert.ok(
      Array.isArray(
        readWaits({ container, pod: { metadata: { namespace: 'shop' }, spec: { containers: [], initContainers: [container] } } }),
      ),
    );
    return '';
  }));

const lines = tables.flat().flatMap(({ matches, lookAlikes = [] }) => [...matches, ...lookAlikes]);
test('lines of logs', () =>
  tries(0.45, fc.array(mutatedText(lines), { minLength: 1, maxLength: 3 }), (some) => {
    const matches = matchLines(some, 'log', tables);
    return [...matches.map(({ line }) => line), lastErrorLine(some)?.line ?? ''].join('\n').replace(/[\u0080-\u{10ffff}]/gu, '');
  }));

const answers = [
  JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'NotFound', message: 'pods "x" not found', code: 404 }),
  JSON.stringify({ type: 'MODIFIED', object: alone[0] }),
  JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version' } }),
  JSON.stringify({ type: 'BOOKMARK', object: { kind: 'Pod', metadata: { resourceVersion: '12' } } }),
];
test('answers of a server', () =>
  tries(0.5, fc.tuple(mutatedText(answers), fc.constantFrom(200, 302, 403, 404, 500)), ([text, status]) => {
    watchEvent(text);
    const reason = reasonOf(jsonAnswer({ status, statusText: 'x', text }));
    assert.ok(reason.length > 0 && reason.length < 700 && !reason.includes('\n'));
    return '';
  }));
