import { settingsMissingIn } from '../../dependencies/settings.ts';
import type { Facts } from '../../facts.ts';
import type { Fix } from '../../finding.ts';
import { jobOf, jobRead } from '../../owners/job-of.ts';
import { jobTrouble, runJobAgain } from '../../owners/job-trouble.ts';
import type { Rule } from '../../rule.ts';
import { exitMeaning } from '../../runs/exit-words.ts';
import { exitEvidence, type FailedRun, failedRun, lineEvidence, roleOf } from '../../runs/failed-run.ts';
import { startFailure } from '../../runs/start-failure.ts';
import { type ErrorLine, lastErrorLine } from '../../signatures/last-error-line.ts';
import { readable } from '../../signatures/lines.ts';
import { editContainer, throughInjector } from '../../words/change-container.ts';
import { advise, mutate, workloadName } from '../../words/commands.ts';
import { readLog } from '../../words/pod-commands.ts';
import { recreatePod, replacePod } from '../../words/replace-object.ts';
import { waysToTalk } from '../../words/ways-to-talk.ts';
import { clause } from '../../words/words.ts';

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
    const words = wordsOf(said);
    return [
      {
        code: 'exit-code',
        category: run.exitCode === 127 ? 'command-not-found' : 'app-exit',
        severity: 'error',
        container: step.name,
        cause: `${roleOf(step)} ${step.name} exits ${run.exitCode}${meaning ? ` (${meaning})` : ''}${often}${words}`,
        fixes: fixesFor(facts, failed, said, never),
        evidence: [exitEvidence(failed), ...(said ? [lineEvidence(failed, said.line)] : [])],
        heals: never || settingIn(said) !== undefined ? 'no' : 'maybe',
        confidence: 'likely',
        depth: 'symptom',
      },
    ];
  },
};

/** Where no line speaks of an error, the last one is quoted as what it is: how far the program came. */
function wordsOf(said: ErrorLine | undefined): string {
  if (!said) return ': its log could not be read';
  const line = `"${clause(readable(said.line))}"`;
  if (!said.isError)
    return `: nothing in its log looks like an error message, its last line is ${line}, so what it did after that fails silently`;
  return said.outcome === undefined ? `: ${line}` : `: ${line}, which led to "${clause(readable(said.outcome), 120)}"`;
}

/** Killed, out of memory, lost: other rules say more. */
export const isOtherwiseExplained = ({ exitCode, reason, signal }: FailedRun['run']): boolean =>
  reason === 'OOMKilled' || reason === 'ContainerStatusUnknown' || [9, 11].includes(signal ?? 0) || [124, 137, 139, 143].includes(exitCode);

function restarts({ pod }: Facts, { step }: FailedRun): boolean {
  const own = step.spec.restartPolicy;
  return own !== undefined ? own !== 'Never' : pod.spec?.restartPolicy !== 'Never';
}

function fixesFor(facts: Facts, { step, logRun, lines }: FailedRun, told: ErrorLine | undefined, never: boolean): Fix[] {
  const said = told?.line;
  const read = lines.length > 0 || !said ? [readLog(facts, step.name, logRun === 'previous')] : [];
  if (told?.isError === false) return [...waysToTalk(facts, step), ...read, ...startAnew(facts, never)];
  const after = never ? `, then start it anew (this pod is not tried again)` : '; Kubernetes tries again by itself';
  const text = said
    ? `correct what the last error line of ${step.name} names: its settings (env, ConfigMap, Secret), its arguments or what it depends on${after}`
    : `see what ${step.name} printed before it failed${after}`;
  const setting = settingIn(told);
  if (setting !== undefined) return [setIt(facts, step.name, setting), ...read, ...startAnew(facts, never)];
  const injected = throughInjector(facts, step.name, `change what the error line of ${step.name} names`);
  return [injected ?? advise(text), ...read, ...startAnew(facts, never)];
}

/** What is not restarted has to be made again: the Job where it has given up, else the pod. A Job that still tries does it by itself. */
function startAnew(facts: Facts, never: boolean): Fix[] {
  if (!never) return [];
  if (jobOf(facts) === undefined)
    return facts.workload.kind === 'Pod'
      ? [replacePod(facts, 'start it anew once the cause is gone: delete the pod and create it again')]
      : [recreatePod(facts, 'start it anew once the cause is gone')];
  const job = jobRead(facts);
  return job && jobTrouble(job)?.failed ? [runJobAgain(job)] : [];
}

/** The setting that an error line says is missing: no further attempt brings it. */
const settingIn = (told: ErrorLine | undefined): string | undefined => (told?.isError ? settingsMissingIn(told.line)[0] : undefined);

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
