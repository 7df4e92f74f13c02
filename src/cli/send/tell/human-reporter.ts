import type { AttemptOutcome } from '../../../deliver/outcome-of.ts';
import type { Plan } from '../../../deliver/plan-send.ts';
import type { Problem } from '../../../problem/problem.ts';
import type { Context } from '../../context.ts';
import { describeProblem } from '../../../words/describe-problem.ts';
import { problemToText } from '../../show-problem.ts';
import { writePieces } from '../../write-pieces.ts';
import type { Announcement, ReportedRecipient, SendReporter, Summary } from './send-reporter.ts';
import { CLEAR_LINE } from '../../terminal.ts';

/** Words for people: results on stdout, everything on the way there on stderr. */
export class HumanReporter implements SendReporter {
  readonly #context: Context;
  #hasProgress = false;

  constructor(context: Context) {
    this.#context = context;
  }

  reading(rows: number, elapsed: number): void {
    this.#tellProgress(this.#context.words.send.reading(rows, (rows * 1000) / elapsed));
  }

  problems(problems: readonly Problem[]): void {
    const { words, paintErr } = this.#context;
    for (const problem of problems) this.#tell(problemToText(problem, words, paintErr));
  }

  announce(announcement: Announcement): void {
    const { words, paintErr, world } = this.#context;
    const { plan, title, audience, rehearsal, dryRun, server } = announcement;
    if (rehearsal) this.#tell(paintErr('yellow', words.send.rehearsal));
    if (server && plan.lists.length > 0) this.#tell(paintErr('bold', words.send.real(announcement.from, plan.lists)));
    if (server) this.#tell(words.send.server(server.name, server.isPlain, server.hasLogin));
    this.#tell(`${paintErr('bold', title)} (${plan.slug})`);
    if (audience.kind === 'earlier') this.#tell(paintErr('bold', words.send.audience(audience.states, audience.slug)));
    for (const file of announcement.listsOutside) this.#tell(words.send.listOutside(file));
    this.#tell(words.send.plan(plan.due, plan.total, plan.isResumed));
    if (plan.due > 0) this.#tell(words.send.byLanguage(plan.languages));
    if (plan.isResumed) this.#tell(words.send.before(words.counts(plan.counts)));
    if (plan.perhapsTwice > 0) this.#tell(paintErr('yellow', words.send.perhapsTwice(plan.perhapsTwice)));
    if (dryRun) writePieces(world.stdout, this.#everyone(plan));
  }

  *#everyone(plan: Plan): Generator<string> {
    const { words, paintOut } = this.#context;
    for (const { address, list, language, state } of plan.recipients())
      yield `${address}  ${paintOut('dim', `${list} ${language} ${words.states[state]}`)}\n`;
    for (const { address, reason } of plan.skipped()) yield `${address}  ${words.states.skipped}: ${reason}\n`;
  }

  outcome({ address }: ReportedRecipient, { state, reply }: AttemptOutcome): void {
    const { words } = this.#context;
    if (state !== 'accepted' && state !== 'queued') this.#tell(`${address}  ${words.states[state]}: ${words.reply(reply)}`);
  }

  progress(done: number, total: number, elapsed: number): void {
    if (done >= total) return;
    const { words } = this.#context;
    const perSecond = elapsed > 0 ? (done * 1000) / elapsed : 0;
    const left = perSecond > 0 ? (total - done) / perSecond : null;
    this.#tellProgress(words.send.progress(done, total, perSecond, left));
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

  #tellProgress(line: string): void {
    const { stderr } = this.#context.world;
    if (!stderr.isTerminal) return this.#tell(line);
    stderr.write(CLEAR_LINE + line.slice(0, stderr.width - 1));
    this.#hasProgress = true;
  }

  #tell(line: string): void {
    this.#clearProgress();
    this.#context.world.stderr.write(`${line}\n`);
  }

  #clearProgress(): void {
    if (this.#hasProgress) this.#context.world.stderr.write(CLEAR_LINE);
    this.#hasProgress = false;
  }
}
