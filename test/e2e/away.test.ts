// Following, watching and waiting, with an API server that goes away, comes back, and has forgotten where a watch was.
import { after, before, test } from 'node:test';
import { make, namespaceOf, unmake, until } from './cluster.ts';
import { goThrough } from './going-through.ts';
import { standIn } from './stand-in.ts';

const namespace = namespaceOf('away');

before(() => make([{ namespace, objects: [] }]));
after(() => unmake([namespace]));

test('a server that is away three times', { timeout: 200_000 }, async () => {
  const server = await standIn();
  try {
    const watches = () => server.asked.filter((path) => path.includes('watch=true'));
    await goThrough(namespace, ['--server', server.server], async () => {
      await until('every program watches', 60, watches, async () => watches().length >= 6);
      await server.away(3_000);
    });
  } finally {
    server.close();
  }
});
