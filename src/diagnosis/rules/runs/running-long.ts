import type { Facts } from '../../facts.ts';
import type { Finding } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { commandText } from '../../runs/command-text.ts';
import { lastWord } from '../../runs/log-freshness.ts';
import { looksLikeSidecar } from '../../runs/long-running.ts';
import { editSpec } from '../../words/change-spec.ts';
import { advise, inspect } from '../../words/commands.ts';
import { fromLog, fromSpec } from '../../words/evidence.ts';
import { lookInside } from '../../words/pod-commands.ts';
import { statusEvidence } from '../../words/step-evidence.ts';
import { clause, secondsBetween, spell } from '../../words/words.ts';

const short = 120;
const long = 600;

/** A command that never ends by itself, whatever happens around it. */
const endless =
  /(?:^|[\s;&|"'(])(?<what>sleep (?:infinity|inf|\d{5,12}|\d{2,9}[hd]|[2-9]h)\b|tail (?:-f|-F|--follow)(?: -\S{1,20})* \/dev\/null|while (?:true|:|\[ ?1 ?\]); ?do sleep \S{1,12}; ?done)/;

/** An init container that runs and waits for nothing that its command names: hung, slow, or at work. */
export const runningLong: Rule = {
  id: 'running-long',
  judge(facts) {
    const step = facts.blocking;
    if (step?.state !== 'running' || step.role !== 'init' || facts.waits.length > 0) return [];
    const seconds = secondsBetween(step.runningSince, facts.now);
    if (seconds === undefined) return [];
    const what = endless.exec(commandText(step.spec))?.groups?.what;
    if (what !== undefined) return [never(what, seconds, facts)];
    const question = asked(facts);
    if (question !== undefined) return [asks(question, seconds, facts)];
    return looksLikeSidecar(step, facts) ? [] : [slow(seconds, facts)];
  },
};

function never(what: string, seconds: number, facts: Facts): Finding {
  const name = facts.blocking?.name ?? '';
  return {
    ...common(facts),
    severity: 'error',
    cause: `${name} is still running after ${spell(seconds)} and will not end by itself: its command is ${what}, which never returns in time`,
    fixes: [
      editSpec(
        facts,
        `remove ${what} from the command of ${name}: an init container has to end with exit code 0 before the next one starts; what must keep running belongs into an app container or a sidecar (restartPolicy: Always)`,
      ),
      timeoutAdvice(name),
    ],
    evidence: [
      fromSpec(
        `spec.initContainers[${(facts.blocking?.index ?? 1) - 1}].command`,
        clause(commandText(facts.blocking?.spec ?? { name }), 300),
      ),
      ...running(facts),
    ],
    heals: 'no',
    confidence: 'certain',
    depth: 'root',
  };
}

/** `Proceed? [y/N]`, `Password:`, `Press ENTER to continue`: the last words of a program that waits for a human. */
const prompt =
  /(?:\[y(?:es)?\/no?\]|\(y(?:es)?\/no?\)|\by\/n\b|\bpassword(?: for \S{1,80})?:|\b(?:press|hit) (?:any key|enter|return)|\bdo you want to (?:continue|proceed)\b.{0,40}|\bare you sure\b.{0,60}|\b(?:enter|type) \S[^.]{0,60}:)[\s:?>)\]]{0,6}$/i;
const reads = /(?:^|[;&|(] ?|\b(?:do|then|else|-c) )read(?: -[a-su-zA-Z]{1,4}){0,3} [A-Za-z_]\w{0,40}(?=[\s;&]|$)/;

function asked({ blocking, logs }: Facts): string | undefined {
  const log = logs.get(blocking?.name ?? '');
  const last = log?.lines.findLast((line) => line.trim() !== '');
  if (last !== undefined && prompt.test(last.trim().slice(-300))) return `it asks "${clause(last, 120)}"`;
  // The runtime keeps the input of such a container open, so that a reader never meets its end.
  if (log && last === undefined && blocking?.spec.stdin) return 'its standard input is open (stdin: true), and it has printed nothing';
  // A read that is fed by a loop or a pipe is no question.
  const command = commandText(blocking?.spec ?? { name: '' });
  return reads.test(command) && !/while [^;]{0,80}\bread\b|[|<]/.test(command) ? 'its command reads from standard input (read)' : undefined;
}

function asks(question: string, seconds: number, facts: Facts): Finding {
  const name = facts.blocking?.name ?? '';
  return {
    ...common(facts),
    severity: seconds < short ? 'warning' : 'error',
    cause: `${name} is still running after ${spell(seconds)} as it waits for input that nobody gives: ${question}, and an init container has no terminal`,
    fixes: [
      editSpec(
        facts,
        `let ${name} work without questions: give the answer in its command (a flag such as --yes or --non-interactive, echo y | ...), and leave out stdin and tty`,
      ),
      inspect('follow its log', ...follow(facts, name)),
      timeoutAdvice(name),
    ],
    evidence: running(facts),
    heals: 'no',
    confidence: 'likely',
    depth: 'cause',
  };
}

/** How sure it is depends on what the log says: silence is a worse sign than old words, new words are none. */
function slow(seconds: number, facts: Facts): Finding {
  const name = facts.blocking?.name ?? '';
  const log = facts.logs.get(name);
  const word = lastWord(log?.lines ?? [], facts.now);
  const atWork = word !== undefined && !word.trying && (word.progressing || (word.secondsAgo !== undefined && word.secondsAgo < short));
  const severity = atWork || seconds < short ? 'info' : seconds < long ? 'warning' : 'error';
  const last = word ? `, its last line is "${clause(word.line, 120)}"` : '';
  const since = word?.secondsAgo === undefined || word.secondsAgo < short ? '' : `, no output since ${spell(word.secondsAgo)}`;
  const state = atWork
    ? `and is at work${last}`
    : word
      ? `without an end${since}${last}`
      : log
        ? 'and has written no output at all'
        : 'and its log could not be read';
  return {
    ...common(facts),
    severity,
    cause: `${name} is still running after ${spell(seconds)} ${state}${severity === 'error' ? ': it hangs or is very slow' : ''}`,
    fixes: [
      ...(atWork ? [] : [lookInside(facts, name, `see what ${name} is doing: its processes`, 'ps')]),
      inspect(atWork ? `let it work; follow ${name}'s log` : 'follow its log', ...follow(facts, name)),
      timeoutAdvice(name),
    ],
    evidence: [...running(facts), ...(word && log ? [fromLog(name, log.run, word.line)] : [])],
    heals: 'maybe',
    confidence: severity === 'error' ? 'likely' : 'possible',
    depth: 'symptom',
  };
}

const common = ({ blocking }: Facts) =>
  ({ code: 'running-long', category: 'timeout', ...(blocking && { container: blocking.name }) }) as const;
const running = ({ blocking }: Facts) => (blocking ? [statusEvidence(blocking)] : []);
const follow = ({ pod, namespace }: Facts, name: string): string[] => ['logs', pod.metadata?.name ?? '', '-n', namespace, '-c', name, '-f'];

const timeoutAdvice = (name: string) =>
  advise(
    `Kubernetes has no timeout for an init container: put \`timeout 300\` before the command of ${name}, so that a hang becomes a failure that is tried again, or set activeDeadlineSeconds for the whole pod`,
  );
