import { type Parsed, type Place, problem } from '../problem/problem.ts';
import type { PasswordSource, SmtpServer } from './config.ts';

export interface WrittenSmtp {
  readonly url: string;
  /** Where the URL was written, for the sentence about it: `smtp.url` or `NEWSLETTER_SMTP_URL`. */
  readonly key: string;
  readonly tls: 'required' | 'off';
  readonly caFile: string | null;
  readonly password: PasswordSource | null;
}

/**
 * Understands `smtp://user@host:587` and `smtps://host:465`. TLS is required unless the host is this machine or TLS was switched
 * off on purpose; a password in the URL is refused, and one must come from elsewhere as soon as a user is named.
 */
export function parseSmtpServer(written: WrittenSmtp, place?: Place): Parsed<SmtpServer | null> {
  const url = URL.canParse(written.url) ? new URL(written.url) : null;
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === '' || /^\/.+/.test(url.pathname)) {
    return unusable(written, place);
  }
  if (url.password !== '') return { value: null, problems: [problem('smtp-password-in-url', { key: written.key }, place)] };
  const user = decoded(url.username);
  if (user === undefined) return unusable(written, place);
  if (user !== '' && !written.password) return { value: null, problems: [problem('smtp-password-missing', { user }, place)] };
  const host = (decoded(url.hostname) ?? url.hostname).replace(/^\[(.*)\]$/, '$1');
  const implicit = url.protocol === 'smtps:';
  return {
    value: {
      host,
      port: Number(url.port) || (implicit ? 465 : 587),
      tls: implicit ? 'implicit' : isLoopback(host) || written.tls === 'off' ? 'none' : 'starttls',
      caFile: written.caFile,
      login: user !== '' && written.password ? { user, password: written.password } : null,
    },
    problems: [],
  };
}

/** What cannot be understood may hold a password, and is shown only where it cannot. */
function unusable({ url, key }: WrittenSmtp, place: Place | undefined): Parsed<null> {
  const shown = /^[\w.:/[\]-]*$/.test(url) && !/:[^/\d]/.test(url.replace(/^smtps?:\/\//, '')) ? url : '…';
  return { value: null, problems: [problem('config-value', { key, expected: 'smtp-url', value: shown }, place)] };
}

function decoded(written: string): string | undefined {
  try {
    return decodeURIComponent(written);
  } catch {
    return undefined;
  }
}

/** 127.0.0.0/8, ::1 and localhost: what leaves by it never leaves the machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
