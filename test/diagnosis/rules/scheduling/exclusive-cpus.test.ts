import { exclusiveCpus } from '../../../../src/diagnosis/rules/scheduling/exclusive-cpus.ts';
import { fires, silent } from '../around-facts.ts';
import { type OneInit, oneInit } from '../container-facts.ts';

const hook = (message: string, more: Partial<OneInit> = {}) => oneInit({ waiting: { reason: 'PreStartHookError', message }, ...more });
const whole = { container: { resources: { requests: { cpu: '2' }, limits: { cpu: '2' } } } };

fires(exclusiveCpus, {
  'none left': [
    hook('not enough cpus available to satisfy request', whole),
    {
      cause: /setup asks for 2 CPUs, which the static CPU manager of node node-1 gives exclusively/,
      container: 'setup',
      fix: /no whole number/,
      category: 'unschedulable-resources',
    },
  ],
  'newer words': [hook('not enough cpus available to satisfy request: requested=2, available=0', whole), { cause: /exclusively/ }],
  'only a limit': [
    hook('not enough cpus available to satisfy request', { container: { resources: { limits: { cpu: '4' } } } }),
    { cause: /asks for 4 CPUs/ },
  ],
  'before creation': [
    oneInit({ waiting: { reason: 'PreCreateHookError', message: 'not enough cpus available to satisfy request' }, ...whole }),
    { cause: /static CPU manager/ },
  ],
  'cpu unknown': [hook('not enough cpus available to satisfy request'), { cause: /a whole number of CPUs/ }],
});

silent(exclusiveCpus, {
  'another hook': hook('device plugin GetPreStartContainer failed'),
  'another reason': oneInit({ waiting: { reason: 'CreateContainerError', message: 'not enough cpus available to satisfy request' } }),
});
