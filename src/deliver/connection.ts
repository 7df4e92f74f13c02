import type { Message } from '../personalise/message.ts';
import type { Delivery } from './delivery.ts';
import { envelopeCommands, foreseenRefusal } from './smtp/smtp-envelope.ts';
import type { Opening, Refused } from './smtp/smtp-opening.ts';
import { readAnswers } from './smtp/smtp-pipeline.ts';
import { formatReply } from './smtp/smtp-reply.ts';
import type { Session } from './smtp/smtp-session.ts';
import { type TransactionEnd, beginTransaction, handOver } from './smtp/smtp-transaction.ts';
import type { Work } from './work.ts';

/** A recipient whose copy is made. */
interface Copy {
  readonly work: Work;
  readonly message: Message;
}

/** A copy whose envelope was said and answered, the number of its transaction, and what was made ready to go out behind it. */
interface Turn extends Copy {
  readonly begun: number;
  readonly start: Opening | { readonly kind: 'withdrawn' };
  readonly next: Copy | undefined;
}

/** One of the connections of a run, over one session after another. */
export class Connection {
  readonly #delivery: Delivery;
  #session: Session | undefined;

  constructor(delivery: Delivery) {
    this.#delivery = delivery;
  }

  /** Works until nothing is left or the run ends. */
  async work(): Promise<void> {
    const { queue, pace, ending } = this.#delivery;
    for (;;) {
      if (queue.isIdle) this.close();
      const work = await queue.take();
      if (!work) return;
      await pace.turn(ending);
      const session = await this.#openSession();
      if (!session || ending.aborted) return queue.putBack(work, 0);
      await this.#converse(session, work);
    }
  }

  close(): void {
    if (!this.#session) return;
    this.#delivery.opener.forget(this.#session);
    this.#session.quit();
    this.#session = undefined;
  }

  async #openSession(): Promise<Session | undefined> {
    if (this.#session?.wire.isOpen) return this.#session;
    this.close();
    this.#session = await this.#delivery.openSession();
    return this.#session;
  }

  /** Hands messages over one behind the other, for as long as nothing keeps the next one from going out at once. */
  async #converse(session: Session, first: Work): Promise<void> {
    const copy = await this.#copyOf(session, first);
    let turn = copy && (await this.#begin(session, copy));
    while (turn) turn = await this.#carryOut(session, turn);
  }

  /** Says an envelope. The copy behind it is made while the server answers. */
  #begin(session: Session, copy: Copy): Promise<Turn> {
    return this.#open(session, copy, beginTransaction(session, copy.message, this.#delivery.pipelining), false);
  }

