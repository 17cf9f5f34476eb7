// Whatever stands in a pod or its events, there is a report, it is valid, and it can be printed.
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { judge, oddNames, oddObjects } from './odd-pods.ts';

describe('a pod in which anything stands anywhere gives a valid report', { concurrency: 1 }, () => {
  for (const name of oddNames) {
    test(name, () =>
      fc.assert(
        fc.asyncProperty(oddObjects(name), async (objects) => void (await judge(name, objects))),
        { numRuns: 60 },
      ),
    );
  }
});
