import type { Facts } from '../../facts.ts';
import { describe, type Mounted, mountAt } from '../../files/mounts.ts';
import type { Evidence, Fix } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { type FailedRun, failedRun, lineEvidence, roleOf } from '../../runs/failed-run.ts';
import { signatureContext, tellingLine } from '../../runs/telling-line.ts';
import { leftOverOnServers } from '../../signatures/files/left-over-servers.ts';
import { quotable } from '../../signatures/lines.ts';
import type { Match } from '../../signatures/match.ts';
import { editContainer } from '../../words/change-container.ts';
import { advise, inspect } from '../../words/commands.ts';
import { fromEvent, fromObject, fromSpec } from '../../words/evidence.ts';
import { recreatePod } from '../../words/replace-object.ts';
import { clause } from '../../words/words.ts';

const exists =
  /[Ff]ile exists|already exists?\b|EEXIST|FileAlreadyExists|exists but is not empty|is not (?:an )?empty|not an empty directory|[Dd]irectory not empty|has files in it|already (?:been )?initiali[sz]ed|already locked|lock file .{0,80}exists|Another .{0,40}instance is (?:already )?running/;
/** Databases say the same of tables and rows; there it is a matter of migrations. iptables has its own rule. */
const elsewhere =
  /\b(?:relation|table|database|role|user|index|column|constraint|type|schema|key|sequence|extension|topic|queue|bucket|container|network|namespace|resource|chain|rule|queue|account|record|entity|tag|release)\b.{0,80}already exists|AlreadyExists|duplicate/i;
