import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { tables } from '../../../src/diagnosis/signatures/index.ts';
import { bestMatch, matchLines } from '../../../src/diagnosis/signatures/match.ts';

const best = (log: string) => {
  const lines = log.split('\n');
  return bestMatch(matchLines(lines, 'log', tables), lines);
};
const id = (log: string) => best(log)?.signature.id;

describe('the match an expert would take', () => {
  const cases: readonly (readonly [string, string, string | undefined])[] = [
    ['nothing known', 'starting\nreading settings\nfatal: license is not for this host', undefined],
    [
      'a heavier line before a lighter one',
      'Load key "/root/.ssh/id_rsa": invalid format\ngit@git.test: Permission denied (publickey).\nfatal: Could not read from remote repository.',
      'git-key-format',
    ],
    [
      'of equals the last before the exit',
      "cp: cannot stat '/optional/a.conf': No such file or directory\nall is well\npanic: open /etc/app/main.toml: no such file or directory",
      'files-missing',
    ],
    [
      'the last error before an early warning',
      'WARN could not read cache: open /cache/index: permission denied\nmigrating\nError: timed out waiting for the condition on jobs/migrate',
      'kubernetes-wait-timeout',
    ],
    [
      'an error before chatter',
      'INFO 3 retries after connection refused\nERROR dial tcp: lookup db on 10.96.0.10:53: no such host',
      'dns-no-such-name',
    ],
    [
      'repeats of a retry loop count once',
      `${"nc: bad address 'db'\n".repeat(30)}mkdir: can't create directory '/data/x': File exists`,
      'left-over-file',
    ],
    [
      'usage text is no error',
      'Error: unknown flag: --dsnn\nUsage:\n  migrate up [flags]\n\nFlags:\n      --insecure   skip the check for x509: certificate signed by unknown authority\n  -h, --help',
      'usage-unknown-option',
    ],
    [
      'Java: the innermost cause',
      'Exception in thread "main" java.lang.IllegalStateException: no secret exists at kv/app\n\tat com.acme.Main.main(Main.java:9)\nCaused by: java.sql.SQLException: pool failed\n\tat com.acme.Db.open(Db.java:7)\n\t... 1 more\nCaused by: java.net.UnknownHostException: orders-db\n\tat java.net.InetAddress.get(InetAddress.java:1)\n\t... 8 more',
      'dns-no-such-name',
    ],
    [
      'Python: the first block',
      'Traceback (most recent call last):\n  File "/app/db.py", line 4, in connect\n    sock.connect(address)\nConnectionRefusedError: [Errno 111] Connection refused\n\nDuring handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):\n  File "/app/main.py", line 9, in <module>\n    report()\nPermissionError: [Errno 13] Permission denied: \'/var/log/app.log\'',
      'network-refused',
    ],
    [
      '.NET: the inner exception',
      "Unhandled exception. System.InvalidOperationException: Access to the path '/keys' is denied.\n ---> System.Net.Sockets.SocketException (111): Connection refused\n   at System.Net.Sockets.Socket.Connect(EndPoint e)\n   --- End of inner exception stack trace ---\n   at Acme.Program.Main()",
      'network-refused',
    ],
    [
      'Go: the panic above the goroutines',
      'panic: open /etc/app/config.toml: no such file or directory\n\ngoroutine 1 [running]:\nmain.main()\n\t/src/main.go:41 +0x1c5\nexit status 2',
      'files-missing',
    ],
    [
      'Node: the error above its frames',
      "Error: EACCES: permission denied, mkdir '/app/uploads'\n    at Object.mkdirSync (node:fs:1372:26)\n    at Object.<anonymous> (/app/seed.js:3:4) {\n  errno: -13\n}\n\nNode.js v20.11.0",
      'files-permission-denied',
    ],
    [
      'colours and time stamps',
      '\u001b[31m2026-05-04T09:00:00.123Z fatal: Remote branch release-9 not found in upstream origin\u001b[0m',
      'git-no-ref',
    ],
    [
      'quotes inside of JSON',
      '{"level":"error","msg":"Get \\"https://10.1.2.3/v2\\": x509: certificate signed by unknown authority"}',
      'tls-untrusted',
    ],
  ];
  for (const [name, log, expected] of cases) it(name, () => assert.equal(id(log), expected));

  it('tells where the line stands, and quotes it without colours', () => {
    const match = best('preparing\n\u001b[31msh: jq: not found\u001b[0m\n');
    assert.equal(match?.index, 1);
    assert.equal(match?.line, 'sh: jq: not found');
    assert.deepEqual(match?.groups, { program: 'jq' });
  });

  it('reads the last 200 lines only', () => {
    const log = ['sh: jq: not found', ...Array.from({ length: 200 }, (_, index) => `step ${index}`)];
    assert.deepEqual(matchLines(log, 'log', tables), []);
  });

  it('keeps log and messages apart', () => {
    assert.deepEqual(matchLines(['sh: jq: not found'], 'message', tables), []);
    assert.deepEqual(matchLines(['toomanyrequests: slow down'], 'log', tables), []);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'binary' }),
            fc.constantFrom('Traceback (most recent call last):', '\tat x', 'Caused by: x', '', 'sh: a: not found'),
          ),
        ),
        (lines) => {
          bestMatch(matchLines(lines, 'log', tables), lines);
        },
      ),
    );
  });
});
