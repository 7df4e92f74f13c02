import { execFile } from 'node:child_process';
import { expect, test } from 'vitest';
import { describeProblem } from '../../src/cli/show-problem.ts';
import type { Problem, ProblemCode } from '../../src/problem/problem.ts';
import { en } from '../../src/words/en.ts';
import { fi } from '../../src/words/fi.ts';
import { type JsonProblem, type ProgramRun, problemsOf, runProgram } from '../support/run-program.ts';
import { type SmtpReceiver, startReceiver } from '../support/smtp-receiver.ts';
import { PROGRAM } from '../support/spawn-program.ts';
import { type TestWorkspace, makeWorkspace } from '../support/workspace.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';

const CODES = Object.keys(SCENARIOS) as ProblemCode[];

test.each(CODES)('%s is found where it is, and said in both languages', async (code) => {
  const scenario = SCENARIOS[code];
  const receiver = await startReceiver(scenario.receiver);
  const workspace = makeWorkspace(scenario.files);
  await scenario.before?.(workspace, receiver);
  const run = await runScenario(scenario, workspace, receiver);
  const command = scenario.argv?.[0] ?? 'check';
  const found =
    scenario.options?.answer === undefined ? problemsOf(run, command).find((problem) => problem.code === code) : said(run, code);
  expect(found, run.stdout).toBeDefined();
  if (scenario.place) expect(found).toMatchObject(scenario.place);
  if (scenario.says) expect(found!.message).toMatch(new RegExp(escape(scenario.says)));
  if (found!.severity === 'error') expect(run.exitCode).toBeGreaterThan(0);
  for (const words of [en, fi]) {
    const sentence = describeProblem({ code, severity: 'error', details: found!.details } as Problem, words);
    expect(sentence).toMatch(/^.{15,}$/);
    expect(sentence).not.toMatch(/undefined|\[object|NaN/);
  }
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
