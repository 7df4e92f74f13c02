import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runProgram } from '../support/run-program.ts';
import { PROGRAM, spawnProgram } from '../support/spawn-program.ts';
import { ISSUE, type TestWorkspace, makeWorkspace } from '../support/workspace.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Builds once as people do, from the bundle, and once from src/ with the packages as they are installed: what both said and wrote. */
async function buildTwice(workspace: TestWorkspace): Promise<{ bundled: object; unbundled: object }> {
  const bundled = await spawnProgram(workspace.folder, ['build', '--json']);
  const bundledFiles = takeFiles(workspace);
  const unbundled = await runProgram(workspace.folder, ['build', '--json']);
  const { exitCode, stdout, stderr } = bundled;
  return { bundled: { exitCode, stdout, stderr, files: bundledFiles }, unbundled: { ...unbundled, files: takeFiles(workspace) } };
}

function takeFiles(workspace: TestWorkspace): Record<string, string> {
  const entries = readdirSync(workspace.path('dist'), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const written = files.filter((file) => !file.includes('.cache')).toSorted();
  const texts = Object.fromEntries(written.map((file) => [file, readFileSync(file, 'latin1')]));
  workspace.remove('dist');
  return texts;
}

test('the bundle writes the example byte for byte as the program does from src/', async () => {
  const workspace = makeWorkspace({ 'issues/tammikuu.md': null, 'subscribers/jarjestot.csv': null });
  for (const part of ['issues', 'articles', 'subscribers', 'newsletter.yaml']) {
    cpSync(join(ROOT, part), workspace.path(part), { recursive: true });
  }
  const { bundled, unbundled } = await buildTwice(workspace);
  expect(Object.keys((bundled as { files: object }).files).map((file) => file.split('/').at(-1))).toEqual(
    expect.arrayContaining(['email.html', 'email.txt', 'email.eml']),
  );
  expect(bundled).toEqual(unbundled);
});

const HEAD = `<mj-head><mj-title>A &amp; B</mj-title><mj-preview>P</mj-preview><mj-breakpoint width="400px" /><mj-font name="X" href="https://x.example/f" />
<mj-attributes><mj-all font-family="X" /><mj-class name="c" color="red" /></mj-attributes>
<mj-html-attributes><mj-selector path=".k div"><mj-html-attribute name="data-id">42</mj-html-attribute></mj-selector></mj-html-attributes>
<mj-style inline="inline">.k div { color: blue; } p:first-child { margin: 0 } a { width: 3px }</mj-style><mj-style>@media print { a { color: red } }</mj-style>
<mj-raw><meta name="x" content="ä" /></mj-raw></mj-head>`;
const section = (content: string): string => `<mj-section><mj-column>${content}</mj-column></mj-section>`;
const mjml = (body: string): string => `<mjml lang="fi">${HEAD}<mj-body>${body}</mj-body></mjml>`;

/** Every component of MJML but the carousel, which has random names in it; and what MJML refuses. */
const DOCUMENTS = {
  text: mjml(
    section(
      `<mj-text css-class="k" mj-class="c"><p>1 &lt; 2 &nbsp; <br> <a href="https://e.example/?a=1&amp;b=2">ä</a></p><!-- c --></mj-text>
<mj-divider /><mj-spacer height="3px" /><mj-button href="#">b</mj-button><mj-image src="cid:x" width="50px" />
<mj-table><tr><td>1</td></tr></mj-table>`,
    ),
  ),
  rest: mjml(
    `<mj-wrapper>${section(`<mj-social><mj-social-element name="github" href="#">g</mj-social-element></mj-social>
<mj-accordion><mj-accordion-element><mj-accordion-title>t</mj-accordion-title><mj-accordion-text>x</mj-accordion-text></mj-accordion-element></mj-accordion>
<mj-navbar><mj-navbar-link href="#">n</mj-navbar-link></mj-navbar>`)}</mj-wrapper>
<mj-hero background-url="https://e.example/b.png" background-height="9px" background-width="9px" mode="fixed-height" height="20px"><mj-text>h</mj-text></mj-hero>
<mj-section><mj-group><mj-column><mj-text>1</mj-text></mj-column></mj-group></mj-section><mj-raw><p>raw</p></mj-raw>
<mj-section background-url="https://e.example/b.png" full-width="full-width"><mj-column><mj-text>w</mj-text></mj-column></mj-section>`,
  ),
  bare: '<mjml><mj-body></mj-body></mjml>',
  invalid: mjml('<mj-text>x</mj-text><mj-nothing />'),
  broken: '<mj-body><mj-text>',
};

test('every MJML document comes out of the bundle as mjml alone makes it', async () => {
  const workspace = makeWorkspace({ 'issues/tammikuu.md': null });
  for (const [name, document] of Object.entries(DOCUMENTS)) {
    cpSync(join(ROOT, 'templates', 'selkea'), workspace.path(`templates/${name}`), { recursive: true });
    workspace.write(`templates/${name}/email.mjml.hbs`, document);
    workspace.write(`issues/${name}.md`, ISSUE.replace('---\n', `---\ntheme: ${name}\n`));
  }
  const { bundled, unbundled } = await buildTwice(workspace);
  expect(bundled).toEqual(unbundled);
  const built = Object.keys((bundled as { files: object }).files).filter((file) => file.endsWith('email.html'));
  expect(built.map((file) => file.split('/').at(-2))).toEqual(['bare', 'rest', 'text']);
});

test('the licences of what is bundled stand beside it', () => {
  const licences = readFileSync(join(ROOT, 'build', 'bundle', 'LICENSES.txt'), 'utf8');
  for (const name of ['commander', 'handlebars', 'juice', 'marked', 'mjml', 'mjml-section', 'yaml', 'zod']) {
    expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\((MIT|ISC)\\)\n\n\\S`, 'm'));
  }
});

test('the bundle is run where there is one, unless the program beside its source was compiled since', () => {
  const { folder } = makeWorkspace();
  const write = (file: string, content: string): void => {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), content);
  };
  const run = (): string => spawnSync(process.execPath, [join(folder, 'bin/newsletter.js')], { encoding: 'utf8' }).stdout.trim();
  const setTime = (file: string, time: number): void => utimesSync(join(folder, file), time, time);
  cpSync(PROGRAM, join(folder, 'bin/newsletter.js'));
  write('package.json', '{ "type": "module" }');
  expect(run()).toBe('');
  write('build/cli/real-world.js', `export const runInRealWorld = () => console.log('compiled');`);
  expect(run()).toBe('compiled');
  write('build/bundle/newsletter.js', `export const runInRealWorld = () => console.log('bundled');`);
  setTime('build/bundle/newsletter.js', 1000);
  expect(run()).toBe('bundled');
  mkdirSync(join(folder, 'src'));
  expect(run()).toBe('compiled');
  setTime('build/cli/real-world.js', 1000);
  expect(run()).toBe('bundled');
  rmSync(join(folder, 'build/cli'), { recursive: true });
  expect(run()).toBe('bundled');
});
