import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { lastErrorLine } from '../../../src/diagnosis/signatures/last-error-line.ts';

describe('the line to quote for a failure of the program itself', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['the last error', 'reading /etc/app\nfatal: required setting DATABASE_URL is empty', 'fatal: required setting DATABASE_URL is empty'],
    [
      'not what follows from it',
      'error: schema version 7 is newer than this release\nshutting down\nexit status 1',
      'error: schema version 7 is newer than this release',
    ],
    ['without any error the last line', 'loading\nloading more\n\n', 'loading more'],
    [
      'no warning that only gives advice',
      'WARN  ==> REDIS_PASSWORD is empty or not set. This is only recommended for development environments.\nINFO  ==> Populating database',
      'INFO  ==> Populating database',
    ],
    ['a warning of what is wrong', 'WARN cannot reach the licence server\nINFO bye', 'WARN cannot reach the licence server'],
    ['no shell trace', '+ ./check\nlicense expired\n+ exit 7', 'license expired'],
    [
      'no usage text',
      'Error: required flag(s) "bucket" not set\nUsage:\n  seed [flags]\n\nFlags:\n      --bucket string   where to write; must not be empty',
      'Error: required flag(s) "bucket" not set',
    ],
    ['no progress', 'ERROR 7 rows rejected\nReceiving objects:  45% (9/20)\n 100 12345  100 12345    0     0', 'ERROR 7 rows rejected'],
    [
      'an error, not the chatter after it',
      'ERROR tenant acme is unknown\nINFO closing 3 connections\nINFO bye',
      'ERROR tenant acme is unknown',
    ],
    [
      'Java: the innermost cause',
      'Exception in thread "main" java.lang.IllegalStateException: cannot start\n\tat a.Main.main(Main.java:9)\nCaused by: java.lang.IllegalArgumentException: tenant must not be empty\n\tat a.Tenant.of(Tenant.java:3)\n\t... 1 more',
      'Caused by: java.lang.IllegalArgumentException: tenant must not be empty',
    ],
    [
      'Python: the first block',
      'Traceback (most recent call last):\n  File "/app/a.py", line 1, in a\n    raise LicenseError("seat limit reached")\nLicenseError: seat limit reached\n\nDuring handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):\n  File "/app/b.py", line 2, in b\n    cleanup()\nRuntimeError: cleanup failed',
      'LicenseError: seat limit reached',
    ],
    [
      'Python: the message below the frames',
      'Traceback (most recent call last):\n  File "/app/a.py", line 1, in a\n    raise ValueError("x")\nValueError: port must be a number',
      'ValueError: port must be a number',
    ],
    [
      'Go: the panic',
      'starting\npanic: tenant table is empty\n\ngoroutine 1 [running]:\nmain.main()\n\t/src/main.go:41 +0x1c5\nexit status 2',
      'panic: tenant table is empty',
    ],
    [
      'Rust: the message under the place',
      'thread \'main\' panicked at src/main.rs:5:10:\ncalled `Result::unwrap()` on an `Err` value: Missing("tenant")\nnote: run with `RUST_BACKTRACE=1` environment variable to display a backtrace',
      'called `Result::unwrap()` on an `Err` value: Missing("tenant")',
    ],
    [
      'npm: what failed, not that it failed',
      'Error: tenant is not set\nnpm ERR! code ELIFECYCLE\nnpm ERR! errno 1\nnpm ERR! A complete log of this run can be found in:',
      'Error: tenant is not set',
    ],
  ];
  for (const [name, log, expected] of cases)
    it(name, () => {
      const lines = log.split('\n');
      const found = lastErrorLine(lines);
      assert.equal(found?.line, expected);
      assert.equal(lines[found?.index ?? -1], expected);
    });

  it('says nothing for an empty log', () => {
    assert.equal(lastErrorLine([]), undefined);
    assert.equal(lastErrorLine(['', '  ']), undefined);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: 'binary' })), (lines) => void lastErrorLine(lines)));
  });
});
