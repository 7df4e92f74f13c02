import type { Socket } from 'node:net';
import type { Clock } from '../clock/clock.ts';
import { type Reply, ReplyParser } from './smtp-reply.ts';

/** The connection is gone, or says what is no SMTP; no reply will come. */
export class ConnectionLost extends Error {}

/** An open SMTP session as the transaction writer sees it: octets out, replies in. */
export interface Wire {
  /** Resolves when the octets were handed to the operating system. */
  send(data: string | Buffer): Promise<void>;
  /** The next reply; rejects with ConnectionLost when there will be none, or none within `timeout` milliseconds. */
  reply(timeout: number): Promise<Reply>;
  /** Cuts the connection now. */
  destroy(): void;
  readonly isOpen: boolean;
}

/** Makes a wire of a socket that nobody else listens to. */
export function wireOf(socket: Socket, clock: Clock): Wire {
  return new SocketWire(socket, clock);
}

interface Waiter {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (reason: ConnectionLost) => void;
}

class SocketWire implements Wire {
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #parser = new ReplyParser();
  readonly #replies: Reply[] = [];
  #waiter: Waiter | undefined;
  #lost: ConnectionLost | undefined;

  constructor(socket: Socket, clock: Clock) {
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
      this.#socket.write(data, (error) => (error ? reject(this.#lose(error.message)) : resolve()));
    });
  }

  reply(timeout: number): Promise<Reply> {
    const ready = this.#replies.shift();
    if (ready) return Promise.resolve(ready);
    if (this.#lost) return Promise.reject(this.#lost);
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(timeout, () => {
        this.#lose(`no reply within ${Math.round(timeout / 1000)} s`);
        this.#socket.destroy();
      });
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
    this.#lose('the connection was cut');
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    try {
      this.#replies.push(...this.#parser.feed(chunk));
    } catch (error) {
      this.#lose(error instanceof Error ? error.message : String(error));
      this.#socket.destroy();
      return;
    }
    if (!this.#waiter) return;
    const reply = this.#replies.shift();
    if (reply) this.#waiter.resolve(reply);
  }

  #lose(reason: string): ConnectionLost {
    this.#lost ??= new ConnectionLost(reason);
    this.#waiter?.reject(this.#lost);
    return this.#lost;
  }
}
