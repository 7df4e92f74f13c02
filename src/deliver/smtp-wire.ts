import type { Socket } from 'node:net';
import type { Clock } from '../clock/clock.ts';
import { type Reply, ReplyParser } from './smtp-reply.ts';

/** The connection is gone, or says what is no SMTP; no reply will come. */
export class ConnectionLost extends Error {}

/** An open SMTP session as the transaction writer sees it: octets out, replies in. */
export interface Wire {
  /** Resolves when the octets were handed to the operating system; rejects with ConnectionLost when they cannot be, in good time. */
  send(data: string | Buffer): Promise<void>;
  /** The next reply; rejects with ConnectionLost when there will be none, or none within `timeout` milliseconds. */
  reply(timeout: number): Promise<Reply>;
  /** A reply that came without being waited for, if one did. */
  unasked(): Reply | undefined;
  /** Cuts the connection now. */
  destroy(): void;
  readonly isOpen: boolean;
}

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
    socket.on('error', (error) => this.#lose(error.message));
    socket.on('end', () => this.#lose('the server closed the connection'));
    socket.on('close', () => this.#lose('the connection was closed'));
  }

  get isOpen(): boolean {
    return this.#lost === undefined && this.#replies.length === 0;
  }

  send(data: string | Buffer): Promise<void> {
    if (this.#lost) return Promise.reject(this.#lost);
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(WRITE_TIMEOUT, () => this.destroy('the server takes nothing any more'));
      this.#socket.write(data, (error) => {
        cancel();
        // Node calls back without an error also for what was still to be written when the connection broke.
        if (error || this.#lost) reject(this.#lose(error?.message ?? ''));
        else resolve();
      });
    });
  }

  unasked(): Reply | undefined {
    return this.#replies[0];
  }

  reply(timeout: number): Promise<Reply> {
    const ready = this.#replies.shift();
    if (ready) return Promise.resolve(ready);
    if (this.#lost) return Promise.reject(this.#lost);
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(timeout, () => this.destroy(`no reply within ${Math.round(timeout / 1000)} s`));
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

  destroy(reason = 'the connection was cut'): void {
    this.#lose(reason);
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    try {
      for (const reply of this.#parser.feed(chunk)) this.#replies.push({ ...reply, text: this.#redact(reply.text) });
    } catch (error) {
      this.destroy(this.#redact(error instanceof Error ? error.message : String(error)));
      return;
    }
    if (!this.#waiter) {
      if (this.#replies.length > 1) this.destroy('the server talks without being asked');
      return;
    }
    const reply = this.#replies.shift();
    if (reply) this.#waiter.resolve(reply);
  }

  #lose(reason: string): ConnectionLost {
    this.#lost ??= new ConnectionLost(reason);
    this.#waiter?.reject(this.#lost);
    return this.#lost;
  }
}
