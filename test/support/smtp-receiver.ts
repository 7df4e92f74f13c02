import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';

/** A message as a receiving server took it. */
export interface Received {
  readonly from: string;
  readonly to: string;
  readonly raw: Buffer;
}

export interface ReceiverOptions {
  /** What to answer at RCPT: an SMTP code and words to refuse with; undefined to accept. */
  readonly refuse?: (address: string) => { code: number; text: string } | undefined;
  /** What to answer behind the final dot; as above. */
  readonly refuseData?: (address: string) => { code: number; text: string } | undefined;
  /** Milliseconds between the final dot and the reply. */
  readonly delay?: number;
  /** Called for each message that came in whole, before it is answered. */
  readonly onMessage?: (received: Received) => void;
  readonly onAccepted?: (received: Received, count: number) => void;
  readonly server?: SMTPServerOptions;
}

/** A real SMTP server on the loopback address that keeps a log of what it said 250 to. */
export class SmtpReceiver {
  readonly accepted: Received[] = [];
  /** Recipients tried, in order, refused ones too. */
  readonly tried: string[] = [];
  url = '';
  readonly #server: SMTPServer;

  constructor(options: ReceiverOptions) {
    this.#server = new SMTPServer({
      disabledCommands: ['STARTTLS', 'AUTH'],
      disableReverseLookup: true,
      logger: false,
      ...options.server,
      onRcptTo: ({ address }, _session, done) => {
        this.tried.push(address);
        done(refusal(options.refuse?.(address)));
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const to = session.envelope.rcptTo[0]!.address;
          const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
          const received = { from, to, raw: Buffer.concat(chunks) };
          options.onMessage?.(received);
          const refused = refusal(options.refuseData?.(to));
          if (refused) return done(refused);
          setTimeout(() => {
            this.accepted.push(received);
            done();
            options.onAccepted?.(received, this.accepted.length);
          }, options.delay ?? 0);
        });
      },
    });
    this.#server.on('error', () => undefined);
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    this.url = `smtp://127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`;
    return this;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  /** How often each recipient was accepted. */
  times(): Map<string, number> {
    const times = new Map<string, number>();
    for (const { to } of this.accepted) times.set(to, (times.get(to) ?? 0) + 1);
    return times;
  }
}

function refusal(wanted: { code: number; text: string } | undefined): Error | null {
  return wanted ? Object.assign(new Error(wanted.text), { responseCode: wanted.code }) : null;
}

/** A receiver that runs until the test is over. */
export async function startReceiver(options: ReceiverOptions = {}): Promise<SmtpReceiver> {
  const receiver = await new SmtpReceiver(options).start();
  onTestFinished(() => receiver.stop());
  return receiver;
}
