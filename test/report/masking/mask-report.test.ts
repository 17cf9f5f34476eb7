import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { maskReport } from '../../../src/report/masking/mask-report.ts';
import { reportOf } from './make-report.ts';

describe('a report without credentials', () => {
  test('stays as it is', () => {
    const report = reportOf({ headline: 'init container migrate exits 1', lines: ['connecting to postgres://app@db:5432/shop', ''] });
    assert.deepEqual(maskReport(report), report);
    const silent = reportOf({ headline: '', lines: [] });
    assert.deepEqual(maskReport(silent), silent);
  });
});

describe('a report with credentials', () => {
  test('is masked wherever they stand, and says so', () => {
    const report = reportOf({
      headline: 'migrate exits 1: "cannot reach postgres://app:hunter2@db:5432/shop"',
      lines: ['DB_PASSWORD=hunter2', 'done'],
      reason: 'login hunter with token=hunter2 failed',
    });
    const masked = maskReport(report);
    assert.ok(!JSON.stringify(masked).includes('hunter2'));
    assert.equal(masked.masked, true);
    assert.equal(masked.subjects[0]?.headline, 'migrate exits 1: "cannot reach postgres://app:****@db:5432/shop"');
    assert.deepEqual(masked.subjects[0]?.init[0]?.log?.lines, ['DB_PASSWORD=****', 'done']);
  });

  test('keeps the lines of a log, also those of a private key', () => {
    const lines = ['-----BEGIN PRIVATE KEY-----', 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC', '-----END PRIVATE KEY-----', 'bad key'];
    const masked = maskReport(reportOf({ headline: '', lines }));
    assert.deepEqual(masked.subjects[0]?.init[0]?.log?.lines, [lines[0], '****', lines[2], 'bad key']);
  });

  test('has no command that would do something else than it says', () => {
    const command = 'kubectl set env deploy/web -n shop DB_PASSWORD=hunter2';
    const [fix] = maskReport(reportOf({ headline: '', lines: [], command })).subjects[0]?.findings[0]?.fixes ?? [];
    assert.deepEqual(fix, { text: 'set it (the command holds a credential; --show-secrets prints it)', risk: 'mutating' });
  });
});
