// How long `newsletter build` takes for the example beside bench/minimal-mjml.mjs on the same text, as whole processes in turn, and how long
// composing takes in a process that runs already beside what mjml alone needs for the MJML of our theme. Run it with: npm run bench
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Module, createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const isQuick = process.env.BENCH_QUICK === '1';
const ROUNDS = isQuick ? 5 : 15;
const WARM_ROUNDS = isQuick ? 20 : 60;
const ISSUE = '2021-12-jarjestot';
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const workspace = mkdtempSync(join(tmpdir(), 'newsletter-bench-'));
for (const part of ['issues', 'articles', 'subscribers', 'templates', 'newsletter.yaml']) {
  cpSync(join(root, part), join(workspace, part), { recursive: true });
}
// One text against one text: the issue without its variant in another language.
rmSync(join(workspace, 'issues', `${ISSUE}.sv.md`), { force: true });

try {
  wholeProcesses();
  await warmComposing();
} finally {
  rmSync(workspace, { recursive: true });
}

function wholeProcesses() {
  const program = [join(root, 'bin', 'newsletter.js'), '-C', workspace, 'build', ISSUE];
  const minimal = [join(root, 'bench', 'minimal-mjml.mjs'), join(workspace, 'minimal'), join(workspace, 'issues', `${ISSUE}.md`)];
  const round = () => {
    const least = timeProcess(minimal);
    rmSync(join(workspace, 'dist'), { recursive: true, force: true });
    return { least, first: timeProcess(program), unchanged: timeProcess(program) };
  };
  round();
  const rounds = Array.from({ length: ROUNDS }, round);
  report('minimal script, marked and mjml', rounds, 'least');
  report('newsletter build, first time', rounds, 'first', 'least', 1);
  report('newsletter build, unchanged', rounds, 'unchanged', 'least', 0.5);
}

async function warmComposing() {
  const { bare, whole } = await composers();
  const round = async () => ({ bare: await timeCall(bare), whole: await timeCall(whole) });
  const rounds = [];
  for (let index = 0; index < 2 * WARM_ROUNDS; index += 1) rounds.push(await round());
  const warm = rounds.slice(WARM_ROUNDS);
  report('mjml alone, warm', warm, 'bare');
  report('parsing and composing, warm', warm, 'whole', 'bare', 1.5);
}

/** The whole of it, from the text of the Markdown to the template of a message, files read beforehand; and mjml alone, for the very MJML that it was handed by the whole. */
async function composers() {
  const require = createRequire(import.meta.url);
  const mjml2html = require('mjml');
  let handed = [];
  const path = require.resolve('mjml');
  const listening = { exports: (...args) => mjml2html(...(handed = args)), filename: path, loaded: true };
  require.cache[path] = Object.assign(new Module(path), listening);
  const [{ compose }, { findIssue }, { loadIssue }, { parseIssue }, { loadTheme }, { loadWorkspace }, { gatherPages }] =
    await Promise.all(
      [
        'compose/compose',
        'issue/find-issue',
        'issue/load-issue',
        'issue/parse-issue',
        'theme/load-theme',
        'config/load-config',
        'cli/gather-pages',
      ].map((file) => import(new URL(`../build/${file}.js`, import.meta.url))),
    );
  const { config } = (await loadWorkspace(workspace, {})).value;
  const file = (await findIssue(workspace, workspace, ISSUE)).value;
  const { value: theme } = await loadTheme(workspace, 'selkea');
  const { value: loaded } = await loadIssue(file, config);
  const pages = await gatherPages(workspace, config, loaded.issue.pages);
  const text = readFileSync(file.path, 'utf8');
  const { language, timezone, typography } = config;
  const source = { text, file: file.file, slug: file.slug, language, timezone, typography };
  const whole = async () => {
    const { value: issue } = parseIssue(source);
    if (!(await compose({ ...loaded, issue }, { theme, logo: null }, config, pages)).value)
      throw new Error('the example cannot be composed');
  };
  await whole();
  return { whole, bare: () => mjml2html(...handed) };
}

function timeProcess(args) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - start;
}

async function timeCall(call) {
  const start = performance.now();
  await call();
  return performance.now() - start;
}

/** The median of one column of the rounds; and of its ratio to another, round by round, beside the goal. */
function report(title, rounds, column, base, goal) {
  const time = `${title.padEnd(32)} ${median(rounds.map((round) => round[column]))
    .toFixed(0)
    .padStart(4)} ms`;
  if (base === undefined) return console.log(time);
  const ratio = median(rounds.map((round) => round[column] / round[base]));
  console.log(
    `${time}  ratio ${ratio.toFixed(2)} (goal: at most ${goal}, ${ratio <= goal ? 'met' : 'missed'}; median of ${rounds.length})`,
  );
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
