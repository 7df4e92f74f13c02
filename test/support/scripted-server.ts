import type { Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { PipeliningMode } from './faulty-server.ts';
import { LoopbackServer } from './loopback-server.ts';

/** Gives the reply to a command, or `DROP` or `SILENCE`; undefined for the usual one. `command` is the verb in capitals, `.` for the end of a message, `CONNECT` for a new connection; `recipient` as last named. */
export type Script = (command: string, recipient: string, connection: number) => string | undefined;

const USUAL: Readonly<Record<string, string>> = {
  CONNECT: '220 test',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go on',
  '.': '250 taken',
  RSET: '250 ok',
  QUIT: '221 bye',
};

/** A server that does what no library server would: drops, falls silent, or talks rubbish at any point. It logs what it accepted. */
export class ScriptedServer extends LoopbackServer {
  readonly accepted: string[] = [];
  readonly #script: Script;
  readonly #pipelining: PipeliningMode;
  #connections = 0;

  constructor(script: Script, pipelining: PipeliningMode) {
    super();
    this.#script = script;
    this.#pipelining = pipelining;
  }

  #usual(command: string, isInOrder: boolean): string {
    if ((command === 'RCPT' || command === 'DATA') && !isInOrder) return '503 not now';
    if (command !== 'EHLO') return USUAL[command] ?? '500 what?';
    return this.#pipelining === 'off' ? '250 test' : '250-test\r\n250 PIPELINING';
  }

  protected override serve(socket: Socket): void {
    const connection = this.#connections++;
    let recipient = '';
    let isData = false;
    let pending = '';
    /** Whether the command before this one was done, as RCPT and DATA want it. */
    let isInOrder = true;
    const answer = (command: string): void => {
      const said = this.#script(command, recipient, connection) ?? this.#usual(command, isInOrder);
      if (said === 'DROP') socket.destroy();
      else if (said === 'SILENCE') socket.pause();
      else socket.write(`${said}\r\n`);
      if (command === '.' && said.startsWith('250')) this.accepted.push(recipient);
      isData = command === 'DATA' && said.startsWith('354');
      isInOrder = said.startsWith('2');
    };
    socket.on('data', (chunk: Buffer) => {
      pending += chunk.toString('latin1');
      for (
        let end = pending.indexOf('\r\n');
        end >= 0 && !socket.isPaused() && !socket.destroyed;
        end = pending.indexOf('\r\n')
      ) {
        const line = pending.slice(0, end);
        pending = pending.slice(end + 2);
        if (isData && line !== '.') continue;
        if (line.startsWith('RCPT')) recipient = /<(.+)>/.exec(line)![1]!;
        const isFollowed = pending !== '';
        answer(isData ? '.' : line.slice(0, 4).toUpperCase());
        if (isFollowed && this.#pipelining === 'lies') pending = '';
        if (isFollowed && this.#pipelining === 'hangs up') socket.destroy();
      }
    });
    answer('CONNECT');
  }
}

export async function startScripted(script: Script, pipelining: PipeliningMode = 'on'): Promise<ScriptedServer> {
  const server = await new ScriptedServer(script, pipelining).start();
  onTestFinished(() => server.stop());
  return server;
}
