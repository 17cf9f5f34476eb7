import { platformEvidence, platformNeeds } from '../../images/platform.ts';
import type { Rule } from '../../rule.ts';
import { exitMeaning } from '../../runs/exit-words.ts';
import { exitEvidence, failedRun, lineEvidence, roleOf } from '../../runs/failed-run.ts';
import { editContainer } from '../../words/change-container.ts';
import { readLog } from '../../words/pod-commands.ts';

/** Crashes of the machine code: SIGSEGV, SIGILL, SIGBUS, SIGFPE. SIGABRT is the program's own decision. */
const crashes: readonly number[] = [4, 7, 8, 11];

export const segfault: Rule = {
  id: 'segfault',
  needs: (facts) => (crashOf(facts.blocking?.lastRun) === undefined ? [] : platformNeeds(facts)),
  judge(facts) {
    const failed = failedRun(facts);
    const crash = crashOf(failed?.run);
    if (!failed || crash === undefined) return [];
    const { step, run, lines } = failed;
    const instruction = crash === 4;
    const fix =
      crash === 7
        ? missingMemory(step.name)
        : instruction
          ? `use a build of ${step.image} for an older processor (x86-64-v1/v2), or let the pod run on nodes whose processor has the instructions`
          : `try another release of image ${step.image}, or one for the platform of the node: a segmentation fault is a bug or a mismatch of library, kernel or processor (an old glibc on a new kernel, emulation by qemu), not of Kubernetes`;
    const last = lines.at(-1);
    return [
      {
        code: 'segfault',
        category: instruction ? 'exec-format' : 'app-exit',
        severity: 'error',
        container: step.name,
        cause: `the program of ${roleOf(step)} ${step.name} (image ${step.image}) crashes: exit code ${run.exitCode}, ${exitMeaning(run) ?? 'a segmentation fault'}`,
        fixes: [editContainer(facts, step.name, fix), readLog(facts, step.name, failed.logRun === 'previous')],
        evidence: [exitEvidence(failed), ...(last ? [lineEvidence(failed, last)] : []), ...platformEvidence(facts)],
        heals: 'no',
        confidence: 'certain',
        depth: 'cause',
        explains: ['exit-code', 'exit-silent'],
      },
    ];
  },
};

/** SIGBUS: a page of mapped memory cannot be had. */
const missingMemory = (name: string): string =>
  `give ${name} the memory that it maps: a limit hugepages-2Mi where the node has huge pages (or huge pages off: huge_pages = off of PostgreSQL), an emptyDir with medium: Memory at /dev/shm in place of its 64Mi, or room on the disk below a mapped file`;

function crashOf(run: { exitCode: number; signal?: number } | undefined): number | undefined {
  return crashes.find((number) => run?.signal === number || run?.exitCode === 128 + number);
}
