import { type AddressInfo, type Socket, createServer } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Received } from './smtp-receiver.ts';

/** What the client has just said. `command` is the verb in capitals, `CONNECT`, `BODY` for the first bytes of a message, `.` for its end. */
export interface Said {
  readonly command: string;
  /** As last named in RCPT. */
  readonly recipient: string;
  /** Connections are numbered from 0, in the order in which they came. */
  readonly connection: number;
  /** How many messages this connection has brought before. */
  readonly messages: number;
  /** Whether more had come in one go with it, behind it. */
  readonly isFollowed: boolean;
}

/** How to react in place of the usual reply, which is what a bare string is. */
export interface Reaction {
  /** The reply; null for none, and for none to whatever is said after it. Without it the usual one. */
  readonly say?: string | null;
  /** What happens to the connection then: closed in good order, or cut off with RST. */
  readonly next?: 'close' | 'reset';
  /** Milliseconds before the reply. */
  readonly after?: number;
  /** Milliseconds before each byte of the reply. */
  readonly perByte?: number;
  /** The message is delivered, whatever the client is told. */
  readonly taken?: boolean;
  /** What had come in one go with it, behind it, is thrown away. */
  readonly isDeaf?: boolean;
  /** It is obeyed and not answered; what comes after it is. */
  readonly isUnanswered?: boolean;
}

export type Conduct = (said: Said) => Reaction | string | undefined;

/**
 * How a server takes commands that come in one go (RFC 2920): `off`: it does not say that it takes them. `on`: it says so, and answers one after the
 * other. `lies`: it says so, and throws away whatever stands behind the first. `hangs up`: it says so, and closes the connection over it.
 */
export type PipeliningMode = 'off' | 'on' | 'lies' | 'hangs up';

const LIES: Readonly<Partial<Record<PipeliningMode, Reaction>>> = { lies: { isDeaf: true }, 'hangs up': { next: 'close' } };

const USUAL: Readonly<Record<string, string>> = {
  CONNECT: '220 posti.example.org',
  HELO: '250 posti.example.org',
  MAIL: '250 2.1.0 ok',
  RCPT: '250 2.1.5 ok',
  DATA: '354 go on',
  '.': '250 2.0.0 taken',
  RSET: '250 2.0.0 ok',
  QUIT: '221 2.0.0 bye',
};

/** An SMTP server that misbehaves as it is told, and keeps a log of its own: what was said to it, what it took, what it left unanswered. */
export class FaultyServer {
  /** What was delivered, in order. */
  readonly accepted: Received[] = [];
  /** Everything that was said, in order. */
  readonly said: Said[] = [];
  /** Recipients whose message was on its way, or there up to the dot, and who got no SMTP reply to it. */
  readonly unanswered: string[] = [];
  conduct: Conduct;
  url = '';
  readonly #pipelining: PipeliningMode;
  #port = 0;
  #connections = 0;
  readonly #conversations = new Set<Conversation>();
  #listener = this.#listen();

  constructor(conduct: Conduct, pipelining: PipeliningMode = 'on') {
    this.conduct = conduct;
    this.#pipelining = pipelining;
  }

