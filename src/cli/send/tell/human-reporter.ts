import type { AttemptOutcome } from '../../../deliver/outcome-of.ts';
import type { Problem } from '../../../problem/problem.ts';
import type { Context } from '../../context.ts';
import { describeProblem } from '../../../words/describe-problem.ts';
import { problemToText } from '../../show-problem.ts';
import type { Announcement, ReportedRecipient, SendReporter, Summary } from './send-reporter.ts';

/** Words for people: results on stdout, everything on the way there on stderr. */
export class HumanReporter implements SendReporter {
  readonly #context: Context;
  #hasProgress = false;

  constructor(context: Context) {
    this.#context = context;
  }

  problems(problems: readonly Problem[]): void {
    const { words, paintErr } = this.#context;
    for (const problem of problems) this.#tell(problemToText(problem, words, paintErr));
  }

  announce(announcement: Announcement): void {
    const { words, paintErr, paintOut, world } = this.#context;
    const { plan, title, audience, rehearsal, dryRun, server } = announcement;
    if (rehearsal) this.#tell(paintErr('yellow', words.send.rehearsal));
    if (server && announcement.lists.length > 0)
      this.#tell(paintErr('bold', words.send.real(announcement.from, announcement.lists)));
    if (server) this.#tell(words.send.server(server.name, server.isPlain, server.hasLogin));
    this.#tell(`${paintErr('bold', title)} (${plan.slug})`);
    if (audience.kind === 'earlier') this.#tell(paintErr('bold', words.send.audience(audience.states, audience.slug)));
    this.#tell(words.send.plan(plan.due.length, plan.total, plan.isResumed));
    if (plan.isResumed) this.#tell(words.send.before(words.counts(plan.counts)));
    const perhapsTwice = plan.due.filter(({ state }) => state === 'unknown').length;
    if (perhapsTwice > 0) this.#tell(paintErr('yellow', words.send.perhapsTwice(perhapsTwice)));
    if (!dryRun) return;
    for (const { address, list, language, state } of plan.due) {
      world.stdout.write(`${address}  ${paintOut('dim', `${list} ${language} ${words.states[state]}`)}\n`);
    }
    for (const { address, reason } of plan.skipping) world.stdout.write(`${address}  ${words.states.skipped}: ${reason}\n`);
  }

  outcome({ address }: ReportedRecipient, { state, reply }: AttemptOutcome): void {
    const { words } = this.#context;
    if (state !== 'accepted' && state !== 'queued') this.#tell(`${address}  ${words.states[state]}: ${words.reply(reply)}`);
  }

  progress(done: number, total: number, elapsed: number): void {
    if (done >= total) return;
    const { words, world } = this.#context;
    const perSecond = elapsed > 0 ? (done * 1000) / elapsed : 0;
    const left = perSecond > 0 ? (total - done) / perSecond : null;
    const line = words.send.progress(done, total, perSecond, left);
    if (!world.stderr.isTerminal) return this.#tell(line);
    world.stderr.write(`\r\u001b[K${line.slice(0, world.stderr.width - 1)}`);
    this.#hasProgress = true;
  }

  waiting(problem: Problem, delay: number): void {
    const { words } = this.#context;
    const why =
      problem.code === 'smtp-unreachable'
        ? words.send.unreachable(problem.details.server, problem.details.reason)
        : describeProblem(problem, words);
    this.#tell(words.send.waiting(why, delay / 1000));
  }

  retrying(count: number, delay: number): void {
    this.#tell(this.#context.words.send.retrying(count, delay / 1000));
  }

  waitingUntil(instant: Date, delay: number, timezone: string): void {
    const { words } = this.#context;
    this.#tell(words.send.waitingUntil(words.time(instant.toISOString(), timezone), delay / 1000));
  }

  stopping(): void {
    this.#tell(this.#context.words.send.stopping);
  }

  finish(summary: Summary): void {
    const { words, world, paintOut } = this.#context;
    this.#clearProgress();
    const [first = '', ...rest] = words.send.summary(summary);
    world.stdout.write([paintOut('bold', first), ...rest].map((line) => `${line}\n`).join(''));
  }

  #tell(line: string): void {
    this.#clearProgress();
    this.#context.world.stderr.write(`${line}\n`);
  }

  #clearProgress(): void {
    if (this.#hasProgress) this.#context.world.stderr.write('\r\u001b[K');
    this.#hasProgress = false;
  }
}
