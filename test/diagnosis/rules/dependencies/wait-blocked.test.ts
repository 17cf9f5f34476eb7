import { waitBlocked } from '../../../../src/diagnosis/rules/dependencies/wait-blocked.ts';
import { specify } from '../container-facts.ts';
import { noEndpoints, waitingFor } from '../wait-facts.ts';

const policy = (direction: 'egress' | 'ingress') =>
  ({
    state: 'blocked-by-policy',
    policy: 'default-deny',
    direction,
    detail: `no ${direction} rule of NetworkPolicy default-deny allows TCP 5432`,
  }) as const;

specify(waitBlocked, {
  fires: [
    [
      'egress of the waiting pod',
      waitingFor('Service data/db:5432', policy('egress')),
      [/NetworkPolicy default-deny does not allow this egress/, /describe networkpolicy default-deny -n shop/],
    ],
    [
      'ingress where the target is',
      waitingFor('Service data/db:5432', policy('ingress')),
      [/this ingress/, /describe networkpolicy default-deny -n data/],
    ],
    [
      'DNS settings of the pod',
      waitingFor('Service db:5432', { state: 'no-cluster-dns', detail: 'dnsPolicy Default uses the DNS of the node' }),
      [/cannot resolve in this pod: dnsPolicy Default/, /ClusterFirst/],
    ],
  ],
  silent: [
    ['nothing is ready anyway', waitingFor('Service db:5432', noEndpoints())],
    ['open', waitingFor('Service db:5432', { state: 'healthy', detail: '1 of 1 endpoint ready' })],
  ],
});
