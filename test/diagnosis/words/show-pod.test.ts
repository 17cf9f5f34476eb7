import assert from 'node:assert/strict';
import test from 'node:test';
import { ofAllContainers, ofInitContainer, showPod } from '../../../src/diagnosis/words/show-pod.ts';

const pod = { metadata: { name: 'web' } };

test('a pod is shown by kubectl, one part a line, whether it is known by its object or its name', () => {
  const command = `kubectl get pod web -n shop -o 'jsonpath={.spec.volumes}{"\\n"}{.spec.nodeName}'`;
  for (const place of [
    { pod, namespace: 'shop' },
    { pod: 'web', namespace: 'shop' },
  ]) {
    assert.deepEqual(showPod(place, 'see it', '{.spec.volumes}', '{.spec.nodeName}'), { text: 'see it', command, risk: 'inspect' });
  }
});

test('an init container is found by its name; a name that would end the filter stands for all of them', () => {
  assert.equal(ofInitContainer('load', '.image'), '{range .spec.initContainers[?(@.name=="load")]}{.image}{end}');
  for (const name of ['a"b', 'a")]}{.x', "a'b", 'a\\', 'a b', 'a\n', '']) {
    assert.equal(ofInitContainer(name, '.image', '.args'), '{range .spec.initContainers[*]}{.image}{"\\n"}{.args}{end}', name);
  }
});

test('a field of all containers stands behind their names', () => {
  assert.equal(
    ofAllContainers('.volumeMounts'),
    '{range .spec.initContainers[*]}{.name}{" "}{.volumeMounts}{"\\n"}{end}{range .spec.containers[*]}{.name}{" "}{.volumeMounts}{"\\n"}{end}',
  );
});
