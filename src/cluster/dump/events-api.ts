import { isObject } from '../shape/shapes.ts';

/** An event of `events.k8s.io/v1` under the names that core/v1 has for its fields; others as they are. */
export const asCoreEvent = (event: unknown): unknown => {
  if (!isObject(event) || !isObject(event.regarding)) return event;
  const {
    regarding,
    note,
    reportingController,
    deprecatedCount,
    deprecatedFirstTimestamp,
    deprecatedLastTimestamp,
    deprecatedSource,
    ...same
  } = event;
  return {
    ...same,
    apiVersion: 'v1',
    involvedObject: regarding,
    message: note,
    reportingComponent: reportingController,
    count: deprecatedCount,
    firstTimestamp: deprecatedFirstTimestamp,
    lastTimestamp: deprecatedLastTimestamp,
    source: deprecatedSource,
  };
};
