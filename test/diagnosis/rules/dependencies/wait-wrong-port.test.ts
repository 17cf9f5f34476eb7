import { waitWrongPort } from '../../../../src/diagnosis/rules/dependencies/wait-wrong-port.ts';
import { specify } from '../container-facts.ts';
import { noEndpoints, waitingFor } from '../wait-facts.ts';

const wrong = (asked: number, ports: readonly { port: number; name?: string; targetPort?: number | string }[]) =>
  ({ state: 'wrong-port', asked, ports, headless: false }) as const;
const web = { port: 80, name: 'http', targetPort: 8080 };

specify(waitWrongPort, {
  fires: [
    [
      'a port that the Service lacks',
      waitingFor('Service queue:5673', wrong(5673, [{ port: 5672 }])),
      [/has no port 5673, only 5672/, /get service queue -n shop/],
    ],
    [
      'the container port',
      waitingFor('Service api:8080', { ...wrong(8080, [web]), meant: web }),
      [/8080 is the container port behind its port 80/, /ask for port 80 instead of 8080/],
    ],
    ['no port at all', waitingFor('Service api:80', wrong(80, [])), [/only none/]],
    [
      'headless',
      waitingFor('Service db:80', { ...wrong(80, [{ port: 5432 }]), headless: true }),
      [/headless Service leads straight to its pods, whose ports are 5432/],
    ],
    [
      'headless, the port of the Service',
      waitingFor('Service api:80', { ...wrong(80, [web]), meant: web, headless: true }),
      [/whose ports are 8080 \(its port 80 is not translated to targetPort 8080\)/, /ask for port 8080 of the pods instead of 80/],
    ],
    [
      'headless, and the target port is a name',
      waitingFor('Service api:80', { ...wrong(80, [{ ...web, targetPort: 'web' }]), meant: { ...web, targetPort: 'web' }, headless: true }),
      [/whose ports are the one named web/, /ask for the container port named web/],
    ],
    [
      'a target port on which nothing listens',
      waitingFor('Service api:80', { ...wrong(80, [web]), meant: web, target: { targetPort: 'web', containerPorts: [8080] } }),
      [/port 80 leads to targetPort web, on which no container behind it listens; the containers declare 8080/, /edit service api/],
    ],
  ],
  silent: [
    ['no endpoints', waitingFor('Service api:80', noEndpoints())],
    ['ready', waitingFor('Service api:80', { state: 'healthy', detail: '2 of 2 endpoints ready' })],
  ],
});
