import { runtimeClassMissing } from '../../../../src/diagnosis/rules/refused/runtime-class-missing.ts';
import { fires, owner, refusedPod, silent } from '../around-facts.ts';

const rejected = (name: string) => refusedPod(`pod rejected: RuntimeClass "${name}" not found`);

fires(runtimeClassMissing, {
  'none is there': [
    owner(rejected('gvisor')),
    { cause: /RuntimeClass gvisor, which the template asks for, does not exist/, category: 'runtime-class' },
  ],
  'a slip of the pen': [
    owner(rejected('nvdia'), { objects: [{ kind: 'RuntimeClass', metadata: { name: 'nvidia' }, handler: 'nvidia' }] }),
    { cause: /there is nvidia/, command: /runtimeClassName","value":"nvidia"/ },
  ],
  'classes may not be read': [owner(rejected('kata'), { denied: ['RuntimeClass'] }), { cause: /kata/ }],
  'of a Job': [owner(rejected('kata'), { kind: 'Job' }), { cause: /kata/ }],
  'of a DaemonSet': [owner(rejected('kata'), { kind: 'DaemonSet' }), { cause: /kata/ }],
});

silent(runtimeClassMissing, {
  'a priority class': owner(refusedPod('no PriorityClass with name urgent was found')),
  nothing: owner(undefined),
});
