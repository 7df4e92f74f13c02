import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type AddressInfo, type Socket, createServer } from 'node:net';
import { type SecureVersion, TLSSocket, createSecureContext } from 'node:tls';
import { onTestFinished } from 'vitest';

/** The certificates that `test/fixtures/tls/make.sh` made, by file. All but `self-signed` are signed by `authority`. */
export type Certificate = 'trusted' | 'self-signed' | 'expired' | 'other-name';

/** A command as the server got it. `AUTH` is told once the whole login was said, and `line` is its last line. */
export interface Said {
  readonly command: string;
  readonly line: string;
  readonly recipient: string;
  readonly isSecure: boolean;
  readonly connection: number;
}

/** Gives the reply to a command, or `DROP` or `SILENCE`; undefined for the usual one. What follows `220` and a line end in a reply to STARTTLS is sent in the same packet. */
export type SecureScript = (said: Said) => string | undefined;

export interface SecureOptions {
  /** TLS from the first byte. */
  readonly isImplicit?: boolean;
  readonly certificate?: Certificate;
  readonly newestTls?: SecureVersion;
  /** The capabilities that EHLO is answered with, in TLS and without it. */
  readonly offers?: readonly string[];
  readonly offersInClear?: readonly string[];
  /** The only login that is taken. */
  readonly login?: { readonly user: string; readonly password: string };
  readonly script?: SecureScript;
}

const USUAL: Readonly<Record<string, string>> = {
  CONNECT: '220 test',
  STARTTLS: '220 go ahead',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go on',
  '.': '250 taken',
  RSET: '250 ok',
  QUIT: '221 bye',
};

const CHALLENGE = '<1896.697170952@mail.example.org>';

/** The text of a file beside the certificates. */
export function tlsFixture(name: string): string {
  return readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');
}

