import { containerGone } from '../../../../src/diagnosis/rules/runs/container-gone.ts';
import { exited, specify } from '../container-facts.ts';

const gone = {
  reason: 'ContainerStatusUnknown',
  message: 'The container could not be located when the pod was deleted.  The container used to be Running',
};

specify(containerGone, {
  fires: [
    ['after a reboot', exited(137, [], gone), [/vanished from node node-1/]],
    ['in a terminated state', { terminated: { exitCode: 137, ...gone } }, [/ContainerStatusUnknown/]],
    ['the runtime lost the task', exited(255, [], { reason: 'Unknown' }), [/Unknown/]],
    ['several times', { ...exited(137, [], gone), restarts: 9 }, [/kubectl delete pod/]],
    ['without a node', { ...exited(137, [], gone), spec: { nodeName: undefined } }, [/vanished/]],
  ],
  silent: [
    ['killed', exited(137)],
    ['evicted', { ...exited(137, [], gone), status: { phase: 'Failed', reason: 'Evicted' } }],
    ['an exit with 255', exited(255, ['x'])],
  ],
});
