import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';

const recorded = 'test/dumps/exit-code';
const pods = 'namespaces/exit-code/core/pods.yaml';
const podList = JSON.parse(readFileSync(join(recorded, pods), 'utf8'));
const json = JSON.stringify(podList, null, 1);
const another = (name: string, bytes = 0): object => ({
  ...podList.items[0],
  metadata: { name, namespace: 'exit-code', annotations: { filler: 'x'.repeat(bytes) } },
});

/** A dump of pod `exit-code` that is not as it should be. */
export interface BrokenDump {
  readonly name: string;
  /** Makes it in an empty folder. @returns what is given to --from */
  make(folder: string): string;
  readonly ends: 0 | 1 | 4;
  /** On stderr, where it ends with an error; else on stdout. */
  readonly says: RegExp;
  /** MiB that it may take; where it is missing, what any dump may. */
  readonly memory?: number;
}

const file = (name: string, text: string | Buffer, ends: 0 | 1 | 4, says: RegExp): BrokenDump => ({
  name,
  ends,
  says,
  make: (folder) => {
    const path = join(folder, 'dump.yaml');
    writeFileSync(path, text);
    return path;
  },
});
/** The recorded dump with something else in it. */
const gathered = (name: string, change: (folder: string) => void, ends: 0 | 1 | 4, says: RegExp): BrokenDump => ({
  name,
  ends,
  says,
  make: (folder) => {
    cpSync(recorded, folder, { recursive: true });
    change(folder);
    return folder;
  },
});
/** In place of the list of pods. */
const instead = (make: (path: string, folder: string) => unknown) => (folder: string) => {
  rmSync(join(folder, pods));
  make(join(folder, pods), folder);
};

const nothing = /^error: found nothing of Kubernetes in \S+/;
const whole = /Init:CrashLoopBackOff {3}1 of 3 done/;
const part = (percent: number, text = json): string => text.slice(0, Math.floor((text.length * percent) / 100));
const noise = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919 + (index >> 3)) & 255));
const two = JSON.stringify({ ...podList, items: [...podList.items, another('later')] }, null, 1);
const twoInYaml = stringify(JSON.parse(two));

