import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeNotReady } from '../../../../src/diagnosis/rules/scheduling/node-not-ready.ts';
import { fires, initialized, preparing, running, silent } from '../around-facts.ts';
import { crashed, oneInit } from '../container-facts.ts';

const node = (...conditions: [type: string, status: string, reason?: string, message?: string][]) => ({
  kind: 'Node',
  metadata: { name: 'node-1' },
  status: {
    conditions: conditions.map(([type, status, reason, message]) => ({
      type,
      status,
      reason,
      message,
      lastTransitionTime: '2026-06-01T11:30:00Z',
    })),
  },
});
const ready = ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'] as const;

fires(nodeNotReady, {
  silent: [
    preparing([], { objects: [node(['Ready', 'Unknown', 'NodeStatusUnknown', 'Kubelet stopped posting node status.'])] }),
    { cause: /node node-1 is not ready since 30m: its kubelet has stopped posting node status/, category: 'node', depth: 'root' },
  ],
  'it says itself what it lacks': [
    preparing([], { objects: [node(['Ready', 'False', 'KubeletNotReady', 'PLEG is not healthy: pleg was last seen active 4m ago'])] }),
    { cause: /PLEG is not healthy/, depth: 'cause' },
  ],
  'no network, and the pod is to bring it': [
    preparing([], {
      spec: { hostNetwork: true },
      objects: [node(['Ready', 'False', 'KubeletNotReady', 'container runtime network not ready: cni plugin not initialized'])],
    }),
    { cause: /cni plugin not initialized/, severity: 'warning' },
  ],
  gone: [
    running('2026-06-01T11:50:00Z', {}, { objects: [] }),
    { cause: /node node-1, on which the pod is, does not exist any more/, heals: 'no', command: /delete pod/ },
  ],
  'a full disk, seen from both sides': [
    oneInit({
      ...crashed({ exitCode: 1 }),
      logs: { setup: ['unpacking', 'tar: write error: No space left on device'] },
      objects: [node([...ready], ['DiskPressure', 'True', 'KubeletHasDiskPressure', 'kubelet has disk pressure'])],
    }),
    { cause: /disk of node node-1 is full \(DiskPressure\), so setup fails: tar: write error/, category: 'disk', container: 'setup' },
  ],
  'pressure of another sort': [
    preparing([], { objects: [node([...ready], ['MemoryPressure', 'True'])] }),
    { cause: /short of memory \(MemoryPressure\)/, severity: 'warning' },
  ],
});

silent(nodeNotReady, {
  ready: preparing([], { objects: [node([...ready], ['DiskPressure', 'False'])] }),
  'nodes may not be read': preparing([], { denied: ['Node'] }),
  'init is done': initialized({ state: { running: {} }, ready: true }, { objects: [] }),
});

test('a StatefulSet makes no pod anew while the old one is on a silent node', () => {
  const facts = preparing([], { objects: [node(['Ready', 'Unknown', 'NodeStatusUnknown', 'Kubelet stopped posting node status.'])] });
  const commands = (kind: string) =>
    nodeNotReady
      .judge({ ...facts, workload: { ...facts.workload, kind } })[0]
      ?.fixes.map(({ command }) => command ?? '')
      .join('\n') ?? '';
  assert.match(commands('StatefulSet'), /taint nodes node-1 node\.kubernetes\.io\/out-of-service=nodeshutdown:NoExecute/);
  assert.doesNotMatch(commands('StatefulSet'), /delete pod/);
  assert.match(commands('Deployment'), /delete pod/);
});
