import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { brokenKrewRules } from '../../scripts/release/krew-rules.mjs';

const manifest = () => parse(readFileSync(new URL('../../krew-manifest.yaml', import.meta.url), 'utf8'));

interface Spoiled {
  readonly what: string;
  readonly rule: RegExp;
  readonly spoil: (manifest: ReturnType<typeof parse>) => void;
}

const spoiled: readonly Spoiled[] = [
  { what: 'a short description that is long', rule: /51 characters/, spoil: ({ spec }) => (spec.shortDescription = 'x'.repeat(51)) },
  { what: 'a short description of kubectl', rule: /says kubectl/, spoil: ({ spec }) => (spec.shortDescription = 'Debug with Kubectl') },
  { what: 'a short description of two lines', rule: /not one line/, spoil: ({ spec }) => (spec.shortDescription = 'a\nb') },
  { what: 'a wide description', rule: /over 80 characters/, spoil: ({ spec }) => (spec.description = 'x'.repeat(81)) },
  { what: 'a version without v', rule: /semantic version/, spoil: ({ spec }) => (spec.version = '0.1.0') },
  { what: 'a name with an underscore', rule: /metadata.name/, spoil: ({ metadata }) => (metadata.name = 'init_doctor') },
  { what: 'a missing platform', rule: /windows\/amd64 has 0 entries/, spoil: ({ spec }) => spec.platforms.pop() },
  { what: 'a platform twice', rule: /linux\/amd64 has 2 entries/, spoil: ({ spec }) => spec.platforms.push(spec.platforms[0]) },
  { what: 'no .exe on Windows', rule: /bin of windows/, spoil: ({ spec }) => (spec.platforms.at(-1).bin = 'kubectl-initdoctor') },
  { what: 'a sum that YAML reads as a number', rule: /sha256 of linux/, spoil: ({ spec }) => (spec.platforms[0].sha256 = 0) },
  { what: 'an address without TLS', rule: /uri of linux/, spoil: ({ spec }) => (spec.platforms[0].uri = 'http://host/a.tar.gz') },
];

describe('krew-manifest.yaml', () => {
  it('keeps the rules of krew', () => assert.deepEqual(brokenKrewRules(manifest()), []));

  for (const { what, rule, spoil } of spoiled) {
    it(`would not with ${what}`, () => {
      const copy = manifest();
      spoil(copy);
      assert.match(brokenKrewRules(copy).join('\n'), rule);
    });
  }

  it('would not when it is empty', () => assert.ok(brokenKrewRules(null).length > 0));
});