const path = /[‘'"`](?<quoted>\/[^‘'"’`]{1,300})[’'"`]|(?:^|[\s:=(])(?<bare>\/[^\s:,'"‘’()]{1,300})/;

/** The signature of a disk that is not empty from the start. */
const fresh = 'left-over-mount-point';

/** What an earlier run left behind breaks every later one. */
export const leftOver: Rule = {
  id: 'left-over',
  needs: (facts) => (told(facts) ? [{ kind: 'LimitRange' }] : []),
  judge(facts) {
    const failed = told(facts);
    if (!failed) return [];
    const { step, line, known } = failed;
    const context = signatureContext(facts, step);
    const file = pathIn(line, failed);
    const mounted = file === undefined ? onlyVolume(facts, failed) : mountAt(facts.pod, step.spec, file);
    const before = known?.signature.id === fresh ? { text: 'it was never initialized', evidence: [] } : earlier(facts, failed);
    const thing =
      file ?? (/data directory/.test(line) ? `the data directory${mounted ? ` ${mounted.mount.mountPath}` : ''}` : 'what it wants to make');
    const where = mounted
      ? ` on ${mounted.what}, which outlives ${mounted.lasts === 'as the pod' ? 'a failed run as long as the pod lives' : 'the run and the pod'}`
      : '';
    const by =
      before?.text ??
      (step.attempts > 1 && mounted?.lasts !== 'longer than the pod'
        ? 'an earlier attempt that broke off left it behind'
        : 'an earlier pod or run left it behind');
    return [
      {
        code: 'left-over',
        category: 'idempotency',
        severity: 'error',
        container: step.name,
        cause: known
          ? `${known.signature.cause(known.groups, context)}${where ? `; it lies${where}` : ''}: ${by}`
          : `${roleOf(step)} ${step.name} fails because ${thing} already exists${where}: ${by}, and the step is not idempotent ("${clause(line, 110)}")`,
        // Whether a database may be thrown away is for its owner to say.
        fixes:
          known && (known.signature.id === fresh || (known.signature.id === 'left-over-database-directory' && before?.fix === undefined))
            ? known.signature.fixes(known.groups, context)
            : [
                ...fixesFor(facts, failed, mounted, before?.fix),
                ...(known ? known.signature.fixes(known.groups, context).filter(({ risk }) => risk === 'inspect') : []),
              ],
        evidence: [
          lineEvidence(failed, line),
          ...(mounted ? [fromSpec(`volumeMount of ${step.name}`, `${mounted.what} at ${mounted.mount.mountPath}`)] : []),
          ...(before?.evidence ?? []),
        ],
        heals: 'no',
        confidence: mounted || step.attempts > 1 ? 'likely' : 'possible',
        depth: mounted ? 'root' : 'cause',
        explains: ['left-over', 'rerun', 'exit-code', 'bad-config'],
      },
    ];
  },
};

const onServers: ReadonlySet<string> = new Set(leftOverOnServers.map(({ id }) => id));

interface LeftOver extends FailedRun {
  readonly line: string;
  /** What the program is known to say of its own left-overs. */
  readonly known?: Match;
}

function told(facts: Facts): LeftOver | undefined {
  const failed = failedRun(facts);
  if (!failed) return undefined;
  const known = tellingLine(failed.lines);
  if (known && onServers.has(known.signature.id)) return undefined;
  if (known?.signature.code === 'left-over') return { ...failed, line: known.line, known };
  const line = failed.lines
    .slice(-25)
    .map(quotable)
    .findLast((one) => exists.test(one) && !elsewhere.test(one));
  // A line that is known to mean something else is not taken for a left-over.
  const otherwise = known !== undefined && known.line === line && known.signature.weight > 1;
  return line === undefined || otherwise ? undefined : { ...failed, line };
}

/** Named in the line, else an argument of the command that lies on a volume. */
function pathIn(line: string, { step }: FailedRun): string | undefined {
  const groups = path.exec(line)?.groups;
  const named = groups?.quoted ?? groups?.bare;
  if (named) return named.replace(/[.]$/, '');
  const mounts = (step.spec.volumeMounts ?? []).flatMap(({ mountPath }) => mountPath ?? []);
  const data = /\bPG_?DATA\b|data ?dir/i.test(line) ? mounts.filter((at) => /data|pg|mysql|mongo/i.test(at)) : [];
  if (data.length === 1) return data[0];
  // The first word is the program that runs.
  const words = [...(step.spec.command ?? []), ...(step.spec.args ?? [])].join(' ').replace(/^\S{1,300}/, '');
  return [...words.matchAll(/(?:^|[\s=])(\/[^\s;|&'"]{1,300})/g)]
    .flatMap((one) => one[1] ?? [])
    .find((one) => mounts.some((at) => one.startsWith(at)));
}

/** A container with one writable volume leaves its files there. */
function onlyVolume({ pod }: Facts, { step }: FailedRun): Mounted | undefined {
  const writable = (step.spec.volumeMounts ?? [])
    .map((mount) => describe(pod, mount))
    .filter(({ alwaysReadOnly, mount }) => !alwaysReadOnly && !mount.readOnly);
  return writable.length === 1 ? writable[0] : undefined;
}

/** Why the earlier run broke off, as far as anything still tells. */
function earlier(facts: Facts, { step }: FailedRun): { text: string; fix?: string; evidence: Evidence[] } | undefined {
  const sandbox = facts.events.findLast(({ reason }) => reason === 'SandboxChanged');
  if (sandbox)
    return {
      text: 'it was made before the pod sandbox was re-created, after which all init containers run again',
      evidence: [fromEvent(sandbox)],
    };
  const limit = step.spec.resources?.limits?.memory;
  if (limit === undefined) return undefined;
  const list = facts.around.list('LimitRange');
  const range =
    list.state === 'found'
      ? list.value.find(({ spec }) => (spec?.limits ?? []).some(({ default: value }) => value?.memory === limit))
      : undefined;
  const name = range?.metadata?.name;
  return {
    text: `an earlier run broke off and left it half done, perhaps killed for memory at its limit of ${limit}${name ? ` (default of LimitRange ${name})` : ''}`,
    fix: `raise the memory limit of ${step.name} above ${limit}`,
    evidence: [
      name
        ? fromObject(`LimitRange ${facts.namespace}/${name}`, `default memory limit ${limit}`)
        : fromSpec(`resources of ${step.name}`, `memory limit ${limit}`),
    ],
  };
}

function fixesFor(facts: Facts, { step, line }: LeftOver, mounted: Mounted | undefined, more: string | undefined): Fix[] {
  const first = more === undefined ? '' : `${more}, and `;
  const how = /alias/.test(line)
    ? 'keytool -delete the alias first'
    : /mkdir/.test(line)
      ? 'mkdir -p'
      : /\bln\b/.test(line)
        ? 'ln -sfn'
        : 'check for it, remove it first, or write to a temporary place and move it at the end';
  // What holds a lock is at work, or was; its data are not to be thrown away for that.
  if (/\block/i.test(line))
    return [
      advise(
        `see whether another pod or process still works on ${mounted?.what ?? 'the same data'}; only if none does, remove the lock at the start of ${step.name}`,
      ),
      recreatePod(facts, 'or delete the pod, so that it is made anew when the other one has ended'),
    ];
  const idempotent = editContainer(facts, step.name, `${first}make ${step.name} idempotent, so that it may run again: ${how}`);
  if (!mounted) return [idempotent, recreatePod(facts, 'or start afresh: delete the pod')];
  const claim = mounted.volume?.persistentVolumeClaim?.claimName;
  if (mounted.lasts === 'as the pod')
    return [idempotent, recreatePod(facts, `or start afresh: delete the pod, and its ${mounted.what} goes with it`)];
  return [
    idempotent,
    ...(claim ? [inspect(`see claim ${claim}, which keeps the files`, 'describe', 'pvc', claim, '-n', facts.namespace)] : []),
    advise(
      `empty the half-made directory on ${mounted.what} (${mounted.mount.mountPath}) if nothing in it is needed, then let the step run again`,
    ),
  ];
}
