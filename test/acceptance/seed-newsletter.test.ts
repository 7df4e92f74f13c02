import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sharedFolder } from '../support/shared-material.ts';
import { jsonLines, problemsOf } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { spawnProgram } from '../support/spawn-program.ts';
import { CONFIG, makeWorkspace } from '../support/workspace.ts';

const NAME = 'newsletter-2021-12';

function seed(): { file: string; text: string } {
  const file = join(sharedFolder('seeds'), `${NAME}.md`);
  return { file, text: readFileSync(file, 'utf8') };
}

test.each(['selkea', 'lehti'])(
  'the staff’s real newsletter builds in %s, and a reader finds every sentence of it in both parts',
  async (theme) => {
    const { file, text } = seed();
    const workspace = makeWorkspace({ 'newsletter.yaml': `${CONFIG}themes: [{ from: 2021-01-01, theme: ${theme} }]\n` });
    const run = await spawnProgram(workspace.folder, ['build', file, '--json']);
    expect(run.exitCode).toBe(1);
    expect(workspace.has(`dist/${NAME}/email.eml`)).toBe(true);
    const sentences = sentencesOf(text.replace(/^---[\s\S]*?\n---\n/, ''));
    expect(sentences.length).toBeGreaterThan(100);
    const html = plain(wordsOfHtml(workspace.read(`dist/${NAME}/email.html`)));
    const letter = plain(workspace.read(`dist/${NAME}/email.txt`).replace(/\s\(https?:[^)]*\)/g, ''));
    for (const page of [html, letter]) expect(sentences.filter((sentence) => !page.includes(sentence))).toEqual([]);
  },
);

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
  expect(existsSync(join(sharedFolder('seeds'), `${NAME}.sent.yaml`))).toBe(false);
});

test('named from the repository itself, as a member of staff would', async () => {
  const { file } = seed();
  const repository = new URL('../..', import.meta.url).pathname;
  const run = await spawnProgram(repository, ['build', file]);
  expect(run.exitCode).toBe(1);
  expect(run.stdout).toContain(`dist/${NAME}/email.html`);
  rmSync(join(repository, 'dist', NAME), { recursive: true, force: true });
});

/** What stands between full stops, without Markdown, typography undone and `(at)` too. */
function sentencesOf(markdown: string): string[] {
  return markdown
    .split('\n')
    .map((line) =>
      line
        .replace(/^(#+ (\d+\. )?|- )/, '')
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replaceAll('(at)', '@'),
    )
    .flatMap((line) => line.split(/(?<=[.!?:])\s+/))
    .map(plain)
    .filter((sentence) => sentence !== '');
}

/** Words with one kind of space, quotation mark and dash. */
function plain(words: string): string {
  return words.replace(/[”“„]/g, '"').replace(/[–—]/g, '-').replace(/\s+/g, ' ').trim();
}

/** Blocks stand apart, marked words do not. */
function wordsOfHtml(html: string): string {
  const body = html.slice(html.indexOf('<body')).replace(/<!--[\s\S]*?-->/g, '');
  return decodeEntities(body.replace(/<\/?(?:strong|em|a|span|code)(?:\s[^>]*)?>/g, '').replace(/<[^>]+>/g, ' '));
}

function decodeEntities(html: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' };
  return html
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(\w+);/g, (whole, name: string) => named[name] ?? whole);
}
