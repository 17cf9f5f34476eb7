import { runtimeClass } from '../../../../src/diagnosis/rules/creating/runtime-class.ts';
import { fires, preparing, silent } from '../around-facts.ts';

const failed = (why: string, name?: string, objects: object[] = []) =>
  preparing([['FailedCreatePodSandBox', `Failed to create pod sandbox: rpc error: code = Unknown desc = ${why}`]], {
    spec: name ? { runtimeClassName: name } : {},
    objects,
  });
const kata = { kind: 'RuntimeClass', metadata: { name: 'sandboxed' }, handler: 'kata' };

fires(runtimeClass, {
  containerd: [
    failed('failed to get sandbox runtime: no runtime for "kata" is configured', 'sandboxed', [kata]),
    {
      cause: /container runtime of node node-1 has no handler kata, which RuntimeClass sandboxed of the pod asks for/,
      fix: /config.toml/,
      container: 'setup',
    },
  ],
  'CRI-O': [
    failed('failed to find runtime handler kata from runtime list map[runc:0x1]', 'sandboxed', [kata]),
    { cause: /no handler kata/ },
  ],
  'the NVIDIA toolkit': [
    failed('failed to get sandbox runtime: no runtime for "nvidia" is configured', 'nvidia'),
    { cause: /handler nvidia/, fix: /NVIDIA container toolkit/ },
  ],
  'the shim is not installed': [
    failed(
      'failed to start sandbox: failed to create containerd task: failed to start shim: failed to resolve runtime path: runtime "io.containerd.runsc.v1" binary not installed "containerd-shim-runsc-v1"',
      'gvisor',
    ),
    { cause: /RuntimeClass gvisor/ },
  ],
  'the class went after the pod was made': [
    failed('runtimeclass.node.k8s.io "gone" not found', 'gone'),
    { cause: /RuntimeClass gone, which the pod asks for, does not exist/ },
  ],
});

silent(runtimeClass, {
  'the network': failed('failed to setup network for sandbox "a": x', 'sandboxed', [kata]),
  'nothing said': preparing([]),
});
