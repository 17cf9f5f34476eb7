import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { codes } from '../../src/diagnosis/codes.ts';
import { categories } from '../../src/diagnosis/finding.ts';
import { findPage } from '../../src/diagnosis/pages/find-page.ts';
import { codePages, topics } from '../../src/diagnosis/pages/index.ts';
import type { NamedPage, Page } from '../../src/diagnosis/pages/page.ts';

const pages: readonly NamedPage[] = topics.flatMap((topic) => topic.pages);

const commandsOf = ({ confirm, fix }: Page): string[] =>
  [...confirm, ...fix].flatMap((item) => (typeof item === 'string' ? [] : [item.command]));

const sentencesOf = ({ means, why, fix, prevent }: Page): string[] =>
  [means, ...why, ...fix.filter((item) => typeof item === 'string'), ...prevent].flat();

describe('pages', () => {
  it('are there for every code, each in one topic', () => {
    assert.deepEqual(Object.keys(codePages).sort(), [...codes].sort());
    const listed = pages.map(({ name }) => name);
    assert.equal(new Set(listed).size, listed.length);
    for (const code of codes) assert.ok(listed.includes(code), `${code} is in no topic`);
  });

  for (const { name, page } of pages) {
    it(`${name} has all its parts`, () => {
      for (const part of [page.why, page.confirm, page.fix, page.prevent]) assert.ok(part.length > 0);
      for (const sentence of sentencesOf(page)) assert.match(sentence, /^[^\s].{8,400}[.:?]$/s, sentence);
      assert.doesNotMatch(page.title, /[.!]$/);
      assert.match(page.link, /^https:\/\/kubernetes\.io\/docs\/[a-z0-9/-]+\/$/);
      assert.doesNotMatch(JSON.stringify(page), /please|!"/i);
      for (const next of page.see ?? []) assert.ok('page' in findPage(next), `${next} has no page`);
      assert.ok(!page.see?.includes(name), 'no page points to itself');
    });

    it(`${name} has commands that a shell takes`, () => {
      for (const command of commandsOf(page)) assertKubectl(command);
    });
  }

  it('are no copies of one another', () => {
    for (const part of ['title', 'means'] as const) {
      const texts = pages.map(({ page }) => page[part]);
      assert.equal(new Set(texts).size, texts.length, part);
    }
    const sentences = pages.flatMap(({ page }) => [...page.why, ...page.fix.filter((item) => typeof item === 'string')]);
    assert.deepEqual(
      sentences.filter((sentence, index) => sentences.indexOf(sentence) !== index && sentence.length > 20),
      [],
    );
  });

  it('fit on a line of the list', () => {
    for (const topic of topics) {
      const width = Math.max(...topic.pages.map(({ name }) => name.length));
      for (const { name, page } of topic.pages) assert.ok(page.title.length <= 76 - width, `${name}: ${page.title}`);
    }
  });
});

const verbs = /^(?:get|describe|logs|events|exec|debug|run|set|patch|create|delete|scale|rollout|top|auth|uncordon|drain|initdoctor)$/;
const clusterWide = /\b(?:nodes?|NODE|namespace|storageclass|pv|volumeattachments|csinodes|runtimeclass|\w+webhookconfigurations)\b/;

function assertKubectl(command: string): void {
  const bare = command.replace(/'[^']*'/g, 'QUOTED');
  assert.doesNotMatch(bare, /[$&;|<>*?[\]{}`\\'"]/, `unquoted for a shell: ${command}`);
  const [program, verb = ''] = command.split(' ');
  assert.equal(program, 'kubectl');
  assert.match(verb, verbs, command);
  assert.ok(/ -(?:n [A-Za-z-]+|A)(?: |$)/.test(command) || clusterWide.test(command), `in which namespace: ${command}`);
}

describe('findPage', () => {
  const found: readonly (readonly [word: string, name: string])[] = [
    ['Init:3/5', 'Init:N/M'],
    ['init:0/1', 'Init:N/M'],
    ['Init:N/M', 'Init:N/M'],
    ['init:crashloopbackoff', 'Init:CrashLoopBackOff'],
    ['CrashLoopBackOff', 'CrashLoopBackOff'],
    ['  Init:Error ', 'Init:Error'],
    ['ERRIMAGEPULL', 'Init:ErrImagePull'],
    ['ImagePullBackOff', 'ImagePullBackOff'],
    ['Init:ExitCode:3', 'Init:ExitCode:N'],
    ['Init:Signal:9', 'Init:Signal:N'],
    ['PreCreateHookError', 'Init:PreStartHookError'],
    ['Init:PreCreateHookError', 'Init:PreStartHookError'],
    ['OOMKilled', 'Init:OOMKilled'],
    ['NodeLost', 'Unknown'],
    ['OutOfmemory', 'OutOfcpu'],
    ['OutOfnvidia.com/gpu', 'OutOfcpu'],
    ['NodeAffinity', 'UnexpectedAdmissionError'],
    ['seccomp killed', 'Init:seccomp killed'],
    ['137', 'exit 137'],
    ['exit 137', 'exit 137'],
    ['Exit Code: 137', 'exit 137'],
    ['exit-code', 'exit-code'],
    ['SIGKILL', 'exit 137'],
    ['signal 9', 'exit 137'],
    ['signal 15', 'timeout-exit'],
    ['SIGSEGV', 'segfault'],
    ['127', 'command-not-found'],
    ['2', 'exit N'],
    ['130', 'signal N'],
    ['WAIT_NO_ENDPOINTS', 'wait-no-endpoints'],
    ['FailedMount', 'mount-failed'],
    ['BackoffLimitExceeded', 'job-failed'],
    ['db-auth', 'database-auth'],
  ];
  for (const [word, name] of found) {
    it(`knows ${JSON.stringify(word)} as ${name}`, () => {
      const answer = findPage(word);
      assert.equal('page' in answer && answer.page.name, name);
    });
  }

  it('knows every code, every listed name and every category', () => {
    for (const name of pages.map(({ name }) => name)) {
      const answer = findPage(name);
      assert.equal('page' in answer && answer.page.name, name);
      const shouted = findPage(name.toUpperCase());
      assert.equal('page' in shouted && shouted.page.name.toLowerCase(), name.toLowerCase());
    }
    for (const category of categories) assert.ok('page' in findPage(category), category);
  });

  const missed: readonly (readonly [word: string, near: string])[] = [
    ['crashlopbackoff', 'CrashLoopBackOff'],
    ['Init:Crashlopbackoff', 'Init:CrashLoopBackOff'],
    ['image-notfound', 'image-not-found'],
    ['CreateContainerConfigErr', 'Init:CreateContainerConfigError'],
  ];
  for (const [word, near] of missed) {
    it(`names ${near} for ${word}`, () => {
      const answer = findPage(word);
      assert.ok('near' in answer && answer.near.includes(near), JSON.stringify(answer));
    });
  }

  it('has neither page nor near misses for what is nothing', () => {
    for (const word of ['', 'blafasel', '999', 'constructor', '__proto__', 'exit', 'Init:', 'sig']) {
      assert.ok(!('page' in findPage(word)), word);
    }
    assert.deepEqual(findPage('blafasel'), { near: [] });
  });

  it('never throws, and ends soon on long words', () => {
    fc.assert(fc.property(fc.string(), (word) => void findPage(word)));
    findPage(`Init:${'9'.repeat(100_000)}`);
  });
});
