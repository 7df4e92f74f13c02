import { type Clock, pause } from '../clock/clock.ts';
import { type Problem, problem } from '../problem/problem.ts';
import type { OpenSession, Session } from './smtp/smtp-session.ts';

/** Pauses in milliseconds before opening again, by how many failures came in a row; after the last one the run stops. */
const RECONNECT_PAUSES: readonly number[] = [0, 0, 1_000, 5_000, 15_000, 30_000, 60_000];

/** `retire`: other connections work, so this one is one too many; `stop`: nothing can be reached, or the run is ending. */
export type Opened = Session | 'retire' | 'stop';

/** Opens sessions for all connections of a run, one at a time, with pauses while the server is away. */
export class SessionOpener {
  /** What made opening impossible, once it has. */
  fault: Problem | undefined;
  readonly #open: OpenSession;
  readonly #clock: Clock;
  readonly #ending: AbortSignal;
  readonly #onWait: (problem: Problem, delay: number) => void;
  readonly #server: string;
  /** Each open session with how many times connections had been lost when it was opened. */
  readonly #sessions = new Map<Session, number>();
  #failures = 0;
  /** Ends the pause that somebody is in now. */
  #answered: AbortController | undefined;
  #losses = 0;
  #lastFault: Problem | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  /** `server` is what it is called in problems. */
  constructor(
    open: OpenSession,
    server: string,
    clock: Clock,
    ending: AbortSignal,
    onWait: (problem: Problem, delay: number) => void,
  ) {
    this.#open = open;
    this.#server = server;
    this.#clock = clock;
    this.#ending = ending;
    this.#onWait = onWait;
  }

  open(): Promise<Opened> {
    const turn = this.#turn.then(() => this.#tryToOpen());
    this.#turn = turn;
    return turn;
  }

  /** The server answered a message: failures are counted from here anew, and whoever waits for it need not. */
  noteAnswer(): void {
    this.#failures = 0;
    this.#answered?.abort();
  }

  /** A session was lost in the middle of its work. All that are lost together, as when a server is restarted, count once. */
  noteLoss(session: Session, reason: string): void {
    if (this.#sessions.get(session) === this.#losses) {
      this.#losses++;
      this.#fail(problem('smtp-unreachable', { server: this.#server, reason }));
    }
    this.forget(session);
  }

  forget(session: Session): void {
    this.#sessions.delete(session);
  }

  /** Cuts every session now. */
  cut(): void {
    for (const { wire } of this.#sessions.keys()) wire.destroy();
  }

  async #tryToOpen(): Promise<Opened> {
    while (!this.#ending.aborted && !this.fault) {
      const delay = RECONNECT_PAUSES[this.#failures];
      if (delay === undefined) {
        this.fault = this.#lastFault;
        return 'stop';
      }
      await this.#wait(delay);
      if (this.#ending.aborted) return 'stop';
      const opened = await this.#open(this.#ending);
      if (!('problem' in opened)) {
        this.#sessions.set(opened, this.#losses);
        return opened;
      }
      const isSurplus = this.#sessions.size > 0 && opened.problem.code === 'smtp-unreachable';
      if (isSurplus) return 'retire';
      if (!opened.again) this.fault = opened.problem;
      this.#fail(opened.problem);
    }
    return 'stop';
  }

  async #wait(delay: number): Promise<void> {
    if (delay > 0 && this.#lastFault) this.#onWait(this.#lastFault, delay);
    this.#answered = new AbortController();
    await pause(this.#clock, delay, AbortSignal.any([this.#ending, this.#answered.signal]));
    this.#answered = undefined;
  }

  #fail(fault: Problem): void {
    this.#failures++;
    this.#lastFault = fault;
  }
}