  /** What is said to a command when nothing is amiss; `isInOrder`: the one before it was done, as RCPT and DATA want it. */
  usual(command: string, isInOrder: boolean): string {
    if ((command === 'RCPT' || command === 'DATA') && !isInOrder) return '503 5.5.1 not now';
    if (command !== 'EHLO') return USUAL[command] ?? '500 5.5.1 what?';
    return ['250-posti.example.org', ...(this.#pipelining === 'off' ? [] : ['250-PIPELINING']), '250 SIZE 50000000'].join('\r\n');
  }

  /** What is to be done about something that was said. */
  reactionTo(said: Said): Reaction {
    this.said.push(said);
    const asked = this.conduct(said);
    const lie = said.isFollowed ? LIES[this.#pipelining] : undefined;
    return { ...lie, ...(typeof asked === 'string' ? { say: asked } : asked) };
  }

  /** Listens, at first on a port that is free, then on the same again. */
  async start(): Promise<this> {
    const listener = this.#listener;
    await new Promise<void>((resolve) => {
      listener.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (listener.address() as AddressInfo).port;
    this.url = `smtp://127.0.0.1:${this.#port}`;
    return this;
  }

  /** Is gone as after a crash: no listener, no connection. It may start again. */
  stop(): void {
    this.#listener.close();
    this.#listener = this.#listen();
    for (const conversation of this.#conversations) conversation.end('reset');
  }

  /** How often it was said, by anyone. */
  count(command: string): number {
    return this.said.filter((said) => said.command === command).length;
  }

  /** Connections that are open now. */
  get open(): number {
    return this.#conversations.size;
  }

  #listen(): ReturnType<typeof createServer> {
    return createServer({ noDelay: true }, (socket) => {
      const conversation = new Conversation(socket, this, this.#connections++);
      this.#conversations.add(conversation);
      socket.on('close', () => this.#conversations.delete(conversation));
    });
  }
}

const END = Buffer.from('\r\n.\r\n');
const CRLF = Buffer.from('\r\n');

/** One connection. What comes in waits until what came before it was answered. */
class Conversation {
  readonly #socket: Socket;
  readonly #server: FaultyServer;
  readonly #connection: number;
  #messages = 0;
  #from = '';
  #recipient = '';
  /** The message so far; undefined outside of one. */
  #body: Buffer[] | undefined;
  /** Whose message waits for the reply behind its dot. */
  #awaits: string | undefined;
  #pending: Buffer = Buffer.alloc(0);
  #isBusy = false;
  /** Whether the last command was done. */
  #isInOrder = true;
  #timers = new Set<NodeJS.Timeout>();

  constructor(socket: Socket, server: FaultyServer, connection: number) {
    this.#socket = socket;
    this.#server = server;
    this.#connection = connection;
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      this.#pending = Buffer.concat([this.#pending, chunk]);
      this.#goOn();
    });
    socket.on('close', () => this.#leave());
    this.#react('CONNECT');
  }

  end(how: 'close' | 'reset'): void {
    if (how === 'close') this.#socket.destroy();
    else this.#socket.resetAndDestroy();
  }

  #leave(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    if (this.#body) this.#awaits = this.#recipient;
    if (this.#awaits !== undefined) this.#server.unanswered.push(this.#awaits);
    this.#awaits = undefined;
  }

  #goOn(): void {
    while (!this.#isBusy && !this.#socket.destroyed && this.#pending.length > 0) if (!this.#hear()) return;
  }

  /** Hears the next line, or what there is of a message; gives whether there was one. */
  #hear(): boolean {
    if (this.#body) return this.#read(this.#body);
    const end = this.#pending.indexOf(CRLF);
    if (end < 0) return false;
    const line = this.#pending.subarray(0, end).toString('utf8');
    this.#pending = this.#pending.subarray(end + CRLF.length);
    const address = /<(.*)>/.exec(line)?.[1] ?? '';
    if (/^MAIL/i.test(line)) this.#from = address;
    if (/^RCPT/i.test(line)) this.#recipient = address;
    this.#react(line.slice(0, 4).toUpperCase());
    return true;
  }

  #read(body: Buffer[]): boolean {
    if (body.length === 0) {
      body.push(CRLF);
      this.#react('BODY');
      return true;
    }
    const before = Buffer.concat(body.slice(-END.length)).subarray(1 - END.length);
    const end = Buffer.concat([before, this.#pending]).indexOf(END);
    const last = end < 0 ? this.#pending.length : end + END.length - before.length;
    body.push(this.#pending.subarray(0, last));
    this.#pending = this.#pending.subarray(last);
    if (end < 0) return true;
    this.#body = undefined;
    this.#awaits = this.#recipient;
    this.#react('.', Buffer.concat(body).subarray(CRLF.length, -'.\r\n'.length));
    return true;
  }

  #react(command: string, raw?: Buffer): void {
    const isFollowed = command !== 'BODY' && this.#pending.length > 0;
    const said = { command, recipient: this.#recipient, connection: this.#connection, messages: this.#messages, isFollowed };
    if (raw) this.#messages++;
    const reaction = this.#server.reactionTo(said);
    if (reaction.isDeaf === true) this.#pending = Buffer.alloc(0);
    const usual = command === 'BODY' || reaction.isUnanswered === true ? undefined : this.#server.usual(command, this.#isInOrder);
    const say = reaction.say === undefined ? usual : reaction.say;
    const message = raw && { from: this.#from, to: this.#recipient, raw };
    if (message && reaction.taken === true) this.#server.accepted.push(message);
    const isTaken = reaction.taken === undefined && /^2\d\d /.test(say ?? '');
    const finish = (): void => {
      if (message && isTaken) this.#server.accepted.push(message);
      this.#answer(say, reaction);
    };
    this.#isBusy = true;
    if (reaction.after !== undefined && reaction.after > 0) this.#later(reaction.after, finish);
    else finish();
  }

  /** `say` is null for silence from now on, undefined for what is not to be answered. */
  #answer(say: string | null | undefined, { perByte = 0, next }: Reaction): void {
    if (typeof say === 'string') this.#isInOrder = say.startsWith('2');
    const end = (): void => {
      if (/(?:^|\n)[245]\d\d(?: [^\n]*)?$/.test(say ?? '')) this.#awaits = undefined;
      if (next) return this.end(next);
      if (say === null) return;
      if (say?.startsWith('354') === true) this.#body = [];
      this.#isBusy = false;
      this.#goOn();
    };
    if (typeof say !== 'string') end();
    else if (perByte > 0) this.#dribble(Buffer.from(`${say}\r\n`), perByte, end);
    else if (next === undefined) {
      this.#socket.write(`${say}\r\n`);
      end();
    } else this.#socket.write(`${say}\r\n`, end);
  }

  #dribble(bytes: Buffer, perByte: number, end: () => void): void {
    if (bytes.length === 0) return end();
    this.#later(perByte, () => {
      this.#socket.write(bytes.subarray(0, 1));
      this.#dribble(bytes.subarray(1), perByte, end);
    });
  }

  #later(delay: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (!this.#socket.destroyed) act();
    }, delay);
    this.#timers.add(timer);
  }
}

/** A server that runs until the test is over. */
export async function startFaulty(conduct: Conduct = () => undefined, pipelining?: PipeliningMode): Promise<FaultyServer> {
  const server = await new FaultyServer(conduct, pipelining).start();
  onTestFinished(() => server.stop());
  return server;
}

/** Reacts so to the first that say it, as many as that, and then as a healthy server does. */
export function atFirst(times: number, command: string, reaction: Reaction | string): Conduct {
  let left = times;
  return (said) => (said.command === command && left-- > 0 ? reaction : undefined);
}
