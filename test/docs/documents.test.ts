import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { documents } from '../../scripts/docs/reference.ts';

const at = (path: string): URL => new URL(`../../${path}`, import.meta.url);
const read = (path: string): string => readFileSync(at(path), 'utf8');
const handWritten = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'docs/ci.md'];

describe('the documents', () => {
  it('say what the program says', async () => {
    for (const [path, text] of await documents()) {
      assert.ok(existsSync(at(path)) && read(path) === text, `${path} is out of date: npm run reference writes it anew`);
    }
  });

  for (const path of handWritten) {
    it(`of ${path} link to files that are there`, () => {
      const links = [...read(path).matchAll(/\]\((?!https:)([^)#]+)/g)].map(([, link = '']) => link);
      assert.deepEqual(
        links.filter((link) => !existsSync(at(link))),
        [],
      );
    });

    it(`of ${path} name scripts that package.json has`, () => {
      const scripts: Record<string, string> = JSON.parse(read('package.json')).scripts;
      const named = [...read(path).matchAll(/npm (?:run )?(start|test|(?<=run )[\w-]+)/g)].map(([, name = '']) => name);
      assert.deepEqual(
        named.filter((name) => !Object.hasOwn(scripts, name)),
        [],
      );
    });
  }
});
