import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startPreview } from '../support/preview.ts';
import { request } from '../support/raw-http.ts';
import { problemsOf, runProgram } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { ISSUE, type TestWorkspace, listOf, makeWorkspace } from '../support/workspace.ts';

const LIST = 'subscribers/jarjestot.csv';

async function mailed(text = ISSUE): Promise<TestWorkspace> {
  const receiver = await startReceiver();
  const workspace = makeWorkspace({ 'issues/tammikuu.md': text, [LIST]: listOf(3) });
  const env = { NEWSLETTER_SMTP_URL: receiver.url };
  const run = await runProgram(workspace.folder, ['send', 'tammikuu', '--yes'], { env });
  expect(run.exitCode, run.stderr).toBe(0);
  return workspace;
}

/** What the start page of the preview says of the only issue. */
async function startPage(workspace: TestWorkspace): Promise<string> {
  const preview = await startPreview(workspace.folder);
  try {
    for (;;) {
      const { body } = await request(preview.origin, { target: '/' });
      if (!body.includes('class="checking"')) return body;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    await preview.end();
  }
}

describe('an issue that was mailed is not held against what changed later', () => {
  test.each([
    ['a wrong address came to the list', (workspace: TestWorkspace) => workspace.write(LIST, 'email\nväärä\n')],
    ['the list lost its column', (workspace: TestWorkspace) => workspace.write(LIST, 'email\na@example.org\n')],
    ['the list is gone', (workspace: TestWorkspace) => workspace.remove(LIST)],
    [
      'the list has another name',
      (workspace: TestWorkspace) =>
        workspace.write('newsletter.yaml', workspace.read('newsletter.yaml').replace('  jarjestot:', '  yhdistykset:')),
    ],
  ])('%s', async (_, change) => {
    const workspace = await mailed(ISSUE.replace('{{organisation|hyvä lukija}}', '{{organisation}}'));
    change(workspace);
    const check = await runProgram(workspace.folder, ['check', '--json']);
    expect(problemsOf(check, 'check')).toEqual([]);
    expect(check.exitCode).toBe(0);
  });

  test('nor does the preview show it in red', async () => {
    const workspace = await mailed();
    workspace.write(LIST, 'email\nväärä\n');
    expect(await startPage(workspace)).not.toMatch(/list-address|1 error|1 virhe/);
    const preview = await startPreview(workspace.folder);
    const { body } = await request(preview.origin, { target: '/issues/tammikuu' });
    await preview.end();
    expect(body).not.toContain('ei ole sähköpostiosoite');
  });

  test('but an issue that is still to be mailed is', async () => {
    const workspace = await mailed();
    workspace.write(
      'issues/helmikuu.md',
      ISSUE.replace('tammikuu', 'helmikuu').replace('Lisää', 'Muuta').replace('01-26', '02-26'),
    );
    workspace.write(LIST, 'email,organisation\nväärä,A\n');
    const problems = problemsOf(await runProgram(workspace.folder, ['check', '--json']), 'check');
    expect(problems.map(({ code }) => code)).toContain('list-address');
  });

  test('and a text that changed since is', async () => {
    const workspace = await mailed();
    workspace.write('issues/tammikuu.md', ISSUE.replace('Lisää', 'Muuta'));
    const problems = problemsOf(await runProgram(workspace.folder, ['check', '--json']), 'check');
    expect(problems.map(({ code }) => code)).toEqual(['sent-differs']);
  });
});

describe('check, build and the preview say of an issue what send would refuse', () => {
  const LONG = ISSUE.replace('Lisää tekstiä.', `${'Pitkä teksti. '.repeat(60)}\n\n`.repeat(130));

  test('too large a message', async () => {
    const workspace = makeWorkspace({ 'issues/tammikuu.md': LONG });
    const check = problemsOf(await runProgram(workspace.folder, ['check', '--json']), 'check');
    expect(check).toMatchObject([{ code: 'html-too-large', file: 'issues/tammikuu.md' }]);
    const build = problemsOf(await runProgram(workspace.folder, ['build', '--json']), 'build');
    expect(build.map(({ code }) => code)).toEqual(['html-too-large']);
    const preview = await startPreview(workspace.folder);
    const { body } = await request(preview.origin, { target: '/issues/tammikuu' });
    await preview.end();
    expect(body).toContain('Gmail katkaisisi sen');
  });

  test('a text that was mailed under another name, also after a build was remembered', async () => {
    const workspace = await mailed();
    workspace.copy('issues/tammikuu.md', 'issues/helmikuu.md');
    for (const command of ['check', 'build', 'build']) {
      const problems = problemsOf(await runProgram(workspace.folder, [command, 'helmikuu', '--json']), command);
      expect(problems).toContainEqual(expect.objectContaining({ code: 'content-sent-before', file: 'issues/helmikuu.md' }));
    }
    workspace.remove('issues/tammikuu.sent.yaml');
    const problems = problemsOf(await runProgram(workspace.folder, ['check', 'helmikuu', '--json']), 'check');
    expect(problems.map(({ code }) => code)).toContain('content-sent-before');
  });

  test('a theme that loses words, in each language', async () => {
    const variant = '---\ntitle: Brev\n---\n\nHej!\n\n## 1. Ett\n\nText.\n\n## 2. Två\n\nSista ordet.\n';
    const workspace = makeWorkspace({
      'issues/tammikuu.md': ISSUE.replace('lang: fi', 'theme: oma'),
      'issues/tammikuu.sv.md': variant,
    });
    cpSync(join(import.meta.dirname, '../../templates/selkea'), workspace.path('templates/oma'), { recursive: true });
    workspace.write('templates/oma/partials/prose.hbs', '');
    const problems = problemsOf(await runProgram(workspace.folder, ['check', '--json']), 'check');
    expect(problems.filter(({ code }) => code === 'theme-loses-text')).toHaveLength(2);
  });
});