/** A server that speaks TLS and takes logins as its options say, and logs every octet that it got. */
export class SecureServer {
  readonly accepted: string[] = [];
  readonly commands: Said[] = [];
  /** All octets that came outside TLS, and those that came inside it, as Latin-1. */
  inClear = '';
  inTls = '';
  connections = 0;
  port = 0;
  readonly #options: SecureOptions;
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((socket) => this.#serve(socket));

  constructor(options: SecureOptions) {
    this.#options = options;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    this.port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  stop(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  /** `0.0.0.0` leads to this machine, but the program does not take it for this machine: TLS is required. */
  url({ host = '0.0.0.0', user }: { readonly host?: string; readonly user?: string } = {}): string {
    const login = user === undefined ? '' : `${encodeURIComponent(user)}@`;
    return `${this.#options.isImplicit ? 'smtps' : 'smtp'}://${login}${host}:${this.port}`;
  }

  /** How often something was said: a login counts once, however many lines it has. */
  count(command: string): number {
    return this.commands.filter((said) => said.command === command).length;
  }

  #serve(socket: Socket): void {
    const connection = this.connections++;
    this.#listen(socket);
    const conversation = new Conversation(this, this.#options, connection);
    if (this.#options.isImplicit) conversation.begin(this.#secure(socket), true);
    else conversation.begin(socket, false, (plain) => this.#secure(plain));
  }

  #secure(plain: Socket): TLSSocket {
    const { certificate = 'trusted', newestTls } = this.#options;
    const isOld = newestTls === 'TLSv1' || newestTls === 'TLSv1.1';
    const secureContext = createSecureContext({
      key: tlsFixture('key'),
      cert: tlsFixture(certificate),
      ...(newestTls && { maxVersion: newestTls, minVersion: newestTls }),
      ...(isOld && { ciphers: 'DEFAULT:@SECLEVEL=0' }),
    });
    const socket = new TLSSocket(plain, { isServer: true, secureContext });
    this.#listen(socket);
    return socket;
  }

  #listen(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
  }
}

/** One connection's commands and replies. */
class Conversation {
  readonly #server: SecureServer;
  readonly #options: SecureOptions;
  readonly #connection: number;
  #socket: Socket | undefined;
  #secure: ((plain: Socket) => TLSSocket) | undefined;
  #isSecure = false;
  #pending = '';
  #recipient = '';
  #isData = false;
  /** What takes the next line of a login that has several. */
  #login: ((line: string) => void) | undefined;

  constructor(server: SecureServer, options: SecureOptions, connection: number) {
    this.#server = server;
    this.#options = options;
    this.#connection = connection;
  }

  begin(socket: Socket, isSecure: boolean, secure?: (plain: Socket) => TLSSocket): void {
    this.#secure = secure;
    this.#talkOver(socket, isSecure);
    this.#answer('CONNECT', '', USUAL['CONNECT']!);
  }

  #talkOver(socket: Socket, isSecure: boolean): void {
    this.#socket = socket;
    this.#isSecure = isSecure;
    this.#pending = '';
    socket.on('data', (chunk: Buffer) => this.#receive(chunk.toString('latin1')));
  }

  #receive(text: string): void {
    if (this.#isSecure) this.#server.inTls += text;
    else this.#server.inClear += text;
    this.#pending += text;
    for (let end = this.#pending.indexOf('\r\n'); end >= 0; end = this.#pending.indexOf('\r\n')) {
      const line = this.#pending.slice(0, end);
      this.#pending = this.#pending.slice(end + 2);
      this.#take(line);
    }
  }

  #take(line: string): void {
    if (this.#login) return this.#login(line);
    if (this.#isData && line !== '.') return;
    if (line.startsWith('RCPT')) this.#recipient = /<(.+)>/.exec(line)![1]!;
    const command = this.#isData ? '.' : line.split(' ')[0]!.toUpperCase();
    if (command === 'EHLO') this.#answer(command, line, this.#capabilities());
    else if (command === 'AUTH') this.#beginLogin(line);
    else this.#answer(command, line, USUAL[command] ?? '500 what?');
  }

  #capabilities(): string {
    const { offers = [], offersInClear = ['STARTTLS'] } = this.#options;
    const lines = ['test', ...(this.#isSecure ? offers : offersInClear)];
    return lines.map((line, index) => `250${index === lines.length - 1 ? ' ' : '-'}${line}`).join('\r\n');
  }

  #beginLogin(line: string): void {
    const { user = '', password = '' } = this.#options.login ?? {};
    const [, mechanism, initial = ''] = line.split(' ');
    const judge = (last: string, isRight: boolean): void => {
      this.#login = undefined;
      this.#answer('AUTH', last, isRight ? '235 2.7.0 welcome' : '535 5.7.8 wrong user or password');
    };
    if (mechanism === 'PLAIN') return judge(line, initial === base64(`\0${user}\0${password}`));
    if (mechanism === 'LOGIN') {
      this.#ask('Username:', (name) =>
        this.#ask('Password:', (given) => judge(given, name === base64(user) && given === base64(password))),
      );
    } else if (mechanism === 'CRAM-MD5') {
      const digest = createHmac('md5', password).update(CHALLENGE).digest('hex');
      this.#ask(CHALLENGE, (given) => judge(given, given === base64(`${user} ${digest}`)));
    } else this.#answer('AUTH', line, '504 5.5.4 no such mechanism');
  }

  #ask(words: string, then: (line: string) => void): void {
    this.#login = then;
    this.#socket!.write(`334 ${base64(words)}\r\n`);
  }

  #answer(command: string, line: string, usual: string): void {
    const said = { command, line, recipient: this.#recipient, isSecure: this.#isSecure, connection: this.#connection };
    this.#server.commands.push(said);
    const reply = this.#options.script?.(said) ?? usual;
    const socket = this.#socket!;
    if (reply === 'DROP') socket.destroy();
    else if (reply !== 'SILENCE') socket.write(`${reply}\r\n`);
    if (command === '.' && reply.startsWith('250')) this.#server.accepted.push(this.#recipient);
    this.#isData = command === 'DATA' && reply.startsWith('354');
    if (command === 'STARTTLS' && reply.startsWith('220') && this.#secure) {
      socket.removeAllListeners('data');
      this.#talkOver(this.#secure(socket), true);
    }
  }
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** A server that runs until the test is over. */
export async function startSecure(options: SecureOptions = {}): Promise<SecureServer> {
  const server = await new SecureServer(options).start();
  onTestFinished(() => server.stop());
  return server;
}
