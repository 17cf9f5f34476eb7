import type { Container } from '../../cluster/kubernetes.ts';
import type { WaitOutcome } from '../model.ts';
import { listeningPorts } from './ports.ts';
import type { Standpoint } from './standpoint.ts';

/**
 * A port of the waiting pod itself: during init only sidecars that come before the waiting container can listen on it, since
 * everything after it starts when it is done.
 */
export function ownPort(port: number | string | undefined, { pod, container }: Standpoint): WaitOutcome {
  const inits = pod.spec?.initContainers ?? [];
  const at = inits.findIndex(({ name }) => name === container);
  const earlier = inits.slice(0, Math.max(at, 0)).filter(({ restartPolicy }) => restartPolicy === 'Always');
  const running = earlier.find((sidecar) => serves(sidecar, port));
  if (running) return { state: 'healthy', detail: `sidecar ${running.name} of this pod runs and has port ${port}` };
  const later = [...inits.slice(at + 1), ...(pod.spec?.containers ?? [])].find((candidate) => serves(candidate, port));
  if (later)
    return {
      state: 'own-pod',
      server: later.name,
      detail: `container ${later.name} of this pod has port ${port}, and starts only after ${container || 'init'}`,
    };
  const asked = port === undefined ? 'a port' : `port ${port}`;
  if (earlier.length === 0)
    return { state: 'own-pod', detail: `nothing in this pod listens on ${asked} before its init containers are done` };
  return {
    state: 'own-pod',
    detail: `the running sidecars of this pod (${earlier.map(({ name }) => name).join(', ')}) do not declare ${asked}`,
  };
}

/** By its ports and probes, else by the number standing in its command: proxies seldom declare what they listen on. */
function serves(container: Container, port: number | string | undefined): boolean {
  const declared = listeningPorts({ spec: { containers: [container] } });
  if (declared.some((candidate) => candidate.port === port || candidate.name === port)) return true;
  const words = [...(container.command ?? []), ...(container.args ?? []), ...(container.env ?? []).map(({ value = '' }) => value)];
  return typeof port === 'number' && words.some((word) => mentions(word.slice(0, 4096), String(port)));
}

function mentions(text: string, number: string): boolean {
  return text.split(/\D+/).includes(number);
}
