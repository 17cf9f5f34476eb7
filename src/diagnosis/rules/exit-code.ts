import { editContainer, throughInjector } from '../change-container.ts';
import { advise, mutate, readLog, recreatePod, workloadName } from '../commands.ts';
import { exitMeaning } from '../exit-words.ts';
import type { Facts } from '../facts.ts';
import { exitEvidence, type FailedRun, failedRun, lineEvidence, roleOf } from '../failed-run.ts';
import type { Fix } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { settingsMissingIn } from '../settings.ts';
import { lastErrorLine } from '../signatures/last-error-line.ts';
import { startFailure } from '../start-failure.ts';
import { clause } from '../words.ts';

/** The program itself decided to fail: its code is left as it is, its last error line quoted. */
export const exitCode: Rule = {
  id: 'exit-code',
  judge(facts) {
    const failed = failedRun(facts);
    if (!failed || isOtherwiseExplained(failed.run) || startFailure(facts)) return [];
    const lines = failed.lines.length > 0 ? failed.lines : (failed.run.message ?? '').split('\n').filter((line) => line.trim() !== '');
    const said = lastErrorLine(lines);
    if (!said && failed.logRead) return [];
    const { step, run } = failed;
    const { attempts } = step;
    const never = !restarts(facts, failed);
    const meaning = exitMeaning(run);
    const often = never ? ' and will not be restarted (restartPolicy Never)' : attempts > 1 ? ` on every one of ${attempts} attempts` : '';
    const words = said ? `: "${clause(said.line)}"` : ': its log could not be read';
    return [
      {
        code: 'exit-code',
        category: run.exitCode === 127 ? 'command-not-found' : 'app-exit',
        severity: 'error',
        container: step.name,
        cause: `${roleOf(step)} ${step.name} exits ${run.exitCode}${meaning ? ` (${meaning})` : ''}${often}${words}`,
        fixes: fixesFor(facts, failed, said?.line, never),
        evidence: [exitEvidence(failed), ...(said ? [lineEvidence(failed, said.line)] : [])],
        heals: never ? 'no' : 'maybe',
        confidence: 'likely',
        depth: 'symptom',
      },
    ];
  },
};

/** Killed, out of memory, lost: other rules say more. */
export const isOtherwiseExplained = ({ exitCode, reason, signal }: FailedRun['run']): boolean =>
  reason === 'OOMKilled' || reason === 'ContainerStatusUnknown' || [9, 11].includes(signal ?? 0) || [124, 137, 139, 143].includes(exitCode);

function restarts({ pod }: Facts, { step }: FailedRun): boolean {
  const own = step.spec.restartPolicy;
  return own !== undefined ? own !== 'Never' : pod.spec?.restartPolicy !== 'Never';
}

function fixesFor(facts: Facts, { step, logRun, lines }: FailedRun, said: string | undefined, never: boolean): Fix[] {
  const read = lines.length > 0 || !said ? [readLog(facts, step.name, logRun === 'previous')] : [];
  const again = facts.workload.kind === 'Pod' ? 'recreate the pod' : 'apply the change';
  const after = never ? `, then ${again} (Kubernetes does not try again)` : '; Kubernetes tries again by itself';
  const text = said
    ? `correct what the last error line of ${step.name} names: its settings (env, ConfigMap, Secret), its arguments or what it depends on${after}`
    : `see what ${step.name} printed before it failed${after}`;
  const setting = said === undefined ? undefined : settingsMissingIn(said)[0];
  if (setting !== undefined)
    return [setIt(facts, step.name, setting), ...read, ...(never ? [recreatePod(facts, 'start it anew once the cause is gone')] : [])];
  const injected = throughInjector(facts, step.name, `change what the error line of ${step.name} names`);
  return [injected ?? advise(text), ...read, ...(never ? [recreatePod(facts, 'start it anew once the cause is gone')] : [])];
}

function setIt(facts: Facts, container: string, setting: string): Fix {
  const { workload, namespace } = facts;
  const text = `set ${setting} on ${container}, or in the ConfigMap or Secret its environment comes from`;
  if (!/^(?:Deployment|StatefulSet|DaemonSet|ReplicaSet|CronJob)$/.test(workload.kind)) return editContainer(facts, container, text);
  return mutate(
    `${text} (put its value in place of VALUE)`,
    'set',
    'env',
    workloadName(workload),
    '-n',
    namespace,
    '-c',
    container,
    `${setting}=VALUE`,
  );
}
