import { distance } from 'fastest-levenshtein';
import type { Container, Pod } from '../../cluster/kubernetes.ts';
import { mountAt } from '../files/mounts.ts';

/** Why a program may be missing from where it was looked for, as one clause, and what to do. */
export interface ProgramHint {
  readonly text: string;
  readonly fix: string;
  /** The first word of the command as it should be, where that is plain. */
  readonly command?: string;
}

const shells = /^(?:\/(?:usr\/)?bin\/)?(?<shell>sh|bash|ash|dash|zsh)$/;
const directories = ['/bin', '/sbin', '/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin'];

/** What the spec tells about a program that could not be found. */
export function programHint(pod: Pod, container: Container, program: string): ProgramHint | undefined {
  return (
    ofSpelling(container, program) ??
    ofMount(pod, container, program) ??
    ofOthers(pod, container, program) ??
    ofShell(container, program) ??
    ofDirectory(program)
  );
}

function ofSpelling({ command, args }: Container, program: string): ProgramHint | undefined {
  if (/^-/.test(program)) {
    return {
      text: 'it is an option, no program: args are executed as they are where the image has no entrypoint and the container no command',
      fix: 'set command to the program, and keep its options in args',
    };
  }
  if (/\$[({]/.test(program))
    return {
      text: 'it holds a variable that nothing replaced',
      fix: `define the variable in env, or run the command through a shell: command: [sh, -c, '...']`,
    };
  if (/\s/.test(program.trim()) && !program.startsWith('/usr/bin/env')) {
    const words = [...program.matchAll(/"([^"]{0,300})"|'([^']{0,300})'|(\S{1,300})/g)].map(
      ([, double, single, bare]) => double ?? single ?? bare,
    );
    return {
      text: 'the whole command line stands in one string, which is taken for the name of one program',
      fix: `split the command into a list: ${JSON.stringify(words)}`,
    };
  }
  if (/[\r\n\t[\]"',]|^\s|\s$/.test(program))
    return {
      text: 'it holds a character that does not belong into a name (a quote, bracket or line end)',
      fix: 'write command as a YAML list of plain words',
    };
  if (command === undefined && args !== undefined && args[0] === program)
    return {
      text: 'it comes from args, which replace the command of the image where it has no entrypoint',
      fix: 'set command to the program and leave its arguments in args',
    };
  return undefined;
}

function ofMount(pod: Pod, container: Container, program: string): ProgramHint | undefined {
  const mounted = program.startsWith('/') ? mountAt(pod, container, program) : undefined;
  if (!mounted) return undefined;
  const { what, mount, volume } = mounted;
  const directory = mount.mountPath ?? '';
  if (mounted.alwaysReadOnly)
    return { text: `${directory} is ${what}, which has no such key`, fix: `add the file to ${what}, or correct the path or its items` };
  if (volume?.emptyDir && writers(pod, container, mount.name).length === 0) {
    return {
      text: `the empty volume ${what} mounted at ${directory} hides what the image has there`,
      fix: `mount ${mount.name} at another directory than ${directory}`,
    };
  }
  return {
    text: `${directory} is ${what}: whatever fills that volume has not put the file there, and the mount hides what the image has at that path`,
    fix: `see that the file is written to ${what} before, or mount it at another directory`,
  };
}

const writers = (pod: Pod, container: Container, volume: string): Container[] => {
  const inits = pod.spec?.initContainers ?? [];
  const before = inits.slice(
    0,
    Math.max(
      0,
      inits.findIndex(({ name }) => name === container.name),
    ),
  );
  return before.filter(({ volumeMounts }) => (volumeMounts ?? []).some(({ name }) => name === volume));
};

/** Another container of the pod runs the same program, or one of nearly that name. */
function ofOthers(pod: Pod, container: Container, program: string): ProgramHint | undefined {
  const others = [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])].filter(({ name }) => name !== container.name);
  for (const { name, command, image } of others) {
    const theirs = command?.[0];
    if (theirs === undefined || theirs.length < 5 || shells.test(theirs)) continue;
    if (theirs === program && image !== container.image) {
      return {
        text: `container ${name} runs it from image ${image}`,
        fix: `use image ${image} for ${container.name}, which has the program`,
      };
    }
    if (theirs !== program && distance(theirs, program) <= 2)
      return { text: `container ${name} runs ${theirs}, so it looks like a typo`, fix: `set the command to ${theirs}`, command: theirs };
  }
  return undefined;
}

function ofShell({ image }: Container, program: string): ProgramHint | undefined {
  const shell = shells.exec(program)?.groups?.shell;
  if (shell === undefined) return undefined;
  if (shell === 'sh')
    return {
      text: `the image has no shell (sh): it is probably built from scratch or distroless`,
      fix: `run the program itself without a shell, or use an image with a shell (a -debug or -alpine tag of ${image}, or busybox)`,
    };
  return {
    text: `the image has no ${shell}; Alpine and BusyBox images have sh only`,
    fix: `use sh in place of ${shell} if the script is plain POSIX shell, or an image with ${shell}`,
  };
}

/** `/usrbin/python3`: a slip in a directory that everybody knows. */
function ofDirectory(program: string): ProgramHint | undefined {
  const base = program.split('/').at(-1) ?? '';
  if (!program.startsWith('/') || base === '') return undefined;
  const paths = directories.map((directory) => `${directory}/${base}`).map((path) => ({ path, off: distance(path, program) }));
  const meant = paths.filter(({ off }) => off > 0 && off <= 2).sort((one, other) => one.off - other.off)[0]?.path;
  return meant === undefined
    ? undefined
    : { text: `the path looks like a typo of ${meant}`, fix: `set the command to ${meant}`, command: meant };
}
