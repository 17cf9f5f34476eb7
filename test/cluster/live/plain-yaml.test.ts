import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { plainYaml } from '../../../src/cluster/live/kubeconfig/plain-yaml.ts';

const kubeconfig = `# written by a tool
apiVersion: v1
kind: Config
clusters:
- cluster:
    certificate-authority-data: MIIBdjCCAR2gAwIBAgIBADAKBggqhkjOPQQDAjAjMSEwHwYDVQQDDBhrM3Mtc2Vy==
    server: https://203.0.113.7:6443/k8s/clusters/c-1
  name: arn:aws:eks:eu-west-1:123456789012:cluster/shop
contexts:
  - context:
      cluster: shop
      namespace: web
      user: "shop admin"
    name: shop
current-context: 'shop'
preferences: {}
users:
- name: shop admin
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1beta1
      args:
      - --region
      - eu-west-1
      command: aws
      env: null-ish
      provideClusterInfo: false
      interactiveMode:
`;

test('a kubeconfig as tools write it is read without the YAML parser', () => {
  const read = plainYaml(kubeconfig);
  assert.notEqual(read, undefined);
  assert.deepEqual(read?.value, parse(kubeconfig));
});

const notPlain: Record<string, string> = {
  'a block scalar': 'hint: |\n  install it\n',
  'a folded scalar': 'hint: >-\n  install\n  it\n',
  'an anchor': 'a: &x b\nc: *x\n',
  'a merge': '<<: {a: b}\n',
  'a flow mapping': 'cluster: {server: https://a}\n',
  'a flow sequence': 'args: [get-token]\n',
  'a tag': 'a: !!str 1\n',
  'a number': 'port: 6443\n',
  'an exponent': 'a: 1e3\n',
  'a comment after a value': 'a: b # c\n',
  'a value over two lines': 'a: b\n  c\n',
  'a quoted value over two lines': 'a: "b\n  c"\n',
  'an escape': 'a: "b\\n"\n',
  'a doubled quote': "a: 'b''c'\n",
  'a tab': 'a:\tb\n',
  'carriage returns': 'a: b\r\nc: d\r\n',
  'a duplicate key': 'a: b\na: c\n',
  'two documents': 'a: b\n---\nc: d\n',
  'a colon in a value': 'a: b: c\n',
  'a nested sequence': '- - a\n',
  'a list beside a map': 'a: b\n- c\n',
  'a wrong indent': 'a:\n    b: c\n  d: e\n',
  'a quoted key': '"a": b\n',
  'other scripts': 'a: ключ\n',
};

for (const [what, text] of Object.entries(notPlain)) {
  test(`${what} is left to the YAML parser`, () => assert.equal(plainYaml(text), undefined));
}

const word = fc.stringMatching(/^[A-Za-z0-9/+=._:@-]{0,12}$/);
const scalar = fc.oneof(word, fc.string({ maxLength: 12 }), fc.boolean(), fc.constant(null), fc.integer());
const documents = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalar, tie('map'), tie('list')),
  map: fc.dictionary(fc.stringMatching(/^[a-z][a-z-]{0,8}$/), tie('value'), { maxKeys: 4 }),
  list: fc.array(tie('value'), { maxLength: 4 }),
})).map;

test('what it reads, the YAML parser reads the same', () => {
  fc.assert(
    fc.property(documents, fc.boolean(), (document, indentSeq) => {
      const text = stringify(document, { indentSeq, lineWidth: 0 });
      const read = plainYaml(text);
      if (read !== undefined) assert.deepEqual(read.value, parse(text));
    }),
    { numRuns: 2000 },
  );
});

test('of lines in any order it reads what the YAML parser reads, or nothing', () => {
  const lines = fc.array(
    fc.oneof(
      fc.constantFrom(
        'a: b',
        'a:',
        'b:',
        '- a',
        '- a: b',
        '  - c',
        '  c: d',
        '    e: f',
        '- d:',
        '#',
        '',
        'a: null',
        '-',
        'b: "x"',
        "c: 'y'",
        ' x: y',
        '- https://a:1',
        'd: {}',
      ),
      fc.tuple(fc.constantFrom('', '  ', '- ', '  - '), fc.constantFrom('a: ', 'b: ', ''), word).map((parts) => parts.join('')),
    ),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(lines, (all) => {
      const text = `${all.join('\n')}\n`;
      const read = plainYaml(text);
      if (read !== undefined) assert.deepEqual(read.value, parse(text));
    }),
    { numRuns: 5000 },
  );
});
