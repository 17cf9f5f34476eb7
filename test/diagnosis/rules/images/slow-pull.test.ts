import { slowPull } from '../../../../src/diagnosis/rules/images/slow-pull.ts';
import { backOff, specify } from '../container-facts.ts';

const waiting = { reason: 'PodInitializing' };
const pulling = (at: string): readonly [string, string, string] => ['Pulling', 'Pulling image "ghcr.io/acme/tools:1.4"', at];

specify(slowPull, {
  fires: [
    [
      'for four minutes',
      { waiting, events: [pulling('2026-06-01T11:56:00Z')] },
      [/still being pulled on node node-1 after 4m/, /serializeImagePulls/],
    ],
    ['for twenty minutes', { waiting, events: [pulling('2026-06-01T11:40:00Z')] }, [/20m/]],
    ['without a reason', { events: [pulling('2026-06-01T11:50:00Z')] }, [/10m/]],
    [
      'after an earlier try that failed',
      { waiting, events: [['Failed', 'Failed to pull image "x": EOF', '2026-06-01T11:50:00Z'], pulling('2026-06-01T11:55:00Z')] },
      [/5m/],
    ],
    ['of a bare second', { waiting, events: [pulling('2026-06-01T11:59:20Z')] }, [/40s/]],
  ],
  silent: [
    ['just begun', { waiting, events: [pulling('2026-06-01T11:59:50Z')] }],
    ['pulled', { waiting, events: [pulling('2026-06-01T11:50:00Z'), ['Pulled', 'Successfully pulled', '2026-06-01T11:51:00Z']] }],
    ['failed', { ...backOff('not found'), events: [pulling('2026-06-01T11:50:00Z')] }],
    ['runs', { running: '2026-06-01T11:52:00Z', events: [pulling('2026-06-01T11:50:00Z')] }],
  ],
});
