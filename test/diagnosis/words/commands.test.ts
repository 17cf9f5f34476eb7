import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { kubectl } from '../../../src/diagnosis/words/commands.ts';
import { editedCopy } from '../../../src/diagnosis/words/replace-object.ts';

/** Flags of other programs that texts and tables of the diagnosis name. */
const ofOthers = ['--fail-fast-on', '--foo', '--frozen-lockfile', '--help', '--perl', '--schema', '--show-secrets', '--skip-foo'];

describe('commands to paste', () => {
  const quoted: readonly [words: readonly string[], command: string][] = [
    [['get', 'pod', 'web', '-n', 'shop'], 'kubectl get pod web -n shop'],
    [['get', 'pod', '$(reboot)', '-n', '`id`'], "kubectl get pod '$(reboot)' -n '`id`'"],
    [['get', 'pod', "a'; id #"], `kubectl get pod 'a'\\''; id #'`],
    [['delete', 'secret', '--all', '-n', 'shop'], 'kubectl delete secret ./--all -n shop'],
    [['get', 'secret', '--server=http://203.0.113.7'], 'kubectl get secret ./--server=http://203.0.113.7'],
    [['logs', 'web', '-c', '--all-containers=x'], 'kubectl logs web -c --all-containers=x'],
    [['exec', 'web', '-n', 'shop', '--', 'nc', '-z', 'db'], 'kubectl exec web -n shop -- nc -z db'],
    [['get', 'pod', ''], "kubectl get pod ''"],
  ];
  for (const [words, command] of quoted) test(command, () => assert.equal(kubectl(...words), command));

  test('a copy to edit lies in the current folder, whatever the object is called', () => {
    assert.match(
      editedCopy('kubectl get pvc x', 'data'),
      /> data\.yaml && \$\{EDITOR:-vi\} data\.yaml && kubectl replace --force -f data\.yaml$/,
    );
    assert.match(editedCopy('', '../../etc/x; id'), /^ > __\.\._etc_x__id\.yaml && /);
    assert.match(editedCopy('', '-rf'), /> _rf\.yaml /);
  });

  test('every flag that the diagnosis writes is known as one', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) => /^(?:diagnosis|report)\/.*\.ts$/.test(path));
    const flags = files.flatMap((path) => readFileSync(join('src', path), 'utf8').match(/(?<=[`'])--[a-z-]{2,40}=?/g) ?? []);
    assert.ok(flags.length > 50);
    const unknown = flags.filter((flag) => !ofOthers.includes(flag) && kubectl('get', flag) !== `kubectl get ${flag}`);
    assert.deepEqual([...new Set(unknown)], []);
  });
});
