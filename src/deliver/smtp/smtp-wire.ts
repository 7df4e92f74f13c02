import type { Socket } from 'node:net';
import type { Clock } from '../../clock/clock.ts';
import { type Reply, ReplyParser, shortReply } from './smtp-reply.ts';

/** The connection is gone, or says what is no SMTP; no reply will come. */
export class ConnectionLost extends Error {
  /** Whether it was given up because the server said nothing for too long. */
  readonly isSilence: boolean;

  constructor(reason: string, isSilence = false) {
    super(reason);
    this.isSilence = isSilence;
  }
}

/** An open SMTP session as the transaction writer sees it: octets out, replies in. */
export interface Wire {
  /** Resolves when the octets were handed to the operating system; rejects with ConnectionLost when they cannot be, in good time. */
  send(data: string | readonly Buffer[]): Promise<void>;
  /** The next reply; rejects with ConnectionLost when there will be none, or none within `timeout` milliseconds. */
  reply(timeout: number): Promise<Reply>;
  /** A reply that came without being waited for, if one did. */
  unasked(): Reply | undefined;
  /** Cuts the connection now. */
  destroy(): void;
  readonly isOpen: boolean;
}

/** The most replies that can be on their way at a time: to the final dot, and to MAIL, RCPT and DATA behind it. */
const MOST_AHEAD = 4;

/** How long handing over a message's octets may take, in milliseconds: RFC 5321 §4.5.3.2.5. */
const WRITE_TIMEOUT = 180_000;

/** Makes a wire of a socket that nobody else listens to; `redact` takes out of replies what must not be kept. */
export function wireOf(socket: Socket, clock: Clock, redact: (words: string) => string): Wire {
  return new SocketWire(socket, clock, redact);
}

interface Waiter {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (reason: ConnectionLost) => void;
}

class SocketWire implements Wire {
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #redact: (words: string) => string;
  readonly #parser = new ReplyParser();
  readonly #replies: Reply[] = [];
  #waiter: Waiter | undefined;
  #lost: ConnectionLost | undefined;

  constructor(socket: Socket, clock: Clock, redact: (words: string) => string) {
    this.#redact = redact;
    this.#socket = socket;
    this.#clock = clock;
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('error', (error) => this.#lose(new ConnectionLost(error.message)));
    socket.on('end', () => this.#lose(new ConnectionLost('the server closed the connection')));
    socket.on('close', () => this.#lose(new ConnectionLost('the connection was closed')));
  }

  get isOpen(): boolean {
    return this.#lost === undefined && this.#replies.length === 0;
  }

  send(data: string | readonly Buffer[]): Promise<void> {
    if (this.#lost) return Promise.reject(this.#lost);
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(WRITE_TIMEOUT, () => this.#cut(new ConnectionLost('the server takes nothing any more')));
      this.#write(typeof data === 'string' ? [Buffer.from(data)] : data, (error) => {
        cancel();
        // Node calls back without an error also for what was still to be written when the connection broke.
        if (error || this.#lost) reject(this.#lose(new ConnectionLost(error?.message ?? '')));
        else resolve();
      });
    });
  }

  /** All in one system call, without putting it together first. */
  #write(octets: readonly Buffer[], callBack: (error?: Error | null) => void): void {
    this.#socket.cork();
    for (const [index, piece] of octets.entries()) this.#socket.write(piece, index === octets.length - 1 ? callBack : undefined);
    this.#socket.uncork();
  }

  unasked(): Reply | undefined {
    return this.#replies[0];
  }

  reply(timeout: number): Promise<Reply> {
    const ready = this.#replies.shift();
    if (ready) return Promise.resolve(ready);
    if (this.#lost) return Promise.reject(this.#lost);
    return new Promise((resolve, reject) => {
      const silence = (): void => this.#cut(new ConnectionLost(`no reply within ${Math.round(timeout / 1000)} s`, true));
      const cancel = this.#clock.after(timeout, silence);
      const settle = (): void => {
        this.#waiter = undefined;
        cancel();
      };
      this.#waiter = {
        resolve: (reply) => {
          settle();
          resolve(reply);
        },
        reject: (reason) => {
          settle();
          reject(reason);
        },
      };
    });
  }

  destroy(): void {
    this.#cut(new ConnectionLost('the connection was cut'));
  }

  #receive(chunk: Buffer): void {
    const rubbish = this.#parse(chunk);
    const reply = this.#waiter && this.#replies.shift();
    if (reply) this.#waiter?.resolve(reply);
    if (rubbish) this.#cut(rubbish);
    else if (this.#replies.length > MOST_AHEAD) this.#cut(new ConnectionLost('the server talks without being asked'));
  }

  /** Keeps the replies, also those that stand before what is none. */
  #parse(chunk: Buffer): ConnectionLost | undefined {
    try {
      for (const reply of this.#parser.feed(chunk)) this.#replies.push({ ...reply, text: shortReply(this.#redact(reply.text)) });
      return undefined;
    } catch (error) {
      return new ConnectionLost(shortReply(this.#redact(error instanceof Error ? error.message : String(error))));
    }
  }

  #cut(reason: ConnectionLost): void {
    this.#lose(reason);
    this.#socket.destroy();
  }

  #lose(reason: ConnectionLost): ConnectionLost {
    this.#lost ??= reason;
    this.#waiter?.reject(this.#lost);
    return this.#lost;
  }
}
