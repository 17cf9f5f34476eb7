import type { Step } from '../../../init/model.ts';
import type { Facts } from '../../facts.ts';
import { mountAt } from '../../files/mounts.ts';
import type { Evidence, Finding, Fix } from '../../finding.ts';
import { architectureIn, platformEvidence, platformNeeds, platformOf } from '../../images/platform.ts';
import type { Rule } from '../../rule.ts';
import { failedRun, lineEvidence, roleOf } from '../../runs/failed-run.ts';
import { firstLineOf, scriptNeeds } from '../../runs/script-file.ts';
import { startFailure } from '../../runs/start-failure.ts';
import { editContainer } from '../../words/change-container.ts';
import { changePod } from '../../words/change-spec.ts';
import { inspect } from '../../words/commands.ts';
import { fromObject } from '../../words/evidence.ts';
import { ofInitContainer, showPod } from '../../words/show-pod.ts';

const format = /[Ee]xec format error|cannot execute binary file/;
const interpreter =
  /^exec \/[^\s:]{1,300}: no such file or directory|exec user process caused:? "?no such file or directory|: \/[^\s:]{1,300}: cannot execute: required file not found|exec container process [^`]{0,40}`[^`]{1,300}`: No such file/;

interface Told {
  readonly step: Step;
  readonly line: string;
  readonly evidence: Evidence;
}

/** The program was found, and the kernel cannot run it: another processor, no loader, no interpreter. */
export const execFormat: Rule = {
  id: 'exec-format',
  needs(facts) {
    const found = told(facts);
    return found ? [...platformNeeds(facts), ...scriptNeeds(facts, found.step.spec, programOf(found))] : [];
  },
  judge(facts) {
    const found = told(facts);
    if (!found) return [];
    const first = firstLineOf(facts, found.step.spec, programOf(found));
    if (first !== undefined) return [badScript(facts, found, first)];
    return [format.test(found.line) ? otherProcessor(facts, found) : noInterpreter(facts, found)];
  },
};

/** A short log: a program that never began printed nothing of its own. */
function told(facts: Facts): Told | undefined {
  const failure = startFailure(facts);
  if (failure && (format.test(failure.text) || interpreter.test(failure.text)))
    return { step: failure.step, line: failure.text, evidence: failure.evidence };
  const failed = failedRun(facts);
  const line = failed?.lines.slice(-5).findLast((one) => format.test(one) || interpreter.test(one));
  return failed && line !== undefined ? { step: failed.step, line, evidence: lineEvidence(failed, line) } : undefined;
}

const named =
  /exec "?(?<exec>\/[^\s":]{1,300})"?: |: (?<bash>\/[^\s:]{1,300}): cannot execute|process [^`]{0,40}`(?<crun>\/[^`]{1,300})`: /;

/** The file that could not be executed: named in the line, else the command. */
function programOf({ line, step }: Told): string {
  const groups = named.exec(line)?.groups;
  return groups?.exec ?? groups?.bash ?? groups?.crun ?? step.spec.command?.[0] ?? 'its program';
}

/** A script out of a ConfigMap can be read: its first line says what is wrong. */
function badScript(facts: Facts, { step, evidence, line }: Told, first: string): Finding {
  const program = programOf({ step, evidence, line });
  const wanted = /^#! ?(?<path>\S{1,200})/.exec(first)?.groups?.path?.replace(/\r$/, '');
  const windows = first.endsWith('\r');
  const why = windows
    ? `it has Windows line ends (CRLF), so the kernel looks for the interpreter ${wanted ?? ''} with a carriage return in its name`
    : wanted === undefined
      ? 'it is a script without a #! line (exec format error)'
      : `the interpreter ${wanted} of its #! line does not exist in image ${step.image}`;
  const fix = windows
    ? `convert ${program} to Unix line ends (dos2unix) in the ConfigMap it comes from`
    : wanted === undefined
      ? `begin ${program} with #!/bin/sh, or run it through the shell: command: [sh, ${program}]`
      : `use an interpreter that image ${step.image} has (#!/bin/sh), or an image with ${wanted}`;
  return {
    code: 'exec-format',
    category: wanted === undefined ? 'exec-format' : 'command-not-found',
    severity: 'error',
    container: step.name,
    cause: `${program} of ${roleOf(step)} ${step.name} cannot be executed: ${why}`,
    fixes: [editContainer(facts, step.name, fix), look(facts, step)],
    evidence: [evidence, fromObject(`first line of ${program}`, first.replace('\r', '\\r'))],
    heals: 'no',
    confidence: 'certain',
    depth: 'root',
    explains: ['exit-code', 'start-error', 'bad-config', 'command-not-found'],
  };
}

