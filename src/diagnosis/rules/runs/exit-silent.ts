import type { Rule } from '../../rule.ts';
import { exitMeaning } from '../../runs/exit-words.ts';
import { exitEvidence, failedRun, roleOf } from '../../runs/failed-run.ts';
import { startFailure } from '../../runs/start-failure.ts';
import { fromLog, fromSpec } from '../../words/evidence.ts';
import { waysToTalk } from '../../words/ways-to-talk.ts';
import { clause } from '../../words/words.ts';
import { isOtherwiseExplained } from './exit-code.ts';

/** It fails and says nothing: the answer is how to make it talk. */
export const exitSilent: Rule = {
  id: 'exit-silent',
  judge(facts) {
    const failed = failedRun(facts);
    if (
      !failed?.logRead ||
      failed.lines.length > 0 ||
      failed.run.message?.trim() ||
      isOtherwiseExplained(failed.run) ||
      startFailure(facts)
    )
      return [];
    const { step, run } = failed;
    const meaning = exitMeaning(run);
    const command = [...(step.spec.command ?? []), ...(step.spec.args ?? [])].join(' ');
    return [
      {
        code: 'exit-silent',
        category: run.exitCode === 127 ? 'command-not-found' : 'app-exit',
        severity: 'error',
        container: step.name,
        cause: `${roleOf(step)} ${step.name} exits ${run.exitCode}${meaning ? ` (${meaning})` : ''} without a word: its log is empty${command ? `; it runs: ${clause(command, 120)}` : ''}`,
        fixes: waysToTalk(facts, step),
        evidence: [
          exitEvidence(failed),
          fromLog(step.name, failed.logRun, '(empty)'),
          ...(command ? [fromSpec(`command of ${step.name}`, command)] : []),
        ],
        heals: 'maybe',
        confidence: 'certain',
        depth: 'symptom',
      },
    ];
  },
};
