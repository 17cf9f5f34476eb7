import { schedulingGated } from '../../../../src/diagnosis/rules/scheduling/scheduling-gated.ts';
import { factsOf, fires, silent } from '../around-facts.ts';

const gated = (...names: string[]) =>
  factsOf({
    spec: { schedulingGates: names.map((name) => ({ name })) },
    status: {
      conditions: [
        {
          type: 'PodScheduled',
          status: 'False',
          reason: 'SchedulingGated',
          message: 'Scheduling is blocked due to non-empty scheduling gates',
        },
      ],
    },
  });

fires(schedulingGated, {
  'a queue of Kueue': [
    gated('kueue.x-k8s.io/admission'),
    { cause: /gate kueue.x-k8s.io\/admission .* removed by Kueue/, command: /workloads.kueue.x-k8s.io -n shop/ },
  ],
  'of its own': [gated('acme.io/ready'), { cause: /until the controller that set it removes it/, severity: 'warning' }],
  two: [gated('acme.io/a', 'acme.io/b'), { cause: /acme.io\/a and acme.io\/b/ }],
  'of Volcano': [gated('scheduling.volcano.sh/queue'), { cause: /removed by Volcano/ }],
  'without a condition': [factsOf({ spec: { schedulingGates: [{ name: 'x.io/y' }] } }), { cause: /x.io\/y/ }],
});

silent(schedulingGated, { 'no gates': factsOf({}), 'scheduled by now': factsOf({ spec: { schedulingGates: [], nodeName: 'a' } }) });
