// The workflows cannot be run here; what they name must be there.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { archiveOf, builds } from '../../scripts/release/platforms.mjs';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const names = readdirSync(new URL('.github/workflows', root));
const scripts: Record<string, string> = JSON.parse(read('package.json')).scripts;

for (const name of names) {
  const path = `.github/workflows/${name}`;

  describe(path, () => {
    it('names scripts that package.json has', () => {
      const named = [...read(path).matchAll(/npm (?:run )?(test|(?<=run )[\w-]+)/g)].map(([, script = '']) => script);
      assert.deepEqual(
        named.filter((script) => !Object.hasOwn(scripts, script)),
        [],
      );
    });

    it('calls workflows that are there, and jobs that it has', () => {
      const jobs: Record<string, { uses?: string; needs?: string | string[] }> = parse(read(path)).jobs;
      for (const { uses, needs = [] } of Object.values(jobs)) {
        assert.ok(uses === undefined || existsSync(new URL(uses, root)), uses);
        for (const needed of [needs].flat()) assert.ok(Object.hasOwn(jobs, needed), needed);
      }
    });
  });
}

it('every archive of a release is run where it belongs', () => {
  const runs: { archive: string }[] = parse(read('.github/workflows/run-archives.yml')).jobs.run.strategy.matrix.include;
  const run = builds.map(archiveOf).map((archive) => runs.filter((each) => archive.endsWith(`_${each.archive}`)).length);
  assert.deepEqual(
    run,
    builds.map(() => 1),
  );
});

it('the changes of the version are told', () => {
  const { version } = JSON.parse(read('package.json'));
  assert.match(read('CHANGELOG.md'), new RegExp(`^## ${version.replaceAll('.', '\\.')}(?:,|$)`, 'm'));
});
