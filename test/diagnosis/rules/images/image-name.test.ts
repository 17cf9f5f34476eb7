import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { imageNameProblem, readImage } from '../../../../src/diagnosis/images/image-reference.ts';
import { imageName } from '../../../../src/diagnosis/rules/images/image-name.ts';
import { backOff, specify } from '../container-facts.ts';

const invalid = (image: string, why = 'invalid reference format') => ({
  container: { image },
  waiting: {
    reason: 'InvalidImageName',
    message: `Failed to apply default image tag "${image}": couldn't parse image name "${image}": ${why}`,
  },
});

specify(imageName, {
  fires: [
    [
      'upper case',
      invalid('ghcr.io/Acme/tools:1', 'invalid reference format: repository name (Acme/tools) must be lowercase'),
      [/Acme\/tools has upper-case letters/, /lower case/],
    ],
    ['a shell placeholder', invalid('ghcr.io/acme/tools:${TAG}'), [/\$\{TAG\} is a placeholder/]],
    ['a template', invalid('ghcr.io/acme/tools:{{ .Values.tag }}'), [/placeholder that nothing replaced/]],
    ["Helm's <no value>", invalid('ghcr.io/acme/tools:<no value>'), [/<no value>/]],
    ['a pattern', invalid('ghcr.io/acme/tools:1.*'), [/wildcard \*/, /concrete tag/]],
    ['two tags', invalid('ghcr.io/acme/tools:1.4:1.5'), [/more than one tag/]],
    ['an empty tag', invalid('ghcr.io/acme/tools:'), [/ends in a colon/]],
    ['a space', invalid('ghcr.io/acme/tools :1'), [/a space/]],
    ['a scheme', invalid('https://ghcr.io/acme/tools:1'), [/no scheme/]],
    ['an empty repository', invalid(':1.4'), [/begins with a colon/]],
    [
      'CRI-O',
      { container: { image: 'Tools:1' }, ...backOff('invalid reference format: repository name must be lowercase', 'Tools:1') },
      [/lower case/],
    ],
    [
      'a short name that CRI-O does not resolve',
      {
        container: { image: 'busybox' },
        ...backOff(
          'short-name "busybox" did not resolve to an alias and no unqualified-search registries are defined in "/etc/containers/registries.conf"',
          'busybox',
        ),
      },
      [/short name without a registry/, /docker\.io\/library\/busybox/, /registries\.conf/],
    ],
  ],
  silent: [
    ['no such tag', backOff('ghcr.io/acme/tools:1.4: not found')],
    ['a working name', { running: '2026-06-01T11:59:00Z' }],
    ['no right', backOff('401 Unauthorized')],
  ],
});

for (const good of [
  'busybox',
  'busybox:1.36',
  'localhost:5000/a/b_c:1',
  `x@sha256:${'a'.repeat(64)}`,
  'ghcr.io/a/b:V1',
  'REG.acme:5000/a',
]) {
  test(`no problem with ${good}`, () => assert.equal(imageNameProblem(good), undefined));
}
test('reads any text', () => fc.assert(fc.property(fc.string(), (text) => void [readImage(text), imageNameProblem(text)])));
