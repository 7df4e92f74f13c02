import { describe, expect, test } from 'vitest';
import type { ProblemCode } from '../../src/problem/problem.ts';
import { type JsonProblem, problemsOf, runProgram } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { makeWorkspace } from '../support/workspace.ts';
import { SCENARIOS } from './scenarios.ts';

/**
 * What `send` says of its own run, and `check` cannot know of the issue: the command line, the server and its login, the keys to sign with,
 * the ledger and the record beside it, the network, a confirmation. Everything else that it refuses, `check` names.
 */
const ABOUT_THE_RUN =
  /^(?:usage|internal|at-|audience-|archive-page-|archive-image-|confirmation-|dkim-|ledger-|message-too-large|only-|secret-|send-locked|send-refused|smtp-|ca-file-|sources-changed|suppressions-|test-|to-|trace-|file-unwritable|issue-not-found)/;

/** A draft may be checked, so that `check` warns of what `send` refuses. */
const OTHER_NAMES: Readonly<Record<string, string>> = { 'send-draft': 'issue-draft' };

const errorsIn = (problems: readonly JsonProblem[]): string[] =>
  problems.filter(({ severity }) => severity === 'error').map(({ code }) => code);

describe('what `send` refuses, `check` names', () => {
  const codes = (Object.keys(SCENARIOS) as ProblemCode[]).filter((code) => code !== 'internal' && !SCENARIOS[code].fileLimit);

  test.each(codes)('%s', async (code) => {
    const scenario = SCENARIOS[code];
    const receiver = await startReceiver(scenario.receiver);
    const workspace = makeWorkspace(scenario.files);
    await scenario.before?.(workspace, receiver);
    const [slug = 'tammikuu'] = (scenario.argv ?? []).filter((word) => workspace.has(`issues/${word}.md`));
    const env = { NEWSLETTER_SMTP_URL: receiver.url, ...scenario.options?.env };
    const clock = scenario.options?.clock;
    const options = { env, ...(clock && { clock }) };
    const checked = problemsOf(await runProgram(workspace.folder, ['check', slug, '--json'], options), 'check');
    const plan = await runProgram(workspace.folder, ['send', slug, '--dry-run', '--json'], options);
    const refused = errorsIn(problemsOf(plan, 'send'));
    const named = new Set<string>(checked.map((each) => each.code));
    const silent = refused.filter((each) => !ABOUT_THE_RUN.test(each) && !named.has(OTHER_NAMES[each] ?? each));
    expect(silent, plan.stdout).toEqual([]);
    if (refused.includes('send-refused'))
      expect([...errorsIn(checked), ...(named.has('issue-draft') ? ['draft'] : [])]).not.toEqual([]);
    if (errorsIn(checked).length > 0 && !refused.some((each) => ABOUT_THE_RUN.test(each) && each !== 'send-refused'))
      expect([plan.exitCode, refused.length], plan.stdout).not.toEqual([0, 0]);
  });
});