  /** Claims a copy when everything is there, so that nothing stands between its claim and its first octet. */
  async #open(
    session: Session,
    copy: Copy,
    opening: Promise<Opening>,
    isChained: boolean,
    coming = this.#nextCopy(session),
  ): Promise<Turn> {
    const begun = this.#delivery.rule.begin();
    const [opened, next] = await Promise.all([opening, coming]);
    const start = await this.#claim(session, copy, opened, isChained);
    return { work: copy.work, message: copy.message, begun, start, next };
  }

  /** Claims what the server waits for. There is no other way out of DATA than to hang up. */
  async #claim(session: Session, { work }: Copy, opened: Opening, isChained: boolean): Promise<Turn['start']> {
    if (opened.kind !== 'ready') return opened;
    if (isChained && this.#delivery.ending.aborted) {
      session.wire.destroy();
      return { kind: 'lost', phase: 'data', reason: '', isUnbegun: true };
    }
    let isClaimed = false;
    try {
      isClaimed = await this.#delivery.claim(work);
    } finally {
      if (!isClaimed) session.wire.destroy();
    }
    return isClaimed ? opened : { kind: 'withdrawn' };
  }

  /** Brings a transaction to its end, and with the final dot begins the next one, where the server takes that; gives the next one. */
  async #carryOut(session: Session, turn: Turn): Promise<Turn | undefined> {
    const { work, message, begun, start, next } = turn;
    if (start.kind === 'withdrawn') return this.#goOn(session, next);
    const chained = start.kind === 'ready' && this.#mayChain(session, work, next) ? next : undefined;
    const behind = chained && envelopeCommands(chained.message, session.extensions);
    const coming = chained && this.#nextCopy(session);
    coming?.catch(() => undefined);
    const end = start.kind === 'ready' ? await handOver(session, message, behind) : start;
    if (chained && wasSaid(end)) return this.#carryOver(session, turn, end, chained, coming);
    if (chained) this.#delivery.pipelining.leaveChain();
    this.#giveBack(await coming);
    await this.#delivery.conclude(session, work, end, begun);
    return this.#goOn(session, next);
  }

  /**
   * Goes on with the envelope that stood behind a final dot. The outcome before it and its claim are written down together; only a refusal
   * is concluded first, since it may end the run, and with the answers to what stood behind it, since it may be about that.
   */
  async #carryOver(
    session: Session,
    { work, begun }: Turn,
    end: TransactionEnd,
    chained: Copy,
    coming: Promise<Copy | undefined> | undefined,
  ): Promise<Turn> {
    const { pipelining } = this.#delivery;
    if (end.kind === 'lost') pipelining.giveUpChains();
    const answers = readAnswers(session.wire, pipelining, true);
    if (end.kind !== 'refused') {
      const concluded = this.#delivery.conclude(session, work, end, begun);
      const [turn] = await Promise.all([this.#open(session, chained, answers, true, coming), concluded]);
      return turn;
    }
    const opening = await answers;
    await this.#delivery.conclude(session, work, inView(end, opening), begun);
    return this.#open(session, chained, Promise.resolve(opening), true, coming);
  }

  /** Whoever was lost before goes alone, so that what meets the message is about the message. */
  #mayChain(session: Session, { lost }: Work, next: Copy | undefined): next is Copy {
    if (!next || lost > 0 || !this.#mayGoOn || !session.extensions.pipelining) return false;
    return foreseenRefusal(next.message, session.extensions) === undefined && this.#delivery.pipelining.beginChain();
  }

  /** Goes on with a copy that is ready, or gives it back for when it can go out. */
  async #goOn(session: Session, next: Copy | undefined): Promise<Turn | undefined> {
    if (!next) return undefined;
    if (session.wire.isOpen && this.#mayGoOn) return this.#begin(session, next);
    this.#giveBack(next);
    return undefined;
  }

  #giveBack(copy: Copy | undefined): void {
    if (copy) this.#delivery.queue.putBack(copy.work, 0);
  }

  /** Whether a message may follow at once: the run goes on, and nobody asked for a slower pace. */
  get #mayGoOn(): boolean {
    const { ending, pace } = this.#delivery;
    return !ending.aborted && pace.interval === 0;
  }

  async #nextCopy(session: Session): Promise<Copy | undefined> {
    while (this.#mayGoOn) {
      const work = this.#delivery.queue.takeNow();
      const copy = work && (await this.#copyOf(session, work));
      if (copy || !work) return copy;
    }
    return undefined;
  }

  /** Makes a recipient's copy; undefined for one who turns out not to be mailed. */
  async #copyOf(session: Session, work: Work): Promise<Copy | undefined> {
    const reason = this.#delivery.reasonToSkip(work, session);
    if (reason === undefined) return { work, message: await this.#delivery.run.messageFor(work.recipient) };
    await this.#delivery.skip(work, reason);
    return undefined;
  }
}

/** Whether the final dot was handed over, and with it what stood behind it. */
function wasSaid(end: TransactionEnd): boolean {
  return end.kind === 'accepted' || end.phase === 'sent';
}

/** A server that refuses a message for good and hangs up over what stood behind it may mean just that: the message is tried once more, alone. */
function inView(end: Refused, opening: Opening): TransactionEnd {
  const isHungUp = opening.kind === 'lost' && opening.phase === 'mail';
  if (end.reply.code < 500 || !isHungUp) return end;
  return { kind: 'lost', phase: 'body', reason: formatReply(end.reply), code: end.reply.code };
}
