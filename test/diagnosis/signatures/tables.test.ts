import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codes } from '../../../src/diagnosis/codes.ts';
import { categories } from '../../../src/diagnosis/finding.ts';
import { tables } from '../../../src/diagnosis/signatures/index.ts';
import { matchLines } from '../../../src/diagnosis/signatures/match.ts';
import type { Signature, SignatureContext } from '../../../src/diagnosis/signatures/signature.ts';

const context: SignatureContext = {
  namespace: 'shop',
  pod: 'web-5d4f-x7',
  container: 'prepare',
  image: 'registry.test/tools:1',
  workload: { kind: 'Deployment', name: 'web' },
  serviceAccount: 'web',
  node: 'node-1',
};
const rows = tables.flat();
const places = (row: Signature) => (row.in === 'both' ? (['log', 'message'] as const) : ([row.in] as const));

describe('tables of signatures', () => {
  it('have unique ids', () => {
    const ids = rows.map(({ id }) => id);
    assert.deepEqual([...new Set(ids)], ids);
  });

  for (const row of rows) {
    it(`${row.id}: matches its lines before all others, and none of its look-alikes`, () => {
      assert.ok(row.matches.length >= 2, 'two lines that match');
      assert.ok(row.lookAlikes.length >= 2, 'two that look alike');
      for (const line of row.matches)
        for (const place of places(row)) assert.equal(matchLines([line], place, tables)[0]?.signature.id, row.id, line);
      for (const line of row.lookAlikes) for (const place of places(row)) assert.deepEqual(matchLines([line], place, [[row]]), [], line);
    });

    it(`${row.id}: says what is wrong and what to do`, () => {
      assert.ok(codes.includes(row.code) && categories.includes(row.category));
      const place = places(row)[0];
      for (const line of row.matches) for (const groups of matchLines([line], place, [[row]])) assertWords(row, groups.groups, true);
      assertWords(row, {}, false);
    });

    it(`${row.id}: quotes whatever a log may hold`, () => {
      const names = [...row.pattern.source.matchAll(/\(\?<(\w+?)\d{0,2}>/g)].map(([, name]) => [name, "x'; reboot #$(id)"]);
      for (const { command } of row.fixes(Object.fromEntries(names), context))
        assert.doesNotMatch((command ?? '').replace(/\\'|'[^']*'/g, ''), /[;&|$#<>`]/);
    });
  }
});

function assertWords(row: Signature, groups: Readonly<Record<string, string | undefined>>, told: boolean): void {
  const cause = row.cause(groups, context);
  const fixes = row.fixes(groups, context);
  assert.ok(fixes.length > 0, 'a fix');
  for (const text of [cause, ...fixes.map((fix) => fix.text)]) {
    if (!told) continue;
    assert.doesNotMatch(text, /undefined|\[object/, text);
    assert.doesNotMatch(text, /[.!]$|\s$|\s{2}/, `no full stop, no loose blanks: ${text}`);
    assert.match(
      text,
      /^[^A-Z]|^[A-Z]{2}|^[A-Z]\w*[A-Z]|^(?:Service|Secret|BusyBox|Vault|Kubernetes|Azure|Google|Istio|Linkerd|Cilium|Consul|Kuma|Docker|Windows|Java|Node|Python|Go|Redis|Kafka|Elasticsearch|Cassandra|Django|Rails|Prisma|Flyway|Liquibase|Alembic|Keycloak|Ruby|Spring|Terraform|Ansible|Sequelize|Knex|Laravel)\b/,
      text,
    );
  }
  if (fixes.some(({ risk }) => risk === 'destructive'))
    assert.ok(
      fixes.some(({ risk }) => risk === 'inspect'),
      'look before you destroy',
    );
  for (const { command } of fixes) if (command) assert.match(command, /^(?:kubectl|skopeo) /);
}
