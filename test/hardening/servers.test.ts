// Servers whose clock is hours away, whose objects are huge, whose answers never end, or who lose a pod between two requests,
// through the built programs.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { Report } from '../../src/report/document.ts';
import { type Program, programs, run } from '../front-door.ts';
import { parseReport } from '../report/validate.ts';
import { type BoundedRun, type Bounds, runWithin } from './bounded.ts';
import { type Difference, dumpServer, removeCertificates } from './dump-server.ts';
import { faults } from './faults.ts';
import { changes, much } from './odd-objects.ts';
import { count, startTally } from './tally.ts';

const tally = startTally('servers');
after(removeCertificates);
const name = 'exit-code';
const dump = `test/dumps/${name}`;

/** One run against such a server, that ends in time and with none of what is never right. */
async function asked(
  program: Program,
  words: readonly string[],
  difference: Difference,
  bounds: Partial<Bounds> = {},
): Promise<BoundedRun> {
  const server = await dumpServer(dump, difference);
  try {
    const env = { KUBECONFIG: '/dev/null' };
    const ran = await runWithin(program, [...words, '-n', name, ...server.flags], { env, most: 60_000, ...bounds });
    // A log goes to a pipe as it is.
    assert.deepEqual(count(tally, words[0] === 'logs' ? { ...ran, stdout: '' } : ran), [], ran.stderr);
    assert.ok(server.asked().every(({ method }) => method === 'GET'));
    return ran;
  } finally {
    await server.close();
  }
}

function reportOf({ stdout, stderr, code }: Pick<BoundedRun, 'stdout' | 'stderr' | 'code'>): Report {
  assert.deepEqual({ stderr, code }, { stderr: '', code: 0 });
  const { report, errors } = parseReport(stdout);
  assert.deepEqual(errors, []);
  return report;
}

/** Seconds that the report gives: since the pod was made, of the last run, of the back-off, until the next attempt. */
function timers({ subjects: [subject] }: Report): number[] {
  const step = subject?.init.find(({ blocking }) => blocking);
  return [subject?.age, step?.durationSeconds, step?.backoff?.delaySeconds, step?.backoff?.remainingSeconds].map(
    (seconds) => seconds ?? -1,
  );
}

const describing = ['describe', name, '-o', 'json'];
const clocks: Readonly<Record<string, number>> = {
  'as when the dump was taken': 0,
  'five hours ahead': 5,
  'five hours behind': -5,
  'in 2070': 24 * 365 * 44,
  'in 1999': -24 * 365 * 27,
};

const asking = [
  ['describe', name],
  ['describe', '-o', 'json'],
  ['logs', name, '-p'],
  ['wait', name, '--timeout=2s'],
  ['logs', name, '-f'],
];
const endless = ['a body without end', 'lines without end', 'a gzip bomb', 'a list that never ends', 'endless headers'];
/** From which request on. The third is that for the log. */
const endlessAt: readonly (readonly [words: readonly string[], places: readonly number[]])[] = [
  [describing, [1, 2, 3]],
  [['logs', name, '-p'], [3]],
  [
    ['wait', name, '--timeout=2s'],
    [2, 3],
  ],
];

for (const program of programs) {
  describe(`${program.name}: a server whose clock`, () => {
    for (const [what, hours] of Object.entries(clocks)) {
      test(`is ${what}: timers are by that clock`, async () => {
        const expected = timers(reportOf(await run(program, [...describing, '-n', name, '--from', dump])));
        const seen = timers(reportOf(await asked(program, describing, { hours })));
        const apart = seen.map((seconds, index) => Math.abs(seconds - (expected[index] ?? 0)));
        assert.ok(Math.max(...apart) <= 20 && Math.min(...expected) >= 0, `${seen} and not ${expected}`);
      });
    }
    for (const date of [undefined, '', 'soon', 'Fri, 31 Dec 275760 23:59:59 GMT']) {
      test(`says ${JSON.stringify(date)}: still an answer`, async () => {
        const { subjects } = reportOf(await asked(program, describing, { date }));
        assert.equal(subjects[0]?.findings[0]?.category, 'app-exit');
      });
    }
    test('is five hours ahead: wait ends when its own time is over', async () => {
      const { code } = await asked(program, ['wait', name, '--timeout=3s'], { hours: 5 });
      assert.equal(code, 3);
    });
  });

  describe(`${program.name}: a pod that, between two requests,`, { concurrency: 2 }, () => {
    for (const [what, { becomes, mayBeMissed }] of Object.entries(changes)) {
      for (const words of asking) {
        test(`${what}: ${words.join(' ')}`, async () => {
          await Promise.all([0, 1, 2, 3].map((from) => meets(from)));
        });
        const meets = async (from: number) => {
          const objects: Difference['objects'] = (plural, all, at) => (at > from ? becomes(plural, all) : all);
          const { code, stdout, stderr } = await asked(program, words, { objects }, words.includes('-f') ? { interruptAfter: 5_000 } : {});
          const said = `after request ${from}, exit code ${code}: ${stderr}`;
          assert.ok(code !== null && [0, 1, 2, 3, 4, 130].includes(code), said);
          if (code === 1 || code === 4) assert.match(stderr, /^(?:.*\n)*error: [^\n]{10,900}\n$/);
          else assert.ok(`${stdout}${stderr}` !== '' || (words.includes('-f') && !mayBeMissed), said);
          const isWrong = code === 4 && !mayBeMissed;
          tally.wrongAbsent += Number(isWrong);
          assert.ok(!isWrong, said);
        };
      }
    }
  });

  describe(`${program.name}: very much`, () => {
    for (const [what, { words, plural, change, says, most }] of Object.entries(much)) {
      test(what, async () => {
        const objects: Difference['objects'] = (of, all) => (of === plural ? change(all) : all);
        const { code, stderr, stdout, memory } = await asked(program, words, { objects }, { measured: true });
        assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
        assert.match(stdout, says);
        assert.ok(memory < most, `${Math.round(memory)} MiB`);
      });
    }
    for (const { name: what, fault } of faults.filter((each) => endless.includes(each.name))) {
      for (const [words, places] of endlessAt) {
        test(`${what}: ${words.join(' ')}`, async () => {
          const meets = async (at: number) => {
            const instead: Difference['instead'] = (request, response, now) => {
              if (now >= at) void fault({ request, response, real: () => Promise.reject(new Error('there is no other')) });
              return now >= at;
            };
            const { memory } = await asked(program, [...words, '--request-timeout=2s'], { instead }, { measured: true });
            assert.ok(memory < 700, `${Math.round(memory)} MiB, from request ${at} on`);
          };
          await Promise.all(places.map(meets));
        });
      }
    }
  });
}
