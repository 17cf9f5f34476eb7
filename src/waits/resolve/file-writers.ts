import { posix } from 'node:path';
import type { Container, Pod } from '../../cluster/kubernetes.ts';
import { type MountedPath, pathIn } from './mounted-path.ts';

export type Act = 'make' | 'remove';

/** Another container of the pod that can reach the file, and how likely it is the one that makes it. */
export interface Writer {
  readonly name: string;
  /** Seen from the waiting container: a sidecar that runs, a plain init container that is done, or one whose turn comes after. */
  readonly turn: 'running' | 'done' | 'later';
  /** `acts`: a command of it makes (or removes) the path. `mentions`: the path stands in it. `mounts`: it can write to the volume. */
  readonly evidence: 'acts' | 'mentions' | 'mounts';
}

/** The containers that share the part of the volume where the file is, those with the best evidence first. */
export function writersOf(file: MountedPath, act: Act, waiting: string, pod: Pod): Writer[] {
  const inits = pod.spec?.initContainers ?? [];
  const at = inits.findIndex(({ name }) => name === waiting);
  const turnOf = ({ restartPolicy }: Container, index: number) => (index > at ? 'later' : restartPolicy === 'Always' ? 'running' : 'done');
  const candidates = [
    ...inits.map((container, index) => ({ container, turn: turnOf(container, index) }) as const),
    ...(pod.spec?.containers ?? []).map((container) => ({ container, turn: 'later' }) as const),
  ];
  return candidates
    .filter(({ container }) => container.name !== waiting)
    .flatMap(({ container, turn }): Writer[] => {
      const there = pathIn(container, file);
      return !there || there.readOnly ? [] : [{ name: container.name, turn, evidence: evidenceOf(container, there.path, act) }];
    })
    .sort((one, other) => strength[other.evidence] - strength[one.evidence] || turns[one.turn] - turns[other.turn]);
}

const strength = { acts: 2, mentions: 1, mounts: 0 };
const turns = { running: 0, later: 1, done: 2 };

/** What a container's command says of a path, which it may reach by `cd` and the bare name as well. */
export function evidenceOf(container: Container, path: string, act: Act): Writer['evidence'] {
  const hooks = container.lifecycle?.postStart?.exec?.command ?? [];
  const texts = [...(container.command ?? []), ...(container.args ?? []), ...hooks].map((text) => text.slice(0, 65536));
  const base = posix.basename(path);
  const names = base.length > 2 ? [path, base] : [path];
  if (names.some((name) => texts.some((text) => acts(text, name, path, act)))) return 'acts';
  const values = (container.env ?? []).map(({ value = '' }) => value.slice(0, 4096));
  return names.some((name) => [...texts, ...values].some((text) => text.includes(name))) ? 'mentions' : 'mounts';
}

const maker = /(?:^|[\s/])(?:touch|tee|mkdir|wget|openssl|dd|tar|git)\s/;
const copier = /(?:^|[\s/])(?:cp|mv|ln|install|rsync)\s/;
const remover = /(?:^|[\s/])(?:rm|rmdir|unlink|mv)\s/;
const output = /(?:>\s*["']?[^\s>]*|\s(?:-o|-O|-out|--out(?:put)?(?:-[a-z]+)?)[=\s]["']?[^\s]*)$/;
const ends = [';', '\n', '|', '&', '('];

/** Whether a simple command with the name in it redirects to it, or is a program that makes (or removes) files. */
function acts(text: string, name: string, path: string, act: Act): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    const before = text.slice(Math.max(0, at - 200), at);
    if (name !== path && isElsewhere(before, path)) continue;
    const command = before.slice(Math.max(...ends.map((end) => before.lastIndexOf(end))) + 1);
    if (act === 'remove' && remover.test(command)) return true;
    if (act === 'make' && (output.test(command) || maker.test(command))) return true;
    if (act === 'make' && copier.test(command) && isTarget(text.slice(at, at + 400), path)) return true;
  }
  return false;
}

/** Whether the bare name ends a whole path to another directory. */
function isElsewhere(before: string, path: string): boolean {
  const directory = /\/[\w./-]*$/.exec(before)?.[0];
  if (directory === undefined || /[\w.$})"'-]$/.test(before.slice(0, before.length - directory.length))) return false;
  return posix.normalize(directory) !== `${posix.dirname(path)}/`;
}

/** The path under the same name that a container makes in another directory; what was meant, when nobody makes the right one. */
export function madeElsewhere(container: Container, path: string): string | undefined {
  const base = posix.basename(path);
  for (const text of [...(container.command ?? []), ...(container.args ?? [])].map((text) => text.slice(0, 65536))) {
    const other = text
      .split(/[\s"'=;|&()<>]+/)
      .find((word) => word.startsWith('/') && word !== path && posix.basename(word) === base && acts(text, word, word, 'make'));
    if (base.length > 2 && other !== undefined) return other;
  }
  return undefined;
}

/** Whether the last word of what is copied is the path, or the directory it is in. */
function isTarget(rest: string, path: string): boolean {
  const command = rest.split(/[;\n|&)]/, 1)[0] ?? '';
  const last = (command.trim().split(/\s+/).at(-1) ?? '').replace(/^["']|["']$/g, '');
  const bare = last.length > 1 ? last.replace(/\/$/, '') : last;
  return bare === path || bare === posix.basename(path) || bare === posix.dirname(path) || bare === '.';
}
