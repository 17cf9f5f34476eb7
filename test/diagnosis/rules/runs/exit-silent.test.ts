import { exitSilent } from '../../../../src/diagnosis/rules/runs/exit-silent.ts';
import { exited, specify } from '../container-facts.ts';

specify(exitSilent, {
  fires: [
    [
      'an empty log',
      exited(1),
      [
        /exits 1 without a word/,
        /kubectl debug pod\/web-5d8c7b9f4-x2x2x -n shop -it --copy-to=web-5d8c7b9f4-x2x2x-debug --container=setup -- sh/,
      ],
    ],
    ['blank lines only', exited(2, ['', '  ']), [/exits 2/]],
    ['a script can trace itself', { ...exited(1), container: { command: ['sh', '-ec'], args: ['[ -f /x ]'] } }, [/set -x; \[ -f \/x \]/]],
    ['no shell, no trace', { ...exited(1), container: { command: ['/app/check'] } }, [/FallbackToLogsOnError/, /it runs: \/app\/check/]],
    [
      'scripts of Bitnami swallow what their commands say',
      { ...exited(1), container: { image: 'docker.io/bitnami/discourse:3.3.2' } },
      [/BITNAMI_DEBUG=true/, /"env":\[\{"name":"BITNAMI_DEBUG","value":"true"\}\]/],
    ],
    ['127', exited(127), [/127 \(a command was not found/]],
  ],
  silent: [
    ['it spoke', exited(1, ['no'])],
    ['its log could not be read', { ...exited(1), logs: {} }],
    ['it wrote a termination message', { ...exited(1, [], { message: 'no' }) }],
    ['out of memory', exited(137, [], { reason: 'OOMKilled' })],
    ['segmentation fault', exited(139)],
  ],
});
