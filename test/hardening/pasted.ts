import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../front-door.ts';

/** Words that may begin with a dash where the diagnosis wrote them; what follows `--` or a flag that takes a value may be anything. */
const flag =
  /^(?:-|-[AnoclpfL]|-it|--(?:all-containers|command|field-selector|for|force|local|previous|rm|show-labels)|--(?:as|container|copy-to|docker-(?:server|username|password)|field-selector|from|from-literal|image|limits|replicas|restart|tail|type)=.*)$/s;
const takesValue = /^-[noclpfL]$/;

/**
 * Runs commands as a shell does that somebody pastes them into, with programs that only note what they were given.
 * @returns what is wrong: files that appear, words that are taken for flags, syntax that no shell knows
 */
export async function pasted(commands: readonly string[]): Promise<string[]> {
  if (commands.length === 0) return [];
  const outside = mkdtempSync(join(tmpdir(), 'initdoctor-pasted-'));
  const inside = join(outside, 'a', 'b', 'c', 'd');
  mkdirSync(inside, { recursive: true });
  const given = join(outside, 'given');
  try {
    const stub =
      'note() { for word; do printf "%s\\0" "$word"; done >> "$GIVEN"; printf "\\n" >> "$GIVEN"; }; kubectl() { note "$@"; }; skopeo() { note "$@"; }';
    const wrong: string[] = [];
    for (const command of new Set(commands)) {
      writeFileSync(given, '');
      // No clipboard and no command line holds a NUL.
      const script = `${stub}; cd "$WHERE"\n${command.replaceAll('\0', '')}\n`;
      const { code, stderr } = await runCommand('bash', ['--posix'], {
        input: script,
        env: { GIVEN: given, WHERE: inside, EDITOR: 'true', PATH: '/usr/bin:/bin', HOME: inside },
      });
      if (code !== 0) wrong.push(`exit code ${code} of ${command.slice(0, 200)}: ${stderr.slice(0, 200)}`);
      const words = readFileSync(given, 'utf8').split('\0\n');
      wrong.push(...words.flatMap((call) => flagsIn(call.split('\0'))).map((word) => `${word.slice(0, 80)} in ${command.slice(0, 200)}`));
    }
    const files = readdirSync(outside, { recursive: true, encoding: 'utf8' }).filter(
      (path) => !/^(?:given|a|a\/b|a\/b\/c|a\/b\/c\/d|a\/b\/c\/d\/[\w.-]+\.yaml)$/.test(path),
    );
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
