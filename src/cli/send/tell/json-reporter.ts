import type { AttemptOutcome } from '../../../deliver/outcome-of.ts';
import type { Problem } from '../../../problem/problem.ts';
import type { Context } from '../../context.ts';
import { EXIT } from '../../exit-code.ts';
import { LongArray, jsonPieces, mapped } from '../../json-pieces.ts';
import { problemToJson } from '../../show-problem.ts';
import { writePieces } from '../../write-pieces.ts';
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

  reading(rows: number, elapsed: number): void {
    this.#write('reading', { rows, elapsedMs: Math.round(elapsed) });
  }

  announce({ plan, audience, rehearsal, dryRun, server, inFlightLimit, listsOutside }: Announcement): void {
    const { slug, isResumed, due, left, total, counts, languages } = plan;
    const common = {
      slug,
      inFlightLimit,
      rehearsal,
      dryRun,
      resumed: isResumed,
      audience: formatAudience(audience),
      server: server?.name ?? null,
      listsOutside,
    };
    const skipped = new LongArray(() => mapped(plan.skipped(), ({ address, reason }) => ({ address, reason })));
    const added = new LongArray(() => plan.addedAddresses());
    const people = new LongArray(() =>
      mapped(plan.recipients(), ({ key, address, list, language, state }) => ({ key, address, list, language, state })),
    );
    const recipients = dryRun ? { recipients: people } : {};
    this.#write('plan', { ...common, due, left, total, counts, languages, skipped, added, ...recipients });
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
    const { stdout } = this.#context.world;
    writePieces(stdout, jsonPieces({ type, ...content }));
    stdout.write('\n');
  }
}
