import type { Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { LoopbackServer } from './loopback-server.ts';

/** A message as its octets came in. */
export interface RawMessage {
  /** The MAIL and RCPT commands as they were said, octets as UTF-8. */
  readonly mail: string;
  readonly rcpt: string;
  /** Between DATA and the final dot, the line end before the dot included, as it came over the wire. */
  readonly stuffed: Buffer;
  /** The same with the dots of RFC 5321 §4.5.2 taken away. */
  readonly raw: Buffer;
  /** Whether it was answered with 250. */
  readonly isAccepted: boolean;
}

export interface RawReceiverOptions {
  /** What is announced behind EHLO, such as `SIZE 5000`. */
  readonly extensions?: readonly string[];
  /** Another answer to a command than the usual one; `command` is the whole line, or `.` for the end of a message. */
  readonly reply?: (command: string, rcpt: string) => string | undefined;
}

const USUAL: Readonly<Record<string, string>> = { DATA: '354 go on', QUIT: '221 bye' };
const END_OF_DATA = Buffer.from('\r\n.\r\n');

/** A server that keeps every octet: the commands in order, and of each message what stood between DATA and the final dot. */
export class RawReceiver extends LoopbackServer {
  readonly commands: string[] = [];
  /** What was read at a time, octets as Latin-1. */
  readonly reads: string[] = [];
  readonly messages: RawMessage[] = [];
  readonly #options: RawReceiverOptions;

  constructor(options: RawReceiverOptions = {}) {
    super();
    this.#options = options;
  }

  /** The commands that begin with this verb. */
  said(verb: string): string[] {
    return this.commands.filter((command) => command.startsWith(verb));
  }

  protected override serve(socket: Socket): void {
    socket.write('220 test\r\n');
    let pending: Buffer = Buffer.alloc(0);
    let mail = '';
    let rcpt = '';
    let isData = false;
    const takeMessage = (): boolean => {
      const end = Buffer.concat([Buffer.from('\r\n'), pending]).indexOf(END_OF_DATA);
      if (end < 0) return false;
      const stuffed = pending.subarray(0, end);
      pending = pending.subarray(end + 3);
      isData = false;
      const said = this.#options.reply?.('.', rcpt) ?? '250 taken';
      const raw = Buffer.from(stuffed.toString('latin1').replace(/(^|\r\n)\./g, '$1'), 'latin1');
      this.messages.push({ mail, rcpt, stuffed, raw, isAccepted: said.startsWith('250') });
      socket.write(`${said}\r\n`);
      return true;
    };
    const takeCommand = (): boolean => {
      const end = pending.indexOf('\r\n');
      if (end < 0) return false;
      const command = pending.subarray(0, end).toString('utf8');
      pending = pending.subarray(end + 2);
      this.commands.push(command);
      if (command.startsWith('MAIL')) mail = command;
      if (command.startsWith('RCPT')) rcpt = command;
      const said = this.#options.reply?.(command, rcpt) ?? this.#usual(command);
      isData = command === 'DATA' && said.startsWith('354');
      socket.write(`${said}\r\n`);
      return true;
    };
    socket.on('data', (chunk: Buffer) => {
      this.reads.push(chunk.toString('latin1'));
      pending = Buffer.concat([pending, chunk]);
      while (isData ? takeMessage() : takeCommand());
    });
  }

  #usual(command: string): string {
    if (!command.startsWith('EHLO')) return USUAL[command] ?? '250 ok';
    const lines = ['test', ...(this.#options.extensions ?? [])];
    return lines.map((line, index) => `250${index === lines.length - 1 ? ' ' : '-'}${line}`).join('\r\n');
  }
}

/** A receiver that runs until the test is over. */
export async function startRawReceiver(options: RawReceiverOptions = {}): Promise<RawReceiver> {
  const receiver = await new RawReceiver(options).start();
  onTestFinished(() => receiver.stop());
  return receiver;
}
