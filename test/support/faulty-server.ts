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
}

/** How to react in place of the usual reply, which is what a bare string is. */
export interface Reaction {
  /** The reply; null for none. Without it the usual one. */
  readonly say?: string | null;
  /** What happens to the connection then: closed in good order, or cut off with RST. */
  readonly next?: 'close' | 'reset';
  /** Milliseconds before the reply. */
  readonly after?: number;
  /** Milliseconds before each byte of the reply. */
  readonly perByte?: number;
  /** The message is delivered, whatever the client is told. */
  readonly taken?: boolean;
}

export type Conduct = (said: Said) => Reaction | string | undefined;

const USUAL: Readonly<Record<string, string>> = {
  CONNECT: '220 posti.example.org',
  EHLO: '250-posti.example.org\r\n250 SIZE 50000000',
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
  #port = 0;
  #connections = 0;
  readonly #conversations = new Set<Conversation>();
  #listener = this.#listen();

  constructor(conduct: Conduct) {
    this.conduct = conduct;
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

/** One connection. */
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
  #pending = Buffer.alloc(0);
  #timers = new Set<NodeJS.Timeout>();

  constructor(socket: Socket, server: FaultyServer, connection: number) {
    this.#socket = socket;
    this.#server = server;
    this.#connection = connection;
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => this.#hear(chunk));
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

  #hear(chunk: Buffer): void {
    if (this.#body) return this.#read(chunk);
    this.#pending = Buffer.concat([this.#pending, chunk]);
    for (let end = this.#pending.indexOf('\r\n'); end >= 0 && !this.#body; end = this.#pending.indexOf('\r\n')) {
      const line = this.#pending.subarray(0, end).toString('utf8');
      this.#pending = this.#pending.subarray(end + 2);
      const address = /<(.*)>/.exec(line)?.[1] ?? '';
      if (/^MAIL/i.test(line)) this.#from = address;
      if (/^RCPT/i.test(line)) this.#recipient = address;
      this.#react(line.slice(0, 4).toUpperCase());
    }
    if (!this.#body || this.#pending.length === 0) return;
    const rest = this.#pending;
    this.#pending = Buffer.alloc(0);
    this.#read(rest);
  }

  #read(chunk: Buffer): void {
    const body = this.#body!;
    body.push(chunk);
    if (body.length === 1) this.#react('BODY');
    const tail = Buffer.concat(body.slice(-6)).subarray(-END.length);
    if (!tail.equals(END) || this.#socket.destroyed) return;
    this.#body = undefined;
    this.#awaits = this.#recipient;
    this.#react('.', Buffer.concat(body).subarray(0, -3));
    this.#messages++;
  }

  #react(command: string, raw?: Buffer): void {
    const said = { command, recipient: this.#recipient, connection: this.#connection, messages: this.#messages };
    this.#server.said.push(said);
    const asked = this.#server.conduct(said);
    const reaction = typeof asked === 'string' ? { say: asked } : (asked ?? {});
    const usual = command === 'BODY' ? null : (USUAL[command] ?? '500 5.5.1 what?');
    const say = reaction.say === undefined ? usual : reaction.say;
    const isTaken = reaction.taken ?? (raw !== undefined && /^2\d\d /.test(say ?? ''));
    const delay = reaction.after ?? 0;
    const finish = (): void => this.#finish(say, raw, isTaken, reaction);
    if (delay > 0) this.#later(delay, finish);
    else finish();
  }

  #finish(say: string | null, raw: Buffer | undefined, isTaken: boolean, { perByte = 0, next }: Reaction): void {
    if (raw && isTaken) this.#server.accepted.push({ from: this.#from, to: this.#recipient, raw });
    if (say?.startsWith('354')) this.#body = [];
    const end = (): void => {
      if (raw && /(?:^|\n)[245]\d\d(?: [^\n]*)?$/.test(say ?? '')) this.#awaits = undefined;
      if (next) this.end(next);
    };
    if (say === null) end();
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
      act();
    }, delay);
    this.#timers.add(timer);
  }
}

/** A server that runs until the test is over. */
export async function startFaulty(conduct: Conduct = () => undefined): Promise<FaultyServer> {
  const server = await new FaultyServer(conduct).start();
  onTestFinished(() => server.stop());
  return server;
}

/** Reacts so to the first that say it, as many as that, and then as a healthy server does. */
export function atFirst(times: number, command: string, reaction: Reaction | string): Conduct {
  let left = times;
  return (said) => (said.command === command && left-- > 0 ? reaction : undefined);
}
