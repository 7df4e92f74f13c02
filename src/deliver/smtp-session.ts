import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Clock } from '../clock/clock.ts';
import type { SmtpServer } from '../config/config.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { type Extensions, parseExtensions } from './smtp-extensions.ts';
import { type Wire, wireOf } from './smtp-wire.ts';

/** An open session, greeted, secured and logged in as the configuration demands. */
export interface Session {
  readonly wire: Wire;
  readonly extensions: Extensions;
  /** Says QUIT and closes, without waiting for the server. */
  quit(): void;
}

/** What could not be opened: for `again`, another try may help; the other faults stay until somebody mends something. */
export interface SessionFault {
  readonly again: boolean;
  readonly problem: Problem;
}

/** Everything that opening takes. `password` is null when no user is named; `ca` is a PEM bundle or null. */
export interface SessionSettings {
  readonly server: SmtpServer;
  readonly password: string | null;
  readonly ca: string | null;
  /** Our own host name for EHLO. */
  readonly name: string;
}

export type OpenSession = (signal: AbortSignal) => Promise<Session | SessionFault>;

const CONNECT_TIMEOUT = 30_000;

/**
 * Opens a session with nodemailer's SMTPConnection, which knows TLS, STARTTLS and every kind of login, and takes its socket over:
 * from here on MAIL, RCPT, DATA and the dot are ours, since only so is the phase of a failure known.
 */
export async function openSession(settings: SessionSettings, clock: Clock, signal: AbortSignal): Promise<Session | SessionFault> {
  const { server, password, ca, name } = settings;
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    name,
    secure: server.tls === 'implicit',
    requireTLS: server.tls === 'starttls',
    ignoreTLS: server.tls === 'none',
    connectionTimeout: CONNECT_TIMEOUT,
    greetingTimeout: CONNECT_TIMEOUT,
    socketTimeout: CONNECT_TIMEOUT,
    tls: { minVersion: 'TLSv1.2', ...(ca !== null && { ca }) },
  });
  const cut = (): void => connection.close();
  signal.addEventListener('abort', cut, { once: true });
  try {
    await connected(connection);
    const extensions = parseExtensions(connection.lastServerResponse || '');
    if (server.login) await loggedIn(connection, server.login.user, password ?? '');
    return takeOver(connection, extensions, clock);
  } catch (error) {
    connection.close();
    return faultOf(error as OpeningError, settings);
  } finally {
    signal.removeEventListener('abort', cut);
  }
}

/** What nodemailer tells of a failure, of which only the fields decide anything. */
interface OpeningError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

function connected(connection: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.once('error', reject);
    connection.once('end', () => reject(new Error('the server closed the connection')));
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
}

function loggedIn(connection: SMTPConnection, user: string, pass: string): Promise<void> {
  if (!connection.allowsAuth) return Promise.reject(Object.assign(new Error('the server offers no login'), { code: 'EAUTH' }));
  return new Promise((resolve, reject) => {
    connection.once('error', reject);
    connection.once('end', () => reject(new Error('the server closed the connection')));
    connection.login({ user, pass }, (error) => (error ? reject(error) : resolve()));
  });
}

function takeOver(connection: SMTPConnection, extensions: Extensions, clock: Clock): Session {
  const socket = connection._socket;
  if (!socket) throw new Error('nodemailer handed over no socket');
  for (const event of ['data', 'error', 'end', 'close', 'timeout']) socket.removeAllListeners(event);
  socket.setTimeout(0);
  const wire = wireOf(socket, clock);
  const quit = (): void => {
    if (!wire.isOpen) return wire.destroy();
    wire.send('QUIT\r\n').catch(() => undefined);
    socket.end();
    socket.once(
      'close',
      clock.after(1000, () => socket.destroy()),
    );
  };
  return { wire, extensions, quit };
}

/** Refused logins and TLS that is missing or wrong stay wrong; an unreachable or busy server may be back. */
function faultOf(error: OpeningError, { server, password }: SessionSettings): SessionFault {
  const shown = `${server.host}:${server.port}`;
  const reason = withoutPassword(error.response?.trim() || error.message, server, password ?? '');
  if (error.code === 'EAUTH' && server.login) {
    const again = error.responseCode === 454 || error.responseCode === 421;
    return { again, problem: problem('smtp-login-refused', { server: shown, user: server.login.user, reply: reason }) };
  }
  if (error.code === 'ETLS' || /certificate|self.signed|altnames|ssl|tls/i.test(`${error.code ?? ''} ${error.message}`)) {
    return { again: false, problem: problem('smtp-insecure', { server: shown, reason }) };
  }
  const isUnknownName = error.message.includes('ENOTFOUND');
  return {
    again: !isUnknownName && (error.responseCode ?? 400) < 500,
    problem: problem('smtp-unreachable', { server: shown, reason }),
  };
}

/** A server may repeat what it was told; neither the password nor a form in which it was sent may come back out of here. */
function withoutPassword(words: string, { login }: SmtpServer, password: string): string {
  if (password === '') return words;
  const sent = [password, `\0${login?.user ?? ''}\0${password}`].map((secret) => Buffer.from(secret).toString('base64'));
  return [password, ...sent].reduce((text, secret) => text.replaceAll(secret, '…'), words);
}
