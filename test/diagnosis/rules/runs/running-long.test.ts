import { runningLong } from '../../../../src/diagnosis/rules/runs/running-long.ts';
import { fires, initialized, running, silent } from '../around-facts.ts';
import { crashed, oneInit } from '../container-facts.ts';

const sh = (script: string) => ({ command: ['sh', '-c', script] });
const log = (...lines: string[]) => ({ logs: { setup: { run: 'current' as const, lines } } });

fires(runningLong, {
  'sleep, however young': [
    running('2026-06-01T11:59:50Z', sh('sleep 86400')),
    {
      cause: /setup is still running after 10s and will not end by itself: its command is sleep 86400/,
      severity: 'error',
      confidence: 'certain',
      category: 'timeout',
      container: 'setup',
    },
  ],
  'sleep infinity after work': [
    running('2026-06-01T11:50:00Z', sh('cp -r /src /dst && sleep infinity')),
    { cause: /sleep infinity/, severity: 'error' },
  ],
  'tail -f /dev/null': [running('2026-06-01T11:50:00Z', { command: ['tail', '-f', '/dev/null'] }), { cause: /tail -f \/dev\/null/ }],
  'an endless loop': [running('2026-06-01T11:50:00Z', sh('while true; do sleep 30; done')), { cause: /while true; do sleep 30; done/ }],
  'silent for long': [
    running('2026-06-01T11:30:00Z', {}, log()),
    {
      cause: /setup is still running after 30m and has written no output at all: it hangs or is very slow/,
      severity: 'error',
      confidence: 'likely',
      command: /exec web-5d8c7b9f4-x2x2x -n shop -c setup -- ps/,
    },
  ],
  'its last word was long ago': [
    running('2026-06-01T11:30:00Z', {}, log('2026-06-01T11:31:00Z INFO fetching index')),
    {
      cause: /without an end, no output since 29m, its last line is "2026-06-01T11:31:00Z INFO fetching index": it hangs/,
      severity: 'error',
    },
  ],
  'silent, with an open input': [
    running('2026-06-01T11:30:00Z', { command: ['cat'], stdin: true }, log()),
    { cause: /waits for input that nobody gives: its standard input is open \(stdin: true\)/, severity: 'error', fix: /leave out stdin/ },
  ],
  'at work in spite of an open input': [
    running('2026-06-01T11:30:00Z', { stdin: true }, log('copied 10 of 90', 'copied 20 of 90', 'copied 30 of 90')),
    { cause: /and is at work/, severity: 'info' },
  ],
  'silent for a while': [
    running('2026-06-01T11:55:00Z', {}, log('starting')),
    { cause: /still running after 5m without an end, its last line is "starting"$/, severity: 'warning' },
  ],
  young: [running('2026-06-01T11:59:20Z', {}, log('starting')), { cause: /after 40s/, severity: 'info' }],
  'at work: it counts up': [
    running('2026-06-01T11:00:00Z', {}, log('copied 10 of 90', 'copied 20 of 90', 'copied 30 of 90')),
    { cause: /and is at work, its last line is "copied 30 of 90"/, severity: 'info', fix: /let it work/ },
  ],
  'at work: it spoke just now': [
    running('2026-06-01T11:00:00Z', {}, log('2026/06/01 11:59:40 restored chunk a7')),
    { cause: /is at work/, severity: 'info' },
  ],
  'a retry loop is no work': [
    running('2026-06-01T11:00:00Z', {}, log('2026-06-01T11:59:40Z attempt 7: connection refused')),
    { cause: /without an end, its last line is/, severity: 'error' },
  ],
});

silent(runningLong, {
  'a proxy': running('2026-06-01T11:00:00Z', { image: 'envoyproxy/envoy:v1.30' }),
  'it has failed': oneInit(crashed({ exitCode: 1 })),
  'init is done': initialized({ state: { running: {} }, ready: true }),
});
