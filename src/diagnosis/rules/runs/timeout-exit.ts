import type { Rule } from '../../rule.ts';
import { exitEvidence, failedRun, lineEvidence, roleOf } from '../../runs/failed-run.ts';
import { lastErrorLine } from '../../signatures/last-error-line.ts';
import { editContainer } from '../../words/change-container.ts';
import { fromSpec } from '../../words/evidence.ts';
import { readLog } from '../../words/pod-commands.ts';
import { clause, spell } from '../../words/words.ts';

const timeoutWord = /\btimeout(?: -[\w=]{1,12}(?: \w{1,8})?)? (?<after>\d{1,6}(?:\.\d{1,3})?[smhd]?)\b/;

/** A time limit in its own command ended it (124; 143 where BusyBox timeout or somebody else sends SIGTERM). */
export const timeoutExit: Rule = {
  id: 'timeout-exit',
  judge(facts) {
    const failed = failedRun(facts);
    if (!failed || facts.pod.status?.reason) return [];
    const { step, run, lines } = failed;
    const command = [...(step.spec.command ?? []), ...(step.spec.args ?? [])].join(' ');
    const limit = timeoutWord.exec(command)?.groups?.after;
    const ended = run.exitCode === 124 || ((run.exitCode === 143 || run.signal === 15) && limit !== undefined);
    const stopped = run.exitCode === 143 || run.signal === 15;
    if (!ended && !stopped) return [];
    const said = lastErrorLine(lines);
    const ran = run.durationSeconds === undefined ? '' : ` after ${spell(run.durationSeconds)}`;
    const why = ended
      ? `: its own timeout${limit ? ` of ${limit}` : ''} ended it${ran} (exit code ${run.exitCode}): what it does or waits for takes longer`
      : ` was asked to stop${ran} (exit code 143, SIGTERM): by a deadline, a probe, a node that shuts down, or its own script`;
    return [
      {
        code: 'timeout-exit',
        category: 'timeout',
        severity: 'error',
        container: step.name,
        cause: `${roleOf(step)} ${step.name}${why}${said ? `; it last said "${clause(said.line, 140)}"` : ''}`,
        fixes: [
          editContainer(
            facts,
            step.name,
            ended
              ? `find out what ${step.name} waits for, or raise its timeout${limit ? ` above ${limit}` : ''}`
              : `find out who stops ${step.name}, and give it the time it needs`,
          ),
          readLog(facts, step.name, failed.logRun === 'previous'),
        ],
        evidence: [
          exitEvidence(failed),
          ...(limit ? [fromSpec(`command of ${step.name}`, command)] : []),
          ...(said ? [lineEvidence(failed, said.line)] : []),
        ],
        heals: 'maybe',
        confidence: ended ? 'likely' : 'possible',
        depth: ended ? 'cause' : 'symptom',
      },
    ];
  },
};
