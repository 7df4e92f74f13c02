import type { AttemptOutcome } from '../../../deliver/outcome-of.ts';
import type { Problem } from '../../../problem/problem.ts';
import type { Context } from '../../context.ts';
import { EXIT } from '../../exit-code.ts';
import { problemToJson } from '../../show-problem.ts';
import { formatAudience } from '../plan/audience.ts';
import type { Announcement, ReportedRecipient, SendReporter, Summary } from './send-reporter.ts';

/** JSON lines for scripts, each with a `type`; the last one is the summary. */
export class JsonReporter implements SendReporter {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  problems(problems: readonly Problem[]): void {
    for (const problem of problems) this.#write('problem', problemToJson(problem, this.#context.words));
  }

  announce({ plan, added, audience, rehearsal, dryRun, server, inFlightLimit }: Announcement): void {
    const { slug, isResumed, total, left, counts, skipping } = plan;
    const recipients = dryRun ? { recipients: plan.due } : {};
    const skipped = skipping.map(({ address, reason }) => ({ address, reason }));
    const common = {
      slug,
      inFlightLimit,
      rehearsal,
      dryRun,
      resumed: isResumed,
      audience: formatAudience(audience),
      server: server?.name ?? null,
    };
    this.#write('plan', { ...common, due: plan.due.length, left, total, counts, skipped, added, ...recipients });
  }

  outcome({ address, attempts }: ReportedRecipient, { state, phase, reply }: AttemptOutcome): void {
    if (state !== 'queued') this.#write('outcome', { address, state, phase, reply, attempt: attempts + 1 });
  }

  progress(done: number, total: number, elapsed: number): void {
    this.#write('progress', { done, total, elapsedMs: Math.round(elapsed) });
  }

  waiting(problem: Problem, delay: number): void {
    this.#write('waiting', { ...problemToJson(problem, this.#context.words), delayMs: delay });
  }

  retrying(count: number, delay: number): void {
    this.#write('retrying', { count, delayMs: Math.round(delay) });
  }

  waitingUntil(instant: Date, delay: number): void {
    this.#write('waiting', { until: instant.toISOString(), delayMs: delay });
  }

  stopping(): void {
    this.#write('stopping', {});
  }

  finish({ exitCode, elapsed, ...summary }: Summary): void {
    this.#write('summary', {
      schemaVersion: 1,
      command: 'send',
      ok: exitCode === EXIT.done,
      exitCode,
      ...summary,
      elapsedMs: Math.round(elapsed),
    });
  }

  #write(type: string, content: object): void {
    this.#context.world.stdout.write(`${JSON.stringify({ type, ...content })}\n`);
  }
}
