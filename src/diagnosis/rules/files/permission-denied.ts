import type { Step } from '../../../init/model.ts';
import type { Facts } from '../../facts.ts';
import { mountAt } from '../../files/mounts.ts';
import { reasonOnImage } from '../../files/refusal-on-image.ts';
import { reasonOnVolume } from '../../files/refusal-reasons.ts';
import { pathInRefusal } from '../../files/refused-path.ts';
import type { Finding, Fix } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { commandText } from '../../runs/command-text.ts';
import { type FailedRun, failedRun, lineEvidence, roleOf } from '../../runs/failed-run.ts';
import { editContainer } from '../../words/change-container.ts';
import { fromSpec } from '../../words/evidence.ts';
import { ofInitContainer, showPod } from '../../words/show-pod.ts';
import { clause } from '../../words/words.ts';

/** A file may not be written, read or changed: why, by the volume that it lies on, the user, and the securityContext. */
export const permissionDenied: Rule = {
  id: 'permission-denied',
  judge(facts) {
    const failed = failedRun(facts);
    const refusal = failed && pathInRefusal(failed.lines);
    if (failed && !refusal) return ofReadOnlyRoot(facts, failed);
    if (!failed || !refusal || refusal.path.startsWith('/proc/')) return [];
    const { step } = failed;
    const { path, line, readOnly, change, keep } = refusal;
    const mounted = mountAt(facts.pod, step.spec, path);
    const reason = mounted ? reasonOnVolume(facts, step, refusal, mounted) : reasonOnImage(facts, step, refusal);
    if (!reason) return [];
    const finding: Finding = {
      code: readOnly ? 'read-only' : change ? 'not-permitted' : 'permission-denied',
      category: 'permission',
      severity: 'error',
      container: step.name,
      cause: `${roleOf(step)} ${step.name} may not ${keep ? `preserve owner and times of ${path}` : change ? `change the owner or mode of ${path}` : `use ${path}`} (${shortOf(line)}): ${reason.why}`,
      fixes: [...reason.fixes, see(facts, step)],
      evidence: [lineEvidence(failed, line), fromSpec(`spec of ${step.name}`, reason.spec)],
      heals: 'no',
      confidence: 'likely',
      depth: 'root',
      explains: ['permission-denied', 'read-only', 'not-permitted', 'exit-code'],
    };
    return [finding];
  },
};

/** No path in the words, but only one file system that can be meant: `mktemp: (null): Read-only file system`. */
function ofReadOnlyRoot(facts: Facts, failed: FailedRun): Finding[] {
  const { step } = failed;
  const line = failed.lines.slice(-60).findLast((one) => /[Rr]ead-only file ?system|EROFS/.test(one));
  if (line === undefined || /\/proc\/|sysctl/.test(line) || step.spec.securityContext?.readOnlyRootFilesystem !== true) return [];
  const temporary = /mktemp|tempfile|temporary/i.test(line) || /\bmktemp\b/.test(commandText(step.spec));
  return [
    {
      code: 'read-only',
      category: 'permission',
      severity: 'error',
      container: step.name,
      cause: `${roleOf(step)} ${step.name} may not write${temporary ? ' temporary files to /tmp' : ''} (read-only file system): readOnlyRootFilesystem: true makes the file system of its image read-only`,
      fixes: [
        editContainer(
          facts,
          step.name,
          `mount an emptyDir volume ${temporary ? 'at /tmp' : `where ${step.name} writes (often /tmp)`}, or set readOnlyRootFilesystem: false`,
        ),
        see(facts, step),
      ],
      evidence: [lineEvidence(failed, line), fromSpec(`spec of ${step.name}`, 'securityContext.readOnlyRootFilesystem: true')],
      heals: 'no',
      confidence: 'likely',
      depth: 'root',
      explains: ['permission-denied', 'read-only', 'not-permitted', 'exit-code'],
    },
  ];
}

const shortOf = (line: string): string =>
  /[Rr]ead-only file ?system|[Oo]peration not permitted|[Pp]ermission denied|not writ(?:e)?able/.exec(line)?.[0].toLowerCase() ??
  (/write/.test(line) ? 'it cannot write there' : clause(line, 60));

const see = (facts: Facts, step: Step): Fix =>
  showPod(
    facts,
    'see the security contexts and mounts',
    '{.spec.securityContext}',
    ofInitContainer(step.name, '.securityContext', '.volumeMounts'),
  );
