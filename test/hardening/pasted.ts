import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../front-door.ts';

/** Words that may begin with a dash where the diagnosis wrote them; what follows `--` or a flag that takes a value may be anything. */
const flag =
  /^(?:-|-[AnoclpfL]|-it|--(?:all-containers|command|field-selector|for|force|local|previous|rm|show-labels)|--(?:as|container|copy-to|docker-(?:server|username|password)|field-selector|from|from-literal|image|limits|replicas|restart|tail|type)=.*)$/s;
const takesValue = /^-[noclpfL]$/;

const stub =
  'note() { for word; do printf "%s\\0" "$word"; done >> "$GIVEN"; printf "\\n" >> "$GIVEN"; }; kubectl() { note "$@"; }; skopeo() { note "$@"; }';
/** One command, in a shell of its own that reads it as that of a terminal reads what is pasted. */
const runOne = (index: number): string =>
  `( GIVEN=$OUTSIDE/${index}.given; cd "$WHERE"; . "$OUTSIDE/${index}.sh" ) </dev/null 2>"$OUTSIDE/${index}.stderr"; echo $? >"$OUTSIDE/${index}.code"`;

/**
 * Runs commands as a shell does that somebody pastes them into, with programs that only note what they were given.
 * @returns what is wrong: files that appear, words that are taken for flags, syntax that no shell knows
 */
export async function pasted(commands: readonly string[]): Promise<string[]> {
  if (commands.length === 0) return [];
  const outside = mkdtempSync(join(tmpdir(), 'initdoctor-pasted-'));
  const inside = join(outside, 'a', 'b', 'c', 'd');
  mkdirSync(inside, { recursive: true });
  try {
    const distinct = [...new Set(commands)];
    for (const [index, command] of distinct.entries()) {
      // No clipboard and no command line holds a NUL.
      writeFileSync(join(outside, `${index}.sh`), `${command.replaceAll('\0', '')}\n`);
      writeFileSync(join(outside, `${index}.given`), '');
    }
    const input = `${stub}\n${distinct.map((_, index) => runOne(index)).join('\n')}\n`;
    await runCommand('bash', ['--posix'], {
      input,
      env: { OUTSIDE: outside, WHERE: inside, EDITOR: 'true', PATH: '/usr/bin:/bin', HOME: inside },
    });
    const noted = (index: number, what: string) => readFileSync(join(outside, `${index}.${what}`), 'utf8');
    const wrong = distinct.flatMap((command, index) => {
      const shown = command.slice(0, 200);
      const code = noted(index, 'code').trim();
      const words = noted(index, 'given').split('\0\n');
      return [
        ...(code === '0' ? [] : [`exit code ${code} of ${shown}: ${noted(index, 'stderr').slice(0, 200)}`]),
        ...words.flatMap((call) => flagsIn(call.split('\0'))).map((word) => `${word.slice(0, 80)} in ${shown}`),
      ];
    });
    const known = /^(?:\d+\.(?:sh|given|stderr|code)|a|a\/b|a\/b\/c|a\/b\/c\/d|a\/b\/c\/d\/[\w.-]+\.yaml)$/;
    const files = readdirSync(outside, { recursive: true, encoding: 'utf8' }).filter((path) => !known.test(path));
    return [...wrong, ...files.map((path) => `wrote ${path}`)];
  } finally {
    rmSync(outside, { recursive: true });
  }
}

function flagsIn(words: readonly string[]): string[] {
  const end = words.indexOf('--');
  const own = end < 0 ? words : words.slice(0, end);
  return own.filter((word, index) => word.startsWith('-') && !takesValue.test(own[index - 1] ?? '') && !flag.test(word));
}
