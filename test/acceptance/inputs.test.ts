import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { problemsOf } from '../support/run-program.ts';
import { sharedFolder } from '../support/shared-material.ts';
import { spawnProgram } from '../support/spawn-program.ts';
import { type TestWorkspace, makeWorkspace } from '../support/workspace.ts';
import { EXPECTATIONS } from './inputs.ts';

/** Small inputs that failed once, in a folder that is not part of the project; what is right for each is in the table. */
const PRODUCT = join(import.meta.dirname, '../..');

/** A workspace for an issue that lies there alone. */
const ALONE = {
  'newsletter.yaml': `organisation: { name: Example Association, address: "Road 1", url: https://www.example.org }
language: en
from: { name: Example Association, address: news@example.org }
lists:
  readers: { title: Readers, file: subscribers/readers.csv, archive: public }
archive: { url: https://news.example.org, missing: ignore }
images: embedded
`,
  'subscribers/readers.csv': 'email,organisation\naino@example.org,Winter club\n',
  'issues/tammikuu.md': null,
  'subscribers/jarjestot.csv': null,
};

test('every input has its line in the table, and every line its input', () => {
  const names = readdirSync(sharedFolder('inputs')).flatMap((name) =>
    /^(?:_|README|sec-|smtp-)/.test(name) ? [] : [name.replace(/\.md$/, '')],
  );
  expect(names.toSorted()).toEqual(Object.keys(EXPECTATIONS).toSorted());
});

test.each(Object.entries(EXPECTATIONS))('%s', async (name, { problems, says = [], html = [], text = [] }) => {
  const workspace = placeInput(name);
  const check = await spawnProgram(workspace.folder, ['check', '--json']);
  const found = problemsOf({ ...check, exitCode: check.exitCode ?? -1 }, 'check');
  expect(
    found.map(({ code, line }) => (line === undefined ? code : `${code} ${line}`)),
    check.stdout,
  ).toEqual(problems);
  const sentences = found.map(({ message }) => message).join('\n');
  holds(sentences, says);
  await spawnProgram(workspace.folder, ['build']);
  for (const slug of builtIn(workspace)) {
    holds(readFileSync(workspace.path(`dist/${slug}/email.html`), 'utf8'), html);
    holds(readFileSync(workspace.path(`dist/${slug}/email.txt`), 'utf8').replace(/\u00a0/g, ' '), text);
  }
});

/** Words with a `!` before them must not be there; an image of another program begins with one, too. */
function holds(whole: string, words: readonly string[]): void {
  const plain = whole.replace(/[\u00a0\u202f]/g, ' ');
  const wrong = words.filter((each) => {
    const isBarred = each.startsWith('!') && !each.startsWith('![[');
    return isBarred ? plain.includes(each.slice(1)) : !plain.includes(each);
  });
  expect(wrong).toEqual([]);
}

function builtIn(workspace: TestWorkspace): string[] {
  if (!workspace.has('dist')) return [];
  return readdirSync(workspace.path('dist')).filter((slug) => workspace.has(`dist/${slug}/email.html`));
}

function placeInput(name: string): TestWorkspace {
  const inputs = sharedFolder('inputs');
  const alone = join(inputs, `${name}.md`);
  const workspace = makeWorkspace(ALONE);
  if (existsSync(alone)) {
    cpSync(alone, workspace.path('issues/a.md'));
    return workspace;
  }
  for (const part of ['newsletter.yaml', 'subscribers']) workspace.remove(part);
  for (const layer of ['_workspace', name]) copyWritable(join(inputs, layer), workspace.folder);
  if (workspace.has('make.sh')) execFileSync('sh', ['make.sh'], { cwd: workspace.folder });
  mkdirSync(workspace.path('issues/a'), { recursive: true });
  if (workspace.has('make.cjs')) execFileSync(process.execPath, ['make.cjs', PRODUCT, 'issues/a'], { cwd: workspace.folder });
  return workspace;
}

/** The folder may have come without write bits. */
function copyWritable(from: string, to: string): void {
  for (const entry of readdirSync(from, { recursive: true }) as string[]) {
    const isFolder = statSync(join(from, entry)).isDirectory();
    if (isFolder) mkdirSync(join(to, entry), { recursive: true });
    else {
      if (existsSync(join(to, entry))) chmodSync(join(to, entry), 0o600);
      cpSync(join(from, entry), join(to, entry));
      chmodSync(join(to, entry), 0o600);
    }
  }
}
