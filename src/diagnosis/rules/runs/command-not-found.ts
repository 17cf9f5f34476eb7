import type { Facts } from '../../facts.ts';
import { mountAt } from '../../files/mounts.ts';
import type { Finding, Fix } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { roleOf } from '../../runs/failed-run.ts';
import { type ProgramHint, programHint } from '../../runs/program.ts';
import { type StartFailure, startFailure } from '../../runs/start-failure.ts';
import { changeContainer, editContainer } from '../../words/change-container.ts';
import { fromSpec } from '../../words/evidence.ts';
import { ofInitContainer, showPod } from '../../words/show-pod.ts';

/** runc, crun, Docker and Windows say it each in their way; the name is missing where they do not quote it. */
const notInPath =
  /exec: "(?<program>.{1,300}?)": executable file not found in (?:\$PATH|%PATH%)|executable file `(?<crun>[^`]{1,300})` not found/;
const noFile =
  /exec: "(?<program>.{1,300}?)": (?:stat [^:]{1,300}: )?(?:no such file or directory|not a directory)|open executable: No such file|hcs::System::CreateProcess.{0,300}cannot find the (?:file|path)/;
const notExecutable =
  /exec: "(?<program>.{1,300}?)": (?:permission denied|is a directory)|open executable: Permission denied|path `(?<crun>[^`]{1,300})` exists but it is not executable/;

/** The runtime could not execute the command: it is not there, or is no executable. */
export const commandNotFound: Rule = {
  id: 'command-not-found',
  judge(facts) {
    const failure = startFailure(facts);
    const told = failure && read(failure);
    if (!failure || !told) return [];
    const denied = notExecutable.test(failure.text);
    return [denied ? notAllowed(facts, failure, told) : notThere(facts, failure, told)];
  },
};

function read({ text, step }: StartFailure): string | undefined {
  for (const pattern of [notInPath, notExecutable, noFile]) {
    const found = pattern.exec(text);
    if (found) return found.groups?.program ?? found.groups?.crun ?? step.spec.command?.[0] ?? step.spec.args?.[0] ?? 'its command';
  }
  return undefined;
}

function notThere(facts: Facts, failure: StartFailure, program: string): Finding {
  const { step, text } = failure;
  const hint = programHint(facts.pod, step.spec, program);
  const where = notInPath.test(text)
    ? `is not found in the $PATH of image ${step.image}`
    : `does not exist in image ${step.image} (no such file)`;
  return {
    code: 'command-not-found',
    category: 'command-not-found',
    severity: 'error',
    container: step.name,
    cause: `command ${program} of ${roleOf(step)} ${step.name} ${where}${hint ? `: ${hint.text}` : ''}`,
    fixes: [fixOf(facts, failure, program, hint), look(facts, failure)],
    evidence: [failure.evidence, commandEvidence(failure)],
    heals: 'no',
    confidence: 'certain',
    depth: 'root',
    explains: ['start-error'],
  };
}

function fixOf(facts: Facts, { step }: StartFailure, program: string, hint: ProgramHint | undefined): Fix {
  const words = step.spec.command;
  if (hint?.command !== undefined && words?.[0] === program) {
    return changeContainer(facts, step.name, `${hint.fix} on ${step.name}`, { command: [hint.command, ...words.slice(1)] });
  }
  const general = `correct the path of ${program}, or use an image or tag (release, version) that has it: the manifest may be newer or older than ${step.image}`;
  return editContainer(facts, step.name, hint?.fix ?? general);
}

function notAllowed(facts: Facts, failure: StartFailure, program: string): Finding {
  const { step, text } = failure;
  const mounted = mountAt(facts.pod, step.spec, program);
  const map = mounted?.volume?.configMap ? 'configMap' : mounted?.volume?.secret ? 'secret' : undefined;
  const directory = /is a directory/.test(text);
  const why = directory
    ? 'it is a directory'
    : mounted
      ? `it comes from ${mounted.what} without the execute bit (or from a volume mounted noexec)`
      : `it has no execute bit for the user of the container in image ${step.image}`;
  const fix =
    map && mounted
      ? `set defaultMode: 0755 on volume ${mounted.mount.name}, or run it through its interpreter: command: [sh, ${program}]`
      : directory
        ? 'set the command to a program inside it'
        : `run it through its interpreter (command: [sh, ${program}]), or chmod +x it when the image is built`;
  return {
    code: 'permission-denied',
    category: 'permission',
    severity: 'error',
    container: step.name,
    cause: `command ${program} of ${roleOf(step)} ${step.name} may not be executed (${directory ? 'is a directory' : 'permission denied'}): ${why}`,
    fixes: [editContainer(facts, step.name, fix), look(facts, failure)],
    evidence: [failure.evidence, commandEvidence(failure)],
    heals: 'no',
    confidence: 'certain',
    depth: 'root',
    explains: ['start-error'],
  };
}

const commandEvidence = ({ step }: StartFailure) =>
  fromSpec(`command of ${step.name}`, JSON.stringify({ command: step.spec.command, args: step.spec.args }));

const look = (facts: Facts, { step }: StartFailure): Fix =>
  showPod(
    facts,
    'see the command, image and mounts of the container',
    ofInitContainer(step.name, '.image', '.command', '.args', '.volumeMounts'),
  );
