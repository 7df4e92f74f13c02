import type { EmailAddress } from '../address/email-address.ts';

/** The languages that an issue can be in, and in which the product itself can speak inside an e-mail. */
export const ISSUE_LANGUAGES = ['fi', 'sv', 'en'] as const;
export type IssueLanguage = (typeof ISSUE_LANGUAGES)[number];

/** `newsletter.yaml`, checked, with every default filled in and the environment laid over it. Times are in milliseconds. */
export interface Config {
  readonly organisation: {
    readonly name: string;
    readonly address: string | null;
    readonly url: string | null;
    readonly privacyUrl: string | null;
    readonly accessibilityUrl: string | null;
  };
  readonly language: IssueLanguage;
  readonly timezone: string;
  readonly from: { readonly name: string; readonly address: EmailAddress };
  readonly replyTo: EmailAddress | null;
  readonly bounces: { readonly address: EmailAddress; readonly verp: boolean };
  readonly unsubscribe: { readonly mailto: EmailAddress; readonly url: string | null };
  readonly archiveUrl: string | null;
  readonly lists: ReadonlyMap<string, ListConfig>;
  readonly themes: readonly { readonly from: string; readonly theme: string }[];
  readonly smtp: SmtpServer | null;
  readonly delivery: Delivery;
  /** The ledger's file, relative to the workspace. */
  readonly ledger: string;
}

export interface ListConfig {
  readonly title: string;
  readonly file: string;
}

export interface Delivery {
  readonly connections: number;
  readonly retryPauses: readonly number[];
  /** The least time from one message to the next over all connections; 0 for no limit. */
  readonly interval: number;
}

/** Where mail is handed over. `login` is null when no user is named. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** `implicit`: TLS from the first byte (smtps); `starttls`: required upgrade; `none`: loopback, or switched off on purpose. */
  readonly tls: 'implicit' | 'starttls' | 'none';
  readonly caFile: string | null;
  readonly login: { readonly user: string; readonly password: PasswordSource } | null;
}

/** Where the password comes from; it is read only when a connection is about to be opened. */
export type PasswordSource =
  | { readonly kind: 'environment' }
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'command'; readonly command: readonly string[] };
