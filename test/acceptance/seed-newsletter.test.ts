import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { jsonLines, problemsOf } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { spawnProgram } from '../support/spawn-program.ts';
import { makeWorkspace } from '../support/workspace.ts';

/** The folder of the staff's real texts, which are not part of this repository. */
const SEEDS = process.env['NEWSLETTER_SEEDS'];
const NAME = 'newsletter-2021-12';

function seed(): { file: string; text: string } {
  if (!SEEDS) throw new Error('NEWSLETTER_SEEDS must name the folder of the real newsletters');
  const file = join(SEEDS, `${NAME}.md`);
  return { file, text: readFileSync(file, 'utf8') };
}

test('the staff’s real newsletter builds into a complete e-mail; its problems are told and do not keep it from being built', async () => {
  const { file, text } = seed();
  const workspace = makeWorkspace();
  const run = await spawnProgram(workspace.folder, ['build', file, '--json']);
  expect(run.exitCode).toBe(1);
  const html = decodeEntities(
    workspace
      .read(`dist/${NAME}/email.html`)
      .replace(/<style[\s\S]*?<\/style>/g, '')
      .replace(/<[^>]+>/g, ' '),
  );
  const plain = workspace.read(`dist/${NAME}/email.txt`);
  expect(workspace.has(`dist/${NAME}/email.eml`)).toBe(true);
  const words = wordsOf(text.replace(/^---[\s\S]*?\n---\n/, ''));
  expect(words.length).toBeGreaterThan(700);
  for (const page of [html, plain]) {
    const found = new Set(wordsOf(page));
    expect(words.filter((word) => !found.has(word))).toEqual([]);
  }
});

test('a send of it is refused, with every placeholder link named by its line, and the missing number 7; nobody is mailed', async () => {
  const { file, text } = seed();
  const receiver = await startReceiver();
  const workspace = makeWorkspace();
  const run = await spawnProgram(workspace.folder, ['send', file, '--yes', '--json'], { NEWSLETTER_SMTP_URL: receiver.url });
  expect(run.exitCode).toBe(4);
  expect(jsonLines(run).at(-1)).toMatchObject({ type: 'summary', ok: false, exitCode: 4 });
  const problems = problemsOf({ ...run, exitCode: 4 }, 'send');
  const expected = text.split('\n').flatMap((line, index) => [...line.matchAll(/\]\(#\)/g)].map(() => index + 1));
  expect(expected.length).toBeGreaterThan(10);
  expect(problems.filter(({ code }) => code === 'link-placeholder').map(({ line }) => line)).toEqual(expected);
  expect(problems).toContainEqual(
    expect.objectContaining({ code: 'section-number-gap', details: { missing: [7], after: 6, found: 8 } }),
  );
  expect(receiver.tried).toEqual([]);
  expect(existsSync(join(SEEDS!, `${NAME}.sent.yaml`))).toBe(false);
});

test('named from the repository itself, as a member of staff would', async () => {
  const { file } = seed();
  const repository = new URL('../..', import.meta.url).pathname;
  const run = await spawnProgram(repository, ['build', file]);
  expect(run.exitCode).toBe(1);
  expect(run.stdout).toContain(`dist/${NAME}/email.html`);
  rmSync(join(repository, 'dist', NAME), { recursive: true, force: true });
});

function wordsOf(text: string): string[] {
  const withoutTargets = text.replace(/\]\([^)]*\)/g, ' ').replace(/\(https?:[^)]*\)/g, ' ');
  return withoutTargets.match(/[\p{L}\p{N}]+/gu) ?? [];
}

function decodeEntities(html: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' };
  return html
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(\w+);/g, (whole, name: string) => named[name] ?? whole);
}
