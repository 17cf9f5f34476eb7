import type { Step } from '../../../init/model.ts';
import type { Facts } from '../../facts.ts';
import type { Fix } from '../../finding.ts';
import { readImage } from '../../images/image-reference.ts';
import { injectorOf } from '../../owners/injector.ts';
import type { Rule } from '../../rule.ts';
import { exitEvidence, roleOf } from '../../runs/failed-run.ts';
import { raiseMemory } from '../../runs/raise-memory.ts';
import { advise, inspect } from '../../words/commands.ts';
import { fromObject, fromSpec } from '../../words/evidence.ts';
import { describePod } from '../../words/pod-commands.ts';

/** Killed for memory, even where the main process exits 0 because only a child was killed. */
export const oomKilled: Rule = {
  id: 'oom-killed',
  needs: (facts) => (isOom(facts.blocking) ? [{ kind: 'LimitRange' }] : []),
  judge(facts) {
    const step = facts.blocking;
    const run = step?.lastRun;
    if (!step || !run || !isOom(step)) return [];
    const limit = step.spec.resources?.limits?.memory;
    const range = limit === undefined ? undefined : rangeOf(facts, limit);
    const injector = injectorOf(facts, step.name);
    const whose = injector ? `set by ${injector.by}` : range ? `the default of LimitRange ${range}` : 'its own';
    const who = `${roleOf(step)} ${step.name}`;
    const killed =
      run.exitCode === 0
        ? `a child process of ${who} was killed for memory (OOMKilled with exit code 0, which counts as failed)`
        : `${who} was killed for memory (OOMKilled)`;
    const cause =
      limit === undefined
        ? `${killed}; it has no memory limit of its own, so the pod's limit or the memory of node ${facts.pod.spec?.nodeName ?? ''} ran out`
        : `${killed} at its memory limit of ${limit} (${whose}), which is too small for what it does`;
    return [
      {
        code: 'oom-killed',
        category: 'oom',
        severity: 'error',
        container: step.name,
        cause: cause.trim(),
        fixes: fixesFor(facts, step, limit, range),
        evidence: [
          exitEvidence({ step, run }),
          fromSpec(`resources of ${step.name}`, JSON.stringify(step.spec.resources ?? {})),
          ...(range ? [fromObject(`LimitRange ${facts.namespace}/${range}`, `default memory limit ${limit}`)] : []),
        ],
        heals: 'no',
        confidence: 'certain',
        depth: 'root',
        explains: ['exit-code', 'exit-silent', 'killed', 'left-over'],
      },
    ];
  },
};

const isOom = (step: Step | undefined): boolean =>
  step?.lastRun?.reason === 'OOMKilled' && (step.state === 'failed' || step.state === 'running' || step.lastRun.exitCode === 0);

function rangeOf({ around }: Facts, limit: string): string | undefined {
  const list = around.list('LimitRange');
  if (list.state !== 'found') return undefined;
  return list.value.find(({ spec }) => (spec?.limits ?? []).some((one) => one.type === 'Container' && one.default?.memory === limit))
    ?.metadata?.name;
}

function fixesFor(facts: Facts, step: Step, limit: string | undefined, range: string | undefined): Fix[] {
  const hint = less(facts, step);
  return [
    raiseMemory(facts, step, limit),
    ...(hint ? [advise(hint)] : []),
    ...(range
      ? [
          inspect(
            `see LimitRange ${range}, which sets the limit where a container has none`,
            'describe',
            'limitrange',
            range,
            '-n',
            facts.namespace,
          ),
        ]
      : []),
    describePod(facts, 'see the limits and the last run'),
  ];
}

const settingsOf = ({ env = [] }: Step['spec']): string[] => env.flatMap(({ value }) => value ?? []);

/** How the program could use less. */
function less({ pod }: Facts, { name, image, spec }: Step): string | undefined {
  const memory = (spec.volumeMounts ?? []).find(
    (mount) => (pod.spec?.volumes ?? []).find((volume) => volume.name === mount.name)?.emptyDir?.medium === 'Memory',
  );
  if (memory)
    return `what ${name} writes to ${memory.mountPath} (emptyDir volume ${memory.name}, medium: Memory) counts as its memory: leave out medium: Memory so that it lies on the disk of the node`;
  const heap = /-Xmx(?<size>\d{1,7}[kmgKMG])\b/.exec([...(spec.command ?? []), ...(spec.args ?? []), ...settingsOf(spec)].join(' '))?.groups
    ?.size;
  if (heap !== undefined)
    return `the heap of its JVM alone may grow to ${heap} (-Xmx${heap}): set it to half of the limit, or the limit to twice of it`;
  // A command that is named says more than the image: `cp` of a file called javaagent.jar is no JVM.
  if (/^(?:\/\S{1,100}\/)?(?:cp|mv|tar)$/.test(spec.command?.[0] ?? '')) return undefined;
  const words = `${image} ${(spec.command ?? []).join(' ')} ${(spec.args ?? []).join(' ')}`;
  const app = (pod.spec?.containers ?? []).find(
    (one) => one.image && readImage(one.image).name === readImage(image).name && one.resources?.limits?.memory,
  );
  if (app)
    return `container ${app.name} runs the same image with a limit of ${app.resources?.limits?.memory}: ${name} loads the same program`;
  if (/\b(?:java|jdk|jre|flyway|liquibase|keytool|gradle|maven)\b/i.test(words))
    return 'a JVM takes memory beside its heap: set -XX:MaxRAMPercentage=50 in JAVA_TOOL_OPTIONS as well';
  if (/\b(?:node|npm|npx|yarn|prisma|knex)\b/i.test(words))
    return 'Node.js may take more than the limit for its heap: set NODE_OPTIONS=--max-old-space-size (in MiB, below the limit) as well';
  if (/\b(?:rails|rake|bundle)\b/i.test(words))
    return 'a Rails command loads the whole application: wait with a plain check (pg_isready, nc) instead';
  return undefined;
}
