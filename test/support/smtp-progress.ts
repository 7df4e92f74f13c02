/**
 * How far a recipient's last transaction had come: named in RCPT, its message going out or gone, or over, which is when the client
 * said anything more on the same connection than what went out in one go with the final dot, and RSET.
 */
export type Standing = 'untouched' | 'named' | 'out' | 'over';

interface Conversation {
  recipient: string | undefined;
  isMessage: boolean;
  /** The last bytes of the message so far. */
  tail: string;
  /** Whose message the last bytes ended. */
  handedOver: string | undefined;
}

/** What is said when an envelope was refused, its DATA too: a message does not begin so. */
const RESET = 'RSET\r\n';
const END_OF_DATA = '\r\n.\r\n';

/** Listens to what a client says on its connections to a server that says 354 to DATA, unless it has refused the recipient. */
export class SmtpProgress {
  readonly #conversations = new Map<string, Conversation>();
  readonly #standings = new Map<string, Standing>();

  standing(recipient: string): Standing {
    return this.#standings.get(recipient) ?? 'untouched';
  }

  /** Gives the recipient when the bytes are of a message, or the dot behind it, whatever was said in one go with that. */
  hear(socket: string, bytes: Buffer): string | undefined {
    const fresh: Conversation = { recipient: undefined, isMessage: false, tail: '', handedOver: undefined };
    const conversation = this.#conversations.get(socket) ?? fresh;
    this.#conversations.set(socket, conversation);
    const words = bytes.toString('latin1');
    if (words === RESET) {
      conversation.isMessage = false;
      return undefined;
    }
    if (conversation.handedOver !== undefined) this.#standings.set(conversation.handedOver, 'over');
    conversation.handedOver = undefined;
    if (conversation.isMessage) return this.#read(conversation, words);
    this.#obey(conversation, words);
    return undefined;
  }

  #read(conversation: Conversation, words: string): string {
    const { recipient, tail } = conversation;
    if (recipient === undefined) throw new Error('a message goes out without a recipient');
    this.#standings.set(recipient, 'out');
    const end = (tail + words).indexOf(END_OF_DATA);
    conversation.tail = (tail + words).slice(1 - END_OF_DATA.length);
    if (end < 0) return recipient;
    conversation.isMessage = false;
    conversation.handedOver = recipient;
    this.#obey(conversation, (tail + words).slice(end + END_OF_DATA.length));
    return recipient;
  }

  #obey(conversation: Conversation, commands: string): void {
    for (const line of commands.split('\r\n')) {
      const named = /^RCPT TO:<(.+)>/.exec(line)?.[1];
      if (named !== undefined) {
        conversation.recipient = named;
        this.#standings.set(named, 'named');
      } else if (line === 'DATA') {
        conversation.isMessage = true;
        conversation.tail = '';
      }
    }
  }
}
