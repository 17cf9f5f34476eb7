import type { Rule } from '../../rule.ts';
import { exitEvidence, failedRun, lineEvidence, roleOf } from '../../runs/failed-run.ts';
import { raiseMemory } from '../../runs/raise-memory.ts';
import { lastErrorLine } from '../../signatures/last-error-line.ts';
import { inspect } from '../../words/commands.ts';
import { fromEvent } from '../../words/evidence.ts';
import { readLog } from '../../words/pod-commands.ts';
import { clause, spell } from '../../words/words.ts';

/** SIGKILL that nobody ascribes to memory: from the kubelet, the node, or a child that the shell reports. */
export const killed: Rule = {
  id: 'killed',
  judge(facts) {
    const failed = failedRun(facts);
    if (!failed || (failed.run.exitCode !== 137 && failed.run.signal !== 9)) return [];
    const { step, run, lines } = failed;
    if (run.reason === 'OOMKilled' || run.reason === 'ContainerStatusUnknown' || facts.pod.status?.reason) return [];
    const stopping = facts.events.findLast(({ container, reason }) => container === step.name && reason === 'Killing');
    const child = lines.slice(-5).find((line) => /(?:^|\s|: )Killed(?:\s|$)|killed by signal 9|signal: killed/.test(line));
    const after = run.durationSeconds === undefined ? '' : ` after ${spell(run.durationSeconds)}`;
    const limit = step.spec.resources?.limits?.memory;
    const why = stopping
      ? `the kubelet stopped it: ${clause(stopping.message)}`
      : child
        ? `a child process of it was killed ("${clause(child)}"), most likely for memory${limit ? ` (limit ${limit})` : ' of the node'}`
        : `nothing says by whom; Kubernetes would call it OOMKilled at a memory limit, so look for the out-of-memory killer of the node, a liveness or startup probe, or kill -9 in its script`;
    const said = lastErrorLine(lines);
    const pod = facts.pod.metadata?.name ?? '';
    const node = facts.pod.spec?.nodeName;
    return [
      {
        code: 'killed',
        category: child ? 'oom' : 'app-exit',
        severity: 'error',
        container: step.name,
        cause: `${roleOf(step)} ${step.name} was killed (exit code 137, SIGKILL)${after}, not OOMKilled: ${why}`,
        fixes: [
          ...(child && limit ? [raiseMemory(facts, step, limit)] : []),
          inspect(`see who killed ${step.name}: the events of the pod`, 'describe', 'pod', pod, '-n', facts.namespace),
          ...(node
            ? [inspect(`see whether node ${node} ran out of memory (events SystemOOM, condition MemoryPressure)`, 'describe', 'node', node)]
            : []),
          readLog(facts, step.name, failed.logRun === 'previous'),
        ],
        evidence: [exitEvidence(failed), ...(stopping ? [fromEvent(stopping)] : []), ...(said ? [lineEvidence(failed, said.line)] : [])],
        heals: 'maybe',
        confidence: stopping || child ? 'likely' : 'possible',
        depth: stopping || child ? 'cause' : 'symptom',
        // The line of the shell that a child was killed is in the words already.
        explains: child ? ['oom-killed'] : [],
      },
    ];
  },
};