export const brokenDumps: readonly BrokenDump[] = [
  file('an empty file', '', 1, nothing),
  file('noise', noise, 1, nothing),
  file('zeros', Buffer.alloc(5000), 1, nothing),
  file('text that is no YAML', 'kind: [Pod\n  "', 1, nothing),
  file('YAML of something else', 'kind: 3\nitems: 4\nname: x\n', 1, nothing),
  file('JSON of something else', '{"name": "x", "items": [1, null]}', 1, nothing),
  file('a login page', '<!DOCTYPE html><html><body>kind: of\u001b[2J</body></html>', 1, nothing),
  file('an archive', Buffer.from('1f8b0800000000000003', 'hex'), 1, /is an archive: unpack it/),
  file('braces without end', '{"kind": "Pod", "a": '.repeat(20_000), 1, nothing),
  file('brackets without end', `kind: Pod\na: ${'['.repeat(50_000)}`, 1, nothing),
  file(
    'aliases that multiply',
    `kind: Pod\n${[...'abcdefghij'].map((name, index) => `${name}: &${name} [${`*${'zabcdefghij'[index]},`.repeat(9)}]\n`).join('')}`,
    1,
    nothing,
  ),
  file('an alias of itself', 'kind: Pod\napiVersion: v1\nmetadata: &a {name: exit-code, namespace: exit-code, labels: *a}\n', 1, nothing),
  file(
    'keys of prototypes',
    '{"kind":"Pod","apiVersion":"v1","__proto__":{"kind":"x"},"constructor":{"prototype":1},"metadata":{"name":"exit-code","namespace":"exit-code","__proto__":{}}}',
    0,
    /exit-code/,
  ),
  ...[5, 50, 99].map((percent) => file(`${percent} % of a list with one pod`, part(percent), 1, /breaks off/)),
  file('a list that breaks off behind the pod', part(90, two), 0, whole),
  file('YAML that breaks off behind the pod', part(90, twoInYaml), 0, whole),
  file(
    'versions and kinds of all times',
    [
      'apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata: {name: old}',
      'apiVersion: apps/v9\nkind: ReplicaSet\nmetadata: {name: new}\nspec: []',
      'apiVersion: x.io/v1\nkind: Pod\nmetadata: {name: exit-code, namespace: exit-code}\nstatus: {phase: Running}',
      'apiVersion: v2\nkind: Pod\nmetadata: 7',
      json,
    ].join('\n---\n'),
    0,
    whole,
  ),
  gathered(
    'an empty list',
    instead((path) => writeFileSync(path, '')),
    1,
    /pods\.yaml is empty/,
  ),
  gathered(
    'half a list',
    instead((path) => writeFileSync(path, part(50))),
    1,
    /pods\.yaml breaks off/,
  ),
  gathered(
    'noise for a list',
    instead((path) => writeFileSync(path, noise)),
    1,
    /pods\.yaml has no Kubernetes object/,
  ),
  gathered(
    'a link out of the dump',
    instead((path, folder) => {
      writeFileSync(`${folder}-outside.yaml`, json);
      symlinkSync(`${folder}-outside.yaml`, path);
    }),
    1,
    /leads out of the dump/,
  ),
  gathered(
    'a link to itself',
    instead((path) => symlinkSync('pods.yaml', path)),
    1,
    /circle of symbolic links/,
  ),
  gathered('links of folders in a circle', (folder) => symlinkSync('..', join(folder, 'namespaces/exit-code/again')), 0, whole),
  gathered(
    'a pipe',
    instead((path) => execFileSync('mkfifo', [path])),
    1,
    /no regular file/,
  ),
  gathered(
    'a folder',
    instead((path) => mkdirSync(path)),
    1,
    /no regular file/,
  ),
  gathered(
    'a device',
    instead((path) => symlinkSync('/dev/zero', path)),
    1,
    /leads out of the dump/,
  ),
  gathered(
    'no list of pods',
    instead(() => {}),
    4,
    /not in the dump/,
  ),
  gathered('no events', (folder) => rmSync(join(folder, 'namespaces/exit-code/core/events.yaml')), 0, whole),
  gathered(
    'only pods',
    (folder) => {
      const text = readFileSync(join(folder, pods));
      rmSync(join(folder, 'namespaces'), { recursive: true });
      rmSync(join(folder, 'cluster-scoped-resources'), { recursive: true });
      mkdirSync(join(folder, 'namespaces/exit-code/core'), { recursive: true });
      writeFileSync(join(folder, pods), text);
    },
    0,
    whole,
  ),
  gathered('control characters in a time', (folder) => writeFileSync(join(folder, 'timestamp'), '\u001b[2J2026'), 0, whole),
  {
    name: 'a file of 300 MiB',
    make: (folder) => {
      writeFileSync(join(folder, 'dump.yaml'), '');
      truncateSync(join(folder, 'dump.yaml'), 300 * 1024 * 1024);
      return join(folder, 'dump.yaml');
    },
    ends: 1,
    says: /has 300 MiB, more than is read/,
  },
  { name: 'zeros without end', make: () => '/dev/zero', ends: 1, says: /more than 256 MiB/, memory: 700 },
  {
    name: 'a list of 60 MB in JSON',
    make: (folder) => {
      const path = join(folder, 'dump.json');
      writeFileSync(path, `${json.slice(0, json.lastIndexOf(']')).trimEnd()}`);
      for (let index = 0; index < 60; index += 1) appendFileSync(path, `,\n${JSON.stringify(another(`more-${index}`, 1_000_000))}`);
      appendFileSync(path, ']}');
      return path;
    },
    ends: 0,
    says: whole,
    memory: 700,
  },
];
