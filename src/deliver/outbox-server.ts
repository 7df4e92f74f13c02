import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { SmtpServer } from '../config/config.ts';
import { keepToOwner } from '../storage/keep-to-owner.ts';
import { makeFolder } from '../storage/make-folder.ts';
import { replaceFile } from '../storage/replace-file.ts';

/** A catch-all SMTP server that mails nobody: each message it takes becomes an `.eml` file. */
export interface Outbox {
  readonly server: SmtpServer;
  close(): Promise<void>;
}

/** Starts the outbox on the loopback address, on a port that the system chooses. It says 250 when the message's file is there.
 * Folder and files are for their owner alone, as they name recipients. `workspace` is not made anew where it is gone. */
export async function startOutbox(folder: string, workspace: string): Promise<Outbox> {
  makeFolder(folder, workspace, 0o700);
  keepToOwner(folder);
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    hideSTARTTLS: true,
    logger: false,
    onData: (stream, session, done) => {
      keepMessage(stream, session, { folder, workspace }).then(
        () => done(),
        (error: Error) => done(error),
      );
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    server: { host: '127.0.0.1', port, tls: 'none', caFile: null, login: null },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

interface OutboxPlace {
  readonly folder: string;
  readonly workspace: string;
}

/** File systems take 255 octets; some room is left for the endings. */
const LONGEST_NAME = 200;

async function keepMessage(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  { folder, workspace }: OutboxPlace,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const path = freePath(folder, session.envelope.rcptTo[0]?.address ?? 'nobody');
  replaceFile(workspace, path, Buffer.concat(chunks), { mode: 0o600 });
}

/** Named for the recipient. A second message for the same one gets a number: a rehearsal that mails twice must show it. */
function freePath(folder: string, address: string): string {
  const name = address
    .toLowerCase()
    .replace(/[^a-z0-9@.+_-]/g, '_')
    .slice(0, LONGEST_NAME);
  let path = join(folder, `${name}.eml`);
  for (let copy = 2; existsSync(path); copy++) path = join(folder, `${name}.${copy}.eml`);
  return path;
}
