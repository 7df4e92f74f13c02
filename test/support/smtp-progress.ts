/**
 * How far a recipient's last transaction had come: named in RCPT, its message going out or gone, or over, which is when the client
 * went on to something else on the same connection.
 */
export type Standing = 'untouched' | 'named' | 'out' | 'over';

interface Conversation {
  recipient: string | undefined;
  isMessage: boolean;
  /** The last bytes of the message so far. */
  tail: string;
}

/** Listens to what a client says on its connections to a server that always says 354 to DATA. */
export class SmtpProgress {
  readonly #conversations = new Map<string, Conversation>();
  readonly #standings = new Map<string, Standing>();

  standing(recipient: string): Standing {
    return this.#standings.get(recipient) ?? 'untouched';
  }

  /** Gives the recipient when the bytes are of a message, or the dot behind it. */
  hear(socket: string, bytes: Buffer): string | undefined {
    const conversation = this.#conversations.get(socket) ?? { recipient: undefined, isMessage: false, tail: '' };
    this.#conversations.set(socket, conversation);
    if (!conversation.isMessage) {
      for (const line of bytes.toString('latin1').split('\r\n')) this.#obey(conversation, line);
      return undefined;
    }
    const { recipient } = conversation;
    if (recipient === undefined) throw new Error('a message goes out without a recipient');
    conversation.tail = (conversation.tail + bytes.subarray(-5).toString('latin1')).slice(-5);
    conversation.isMessage = conversation.tail !== '\r\n.\r\n';
    this.#standings.set(recipient, 'out');
    return recipient;
  }

  #obey(conversation: Conversation, line: string): void {
    const named = /^RCPT TO:<(.+)>/.exec(line)?.[1];
    if (named !== undefined) {
      conversation.recipient = named;
      this.#standings.set(named, 'named');
    } else if (line === 'DATA') {
      conversation.isMessage = true;
      conversation.tail = '';
    } else if (/^(?:MAIL FROM|QUIT)/.test(line) && conversation.recipient !== undefined) {
      this.#standings.set(conversation.recipient, 'over');
      conversation.recipient = undefined;
    }
  }
}
