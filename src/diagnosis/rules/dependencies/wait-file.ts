import { scriptEvidence, surenessOf, waitsIn } from '../../dependencies/waiting.ts';
import type { Finding } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { editSpec } from '../../words/change-spec.ts';

/** It waits for a file that nobody writes, or that a container writes which starts only after it. */
export const waitFile: Rule = {
  id: 'wait-file',
  judge: (facts) =>
    waitsIn(facts, 'file-later', 'file-nobody').map((waiting): Finding => {
      const { step, wait } = waiting;
      const { outcome } = wait;
      const path = wait.wait.target.kind === 'file' ? wait.wait.target.path : wait.subject.name;
      const later = outcome.state === 'file-later';
      return {
        code: 'wait-file',
        category: 'dep-not-found',
        severity: 'error',
        container: step.name,
        cause: later
          ? `${step.name} waits for file ${path}, which container ${outcome.writer} writes on volume ${outcome.volume}; but ${outcome.writer} starts only after ${step.name} is done, so the file never comes`
          : `${step.name} waits for file ${path}, which nobody writes: ${outcome.detail}`,
        fixes: [
          later
            ? editSpec(facts, `put ${outcome.writer} before ${step.name} among the init containers, or let the app wait for ${path} itself`)
            : editSpec(
                facts,
                `write ${path} in an earlier init container on a volume that ${step.name} mounts too, or correct the path or the volumeMount of ${step.name}`,
              ),
        ],
        evidence: [scriptEvidence(waiting)],
        heals: 'no',
        ...surenessOf(facts, waiting),

        explains: ['timeout-exit'],
      };
    }),
};
