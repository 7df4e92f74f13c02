import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Clock } from '../../clock/clock.ts';
import type { SmtpServer } from '../../config/config.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import { type Extensions, parseExtensions } from './smtp-extensions.ts';
import { type Wire, wireOf } from './smtp-wire.ts';
import { type OpeningError, tlsFaultOf } from './tls-fault.ts';
import { shortReply } from './smtp-reply.ts';

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
  /** Takes the password out of what a server says; it may repeat what it was told. */
  readonly redact: (words: string) => string;
  /** Our own host name for EHLO. */
  readonly name: string;
}

export type OpenSession = (signal: AbortSignal) => Promise<Session | SessionFault>;

const CONNECT_TIMEOUT = 30_000;

/** How nodemailer can log in with a password. */
const LOGINS = ['PLAIN', 'LOGIN', 'CRAM-MD5'];

/** `localhost` is this machine, whatever a name server says of it: mail and password go there in clear. */
const LOOPBACK = '127.0.0.1';

/**
 * Opens a session with nodemailer's SMTPConnection, which knows TLS, STARTTLS and every kind of login, and takes its socket over:
 * from here on MAIL, RCPT, DATA and the dot are ours, since only so is the phase of a failure known.
 */
export async function openSession(settings: SessionSettings, clock: Clock, signal: AbortSignal): Promise<Session | SessionFault> {
  const { server, password, ca, name, redact } = settings;
  const connection = new SMTPConnection({
    host: server.host === 'localhost' ? LOOPBACK : server.host,
    port: server.port,
    name,
    secure: server.tls === 'implicit',
    requireTLS: server.tls === 'starttls',
    ignoreTLS: server.tls === 'none',
    connectionTimeout: CONNECT_TIMEOUT,
    greetingTimeout: CONNECT_TIMEOUT,
    socketTimeout: CONNECT_TIMEOUT,
    tls: {
      minVersion: 'TLSv1.2',
      rejectUnauthorized: true,
      ...(server.host === 'localhost' && { servername: server.host }),
      ...(ca !== null && { ca }),
    },
  });
  const stopped = new AbortController();
  const cut = (): void => {
    connection.close();
    stopped.abort();
  };
  signal.addEventListener('abort', cut, { once: true });
  try {
    await orStopped(connected(connection), stopped.signal);
    const extensions = parseExtensions(connection.lastServerResponse || '');
    if (server.login) await orStopped(loggedIn(connection, extensions, server.login.user, password ?? ''), stopped.signal);
    return takeOver(connection, extensions, redact, clock);
  } catch (error) {
    connection.close();
    return faultOf(error as OpeningError, settings);
  } finally {
    signal.removeEventListener('abort', cut);
  }
}

/** nodemailer need not call back when it is closed in the middle of something. */
function orStopped(step: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('the connection was cut')), { once: true });
    step.then(resolve, reject);
  });
}

function connected(connection: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.once('error', reject);
    connection.once('end', () => reject(new Error('the server closed the connection')));
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
}

/** A password is never given in a way that the server does not offer. */
function loggedIn(connection: SMTPConnection, { logins }: Extensions, user: string, pass: string): Promise<void> {
  if (!logins.some((login) => LOGINS.includes(login))) {
    const offered = logins.length === 0 ? 'no login' : `only ${logins.join(', ')}`;
    return Promise.reject(Object.assign(new Error(`the server offers ${offered}`), { code: 'EAUTH' }));
  }
  return new Promise((resolve, reject) => {
    connection.once('error', reject);
    connection.once('end', () => reject(new Error('the server closed the connection')));
    connection.login({ user, pass }, (error) => (error ? reject(error) : resolve()));
  });
}

function takeOver(connection: SMTPConnection, extensions: Extensions, redact: SessionSettings['redact'], clock: Clock): Session {
  const socket = connection._socket;
  if (!socket) throw new Error('nodemailer handed over no socket');
  for (const event of ['data', 'error', 'end', 'close', 'timeout']) socket.removeAllListeners(event);
  socket.setTimeout(0);
  // What is written must not wait for the answer to what was written before (RFC 2920 §3.1).
  socket.setNoDelay(true);
  const wire = wireOf(socket, clock, redact);
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

/** Between the lines of a reply stand their codes (RFC 5321 §4.2.1): what was cut apart there is put together. The first line keeps its own. */
function withoutCodes(response: string): string {
  return response.replace(/\r?\n[2-5]\d\d[ -](?:[245]\.\d{1,3}\.\d{1,3} )?/g, ' ');
}

/** Refused logins and TLS that is missing or wrong stay wrong; an unreachable or busy server may be back. */
function faultOf(error: OpeningError, { server, redact }: SessionSettings): SessionFault {
  const shown = `${server.host}:${server.port}`;
  const reason = shortReply(redact(withoutCodes(error.response?.trim() || error.message)));
  const isTemporary = error.responseCode !== undefined && error.responseCode < 500;
  if (error.code === 'EAUTH' && server.login && !isTemporary) {
    return { again: false, problem: problem('smtp-login-refused', { server: shown, user: server.login.user, reply: reason }) };
  }
  const fault = tlsFaultOf(error);
  if (fault) return { again: false, problem: problem('smtp-insecure', { server: shown, fault, reason }) };
  const isUnknownName = error.message.includes('ENOTFOUND');
  return {
    again: !isUnknownName && (error.responseCode ?? 400) < 500,
    problem: problem('smtp-unreachable', { server: shown, reason }),
  };
}
