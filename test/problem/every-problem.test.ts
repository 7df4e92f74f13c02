import { execFile } from 'node:child_process';
import { expect, test } from 'vitest';
import { describeProblem } from '../../src/words/describe-problem.ts';
import type { Problem, ProblemCode } from '../../src/problem/problem.ts';
import { en } from '../../src/words/en.ts';
import { fi } from '../../src/words/fi.ts';
import { sv } from '../../src/words/sv.ts';
import { fixedNamesIn } from '../support/fixed-names.ts';
import { type JsonProblem, type ProgramRun, problemsOf, runProgram } from '../support/run-program.ts';
import { type SmtpReceiver, startReceiver } from '../support/smtp-receiver.ts';
import { PROGRAM } from '../support/spawn-program.ts';
import { type TestWorkspace, makeWorkspace } from '../support/workspace.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';

const CODES = Object.keys(SCENARIOS) as ProblemCode[];
const found = new Map<ProblemCode, JsonProblem>();

test.each(CODES)('%s is found where it is, and said in every language', async (code) => {
  const scenario = SCENARIOS[code];
  const receiver = await startReceiver(scenario.receiver);
  const workspace = makeWorkspace(scenario.files);
  await scenario.before?.(workspace, receiver);
  const run = await runScenario(scenario, workspace, receiver);
  const command = scenario.argv?.[0] ?? 'check';
  const met =
    scenario.options?.answer === undefined ? problemsOf(run, command).find((problem) => problem.code === code) : said(run, code);
  expect(met, run.stdout).toBeDefined();
  found.set(code, met!);
  if (scenario.place) expect(met).toMatchObject(scenario.place);
  if (scenario.says) expect(met!.message).toMatch(new RegExp(escape(scenario.says)));
  if (met!.severity === 'error') expect(run.exitCode).toBeGreaterThan(0);
  if (code !== 'internal') expect(run.exitCode).not.toBe(70);
  const problem = { code, severity: 'error', details: met!.details } as Problem;
  const sentences = [en, fi, sv].map((words) => describeProblem(problem, words));
  for (const sentence of sentences) {
    expect(sentence).toMatch(/^.{15,}$/);
    expect(sentence).not.toMatch(/undefined|\[object|NaN/);
    expect(fixedNamesIn(sentence)).toEqual(fixedNamesIn(sentences[0]!));
  }
  expect(new Set(sentences).size).toBe(sentences.length);
});

test('whatever is an error lets nothing be mailed', async () => {
  const untouched = CODES.filter((code) => !SCENARIOS[code].argv && !SCENARIOS[code].options && code !== 'internal');
  for (const code of untouched) {
    const receiver = await startReceiver();
    const workspace = makeWorkspace(SCENARIOS[code].files);
    await SCENARIOS[code].before?.(workspace, receiver);
    const found = problemsOf(await runProgram(workspace.folder, ['check', 'tammikuu', '--json']), 'check');
    if (found.every(({ severity }) => severity !== 'error')) continue;
    const run = await runProgram(workspace.folder, ['send', 'tammikuu', '--yes'], { env: { NEWSLETTER_SMTP_URL: receiver.url } });
    expect([2, 4], code).toContain(run.exitCode);
    expect(receiver.tried, code).toEqual([]);
  }
});

/** At a terminal there is no JSON: the code stands in brackets behind the sentence. */
function said({ stderr }: ProgramRun, code: string): JsonProblem | undefined {
  const line = stderr.split('\n').find((each) => each.endsWith(`[${code}]`));
  return line === undefined ? undefined : { code, severity: 'error', message: line, details: { count: 5 } };
}

test('docs/problems.md has every code, its severity and what is said of it', async () => {
  const rows = CODES.map((code) => `| \`${code}\` | ${found.get(code)!.severity} | ${exampleSentence(code)} |`);
  const page = [
    '# Problems',
    '',
    'Every problem that newsletter can find, with the sentence it says about an example. The codes are permanent: scripts may rely on',
    'them. An error keeps `send` from starting, or stops it; a warning is shown and lets it pass. `npm run docs` writes this page.',
    '',
    '| code | severity | for example |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
  await expect(page).toMatchFileSnapshot('../../docs/problems.md');
});

/** What was found, without what is another on every machine. */
function exampleSentence(code: ProblemCode): string {
  const { details } = found.get(code)!;
  const steady = Object.fromEntries(Object.entries(details).map(([key, value]) => [key, steadyDetail(code, key, value)]));
  return describeProblem({ code, severity: 'error', details: steady } as Problem, en)
    .replaceAll('|', '\\|')
    .replace(/</g, '&lt;');
}

function steadyDetail(code: ProblemCode, key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (key === 'since') return 'the start';
  if (key === 'reason' && !['list-address', 'test-address', 'logo-unusable'].includes(code)) return '…';
  return value.replace(/\/\S*\/newsletter-[A-Za-z0-9]{6}(-[0-9a-f]{16})?/g, '…').replace(/:\d{4,5}$/, ':587');
}

function runScenario(scenario: Scenario, workspace: TestWorkspace, receiver: SmtpReceiver): Promise<ProgramRun> {
  const written = scenario.argv ?? ['check', 'tammikuu'];
  const argv = written.includes('--json') || scenario.options?.answer !== undefined ? written : [...written, '--json'];
  const url = scenario.url?.replace('{port}', new URL(receiver.url).port) ?? receiver.url;
  const env = { ...(scenario.online && { NEWSLETTER_SMTP_URL: url }), ...scenario.options?.env };
  if (scenario.fileLimit === undefined) return runProgram(workspace.folder, argv, { ...scenario.options, env });
  return runOnFullDisk(scenario.fileLimit, argv, workspace.folder, env);
}

/** The real program under a limit on the size of files, the signal about it ignored: writing fails as on a full disk. */
function runOnFullDisk(
  limit: number,
  argv: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<ProgramRun> {
  const script = `trap '' XFSZ; ulimit -f ${limit}; exec "$@"`;
  const own = { ...process.env, NEWSLETTER_LANG: 'en', XDG_STATE_HOME: `${cwd}/.state`, ...env };
  return new Promise((resolve) => {
    execFile('bash', ['-c', script, 'bash', process.execPath, PROGRAM, ...argv], { cwd, env: own }, (error, stdout, stderr) => {
      resolve({ exitCode: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

function escape(words: string): string {
  return words.replace(/[.*+?^${}()[\]\\]/g, '\\$&');
}
