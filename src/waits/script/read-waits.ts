import type { Container, Pod } from '../../cluster/kubernetes.ts';
import type { Wait } from '../model.ts';
import { conclude } from './conclude.ts';
import { asText, type ConfigMapValue, expandReferences, readEnvironment } from './environment.ts';
import { entrypoint } from './image-defaults.ts';
import { Ledger } from './ledger.ts';
import { mountedFile } from './mounted-files.ts';
import { INTERPRETER } from './shell/interpreter.ts';
import { type Session, Shell } from './shell/shell.ts';
import { LONGEST_SCRIPT } from './shell/syntax.ts';
import { asTyped } from './text.ts';
import { Unknowns, withoutMarks } from './unknowns.ts';

export { scriptConfigMaps } from './mounted-files.ts';

export interface WaitsInput {
  readonly container: Container;
  /** The pod of the container: its namespace, its volumes, its fields. */
  readonly pod: Pod;
  /** Reads ConfigMaps of the pod's namespace; see `scriptConfigMaps` for those that will be asked for. */
  readonly configMapValue?: ConfigMapValue;
}

/**
 * What an init container waits for, in the order of its script, read out of command, args and environment. Nothing is
 * looked up. Never throws; what cannot be read gives no waits.
 */
export function readWaits(input: WaitsInput): readonly Wait[] {
  try {
    return read(input);
  } catch {
    return [];
  }
}

function read({ container, pod, configMapValue }: WaitsInput): readonly Wait[] {
  const unknowns = new Unknowns();
  const environment = readEnvironment({ container, pod, unknowns, ...(configMapValue ? { configMapValue } : {}) });
  const ledger = new Ledger();
  const image = asText(container.image);
  const session: Session = {
    ledger,
    unknowns,
    environment,
    interpreter: INTERPRETER,
    file: (path) => mountedFile(container, pod, configMapValue, path),
    namespace: pod.metadata?.namespace,
    steps: 0,
    hasServer: false,
    timeouts: [],
  };
  const shell = new Shell(session, environment.variables);
  const argv = commandLine(container).map((word) => expandReferences(word, (name) => shell.get(name)));
  if (argv.length > 0) INTERPRETER.invoke(shell, { argv, text: asTyped(argv) });
  const hasLocalServer = session.hasServer || pod.spec?.hostNetwork === true || hasSidecarBefore(pod, container.name);
  return conclude(ledger.findings.values(), { unknowns, image, hasLocalServer });
}

/** `command` replaces the image's entrypoint, `args` its arguments. */
function commandLine(container: Container): readonly string[] {
  const words = (list: unknown) => (Array.isArray(list) ? list.map((word) => withoutMarks(asText(word)).slice(0, LONGEST_SCRIPT)) : []);
  const [command, args] = [words(container.command), words(container.args)];
  if (command.length > 0) return [...command, ...args];
  const [first = ''] = args;
  return /^(?:\/(?:usr\/)?bin\/)?(?:ba|a|da)?sh$/.test(first) ? args : [...entrypoint(asText(container.image)), ...args];
}

/** Sidecars of earlier places in the list run beside this container. */
function hasSidecarBefore(pod: Pod, name: string): boolean {
  for (const container of pod.spec?.initContainers ?? []) {
    if (container?.name === name) return false;
    if (container?.restartPolicy === 'Always') return true;
  }
  return false;
}
