import type { Workspace } from '../../config/load-config.ts';
import { listFiles } from '../../issue/find-issue.ts';
import type { PreviewedIssue, TestReport } from '../../preview/studio.ts';
import { type Problem, isError } from '../../problem/problem.ts';
import { describeProblem } from '../../words/describe-problem.ts';
import { previewWordsIn, wordsIn } from '../../words/load-words.ts';
import type { Words } from '../../words/words.ts';
import type { Context } from '../context.ts';
import { sendOptions } from '../send-command.ts';
import { sendTest } from '../send/run/send-test.ts';
import type { SendReporter } from '../send/tell/send-reporter.ts';

/** Mails a test copy as `newsletter send --test` does, to an address that `newsletter.yaml` has for it and to no other; says what came of it. */
export async function sendTestCopy(
  context: Context,
  workspace: Workspace,
  slug: string,
  address: string,
  shown: PreviewedIssue | undefined,
): Promise<TestReport> {
  const { language, testAddresses } = workspace.config;
  const page = await previewWordsIn(language);
  const at = context.world.clock.now().toISOString();
  const refused = (line: string): TestReport => ({ address, isAccepted: false, lines: [line], at });
  const allowed = testAddresses.find((each) => each === address);
  if (allowed === undefined) return refused(page.test.notAllowed(address));
  const file = (await listFiles(context.folder, 'issues')).find((each) => each.slug === slug);
  if (!file || !shown) return refused(page.notices.notFoundText);
  if (await isOlder(shown)) return refused(page.test.older);
  const words = await wordsIn(language);
  const said: string[] = [];
  const listener = new TestListener(words, said);
  const summary = await sendTest({ ...context, words }, workspace, file, sendOptions({ test: [allowed] }), listener);
  const isAccepted = !summary.refused && summary.counts.accepted > 0;
  return { address, isAccepted, lines: [...said, ...words.send.summary(summary)], at };
}

/** Whether what is shown is not what the files say: nobody would get what they see. */
async function isOlder({ editions, theme, gone, render }: PreviewedIssue): Promise<boolean> {
  const renderings = await Promise.all(editions.map(({ issue }) => render(issue.language, theme)));
  return gone !== null || renderings.some(({ trouble }) => trouble.length > 0);
}

/** Collects what is said about the sending; what is wrong with the issue stands on its page already. */
class TestListener implements SendReporter {
  readonly #words: Words;
  readonly #said: string[];

  constructor(words: Words, said: string[]) {
    this.#words = words;
    this.#said = said;
  }

  problems(problems: readonly Problem[]): void {
    const about = problems.filter((found) => isError(found) && !found.place?.file.endsWith('.md'));
    this.#said.push(...about.map((found) => describeProblem(found, this.#words)));
  }

  outcome: SendReporter['outcome'] = ({ address }, { state, reply }) => {
    if (state !== 'accepted') this.#said.push(`${address}: ${this.#words.states[state]}: ${this.#words.reply(reply)}`);
  };

  reading(): void {}
  announce(): void {}
  progress(): void {}
  waiting(): void {}
  retrying(): void {}
  waitingUntil(): void {}
  stopping(): void {}
  finish(): void {}
}