function otherProcessor(facts: Facts, { step, evidence, line }: Told): Finding {
  const platform = platformOf(facts);
  const built = architectureIn(step.image);
  const program = programOf({ step, evidence, line });
  const node = facts.pod.spec?.nodeName ?? 'the node';
  const mismatch = platform !== undefined && built !== undefined && built !== platform.arch;
  const arch = platform?.arch ?? 'another';
  const is = mismatch
    ? `is built for ${built} by its name`
    : `is probably built for another CPU architecture only (${arch === 'arm64' ? 'amd64' : 'amd64 or arm64'})`;
  const script = built === undefined && /\.(?:sh|py|rb|pl|js)$/.test(program) ? `, or ${program} is a script without a #! line` : '';
  const other = built ?? (arch === 'arm64' ? 'amd64' : 'arm64');
  const select = changePod(facts, `or let the pod run on ${other} nodes: nodeSelector kubernetes.io/arch=${other}`, {
    nodeSelector: { 'kubernetes.io/arch': other },
  });
  return {
    code: 'exec-format',
    category: 'exec-format',
    severity: 'error',
    container: step.name,
    cause: `image ${step.image} of ${roleOf(step)} ${step.name} ${is}, but node ${node} is ${platform ? arch : 'of another architecture'}: ${/exec format/i.test(line) ? 'exec format error' : 'cannot execute binary file'}${script}`,
    fixes: [
      editContainer(
        facts,
        step.name,
        `use a multi-arch image, or one built for ${platform ? arch : 'the architecture of the node'}, in ${step.name}`,
      ),
      select,
      nodes,
    ],
    evidence: [evidence, ...platformEvidence(facts)],
    heals: 'no',
    confidence: mismatch || (platform !== undefined && script === '') ? 'certain' : 'likely',
    depth: platform ? 'root' : 'cause',
    explains: ['exit-code', 'start-error'],
  };
}

const nodes: Fix = inspect('see the architecture of the nodes', 'get', 'nodes', '-L', 'kubernetes.io/arch,kubernetes.io/os');

function noInterpreter(facts: Facts, { step, evidence, line }: Told): Finding {
  const program = programOf({ step, evidence, line });
  const mounted = mountAt(facts.pod, step.spec, program);
  const from = mounted ? `, which comes from ${mounted.what}${writerOf(facts, step, mounted.mount.name)},` : '';
  const base = /alpine/i.test(step.image) ? ' (the image is Alpine, with musl instead of glibc)' : '';
  return {
    code: 'exec-format',
    category: 'command-not-found',
    severity: 'error',
    container: step.name,
    cause: `${program}${from} cannot be executed in image ${step.image} of ${roleOf(step)} ${step.name}: the interpreter of its #! line or its dynamic loader does not exist there${base} (no such file or directory)`,
    fixes: [
      editContainer(
        facts,
        step.name,
        `use a statically linked ${program} or an image that has its loader (glibc or musl) or interpreter; if it is a script, correct its #! line and save it with Unix line ends (no CRLF)`,
      ),
      look(facts, step),
    ],
    evidence: [evidence],
    heals: 'no',
    confidence: 'certain',
    depth: mounted ? 'root' : 'cause',
    explains: ['exit-code', 'start-error'],
  };
}

/** The init container that puts files into a volume before this one runs. */
function writerOf({ pod }: Facts, step: Step, volume: string): string {
  const writer = (pod.spec?.initContainers ?? [])
    .slice(0, step.index - 1)
    .find(({ volumeMounts }) => (volumeMounts ?? []).some(({ name }) => name === volume));
  return writer ? `, filled (injected) by ${writer.name} from image ${writer.image}` : '';
}

const look = (facts: Facts, { name }: Step): Fix =>
  showPod(facts, 'see what the container runs', ofInitContainer(name, '.command', '.args'));
