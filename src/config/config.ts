import type { EmailAddress } from '../address/email-address.ts';
import type { Place } from '../problem/problem.ts';

/** The languages that an issue can be in, and in which the product itself can speak inside an e-mail. */
export const ISSUE_LANGUAGES = ['fi', 'sv', 'en'] as const;
export type IssueLanguage = (typeof ISSUE_LANGUAGES)[number];

/** `newsletter.yaml`, checked, with every default filled in and the environment laid over it. Times are in milliseconds. */
export interface Config {
  readonly organisation: Organisation & { readonly translations: Translations<Organisation> };
  /** The logo's file, relative to the workspace. */
  readonly logo: string | null;
  readonly language: IssueLanguage;
  readonly timezone: string;
  /** Whether texts are set as in print: quotation marks, dashes, spaces that no line breaks at. */
  readonly typography: boolean;
  readonly from: { readonly name: string; readonly address: EmailAddress; readonly translations: Translations<{ name: string }> };
  readonly replyTo: EmailAddress | null;
  readonly bounces: { readonly address: EmailAddress; readonly verp: boolean };
  readonly unsubscribe: { readonly mailto: EmailAddress; readonly url: string | null };
  readonly archiveUrl: string | null;
  /**
   * What `send` does when something of the archive does not answer. `images`: refuses for an image that the mail shows, warns of the rest;
   * `warn`: warns of everything; `refuse`: refuses for everything; `ignore`: it does not look.
   */
  readonly archiveMissing: 'images' | 'warn' | 'refuse' | 'ignore';
  /** Whether search engines may list the archive. */
  readonly archiveIndexed: boolean;
  /** Whether images travel in the message, or stay with the archive and are fetched from there. */
  readonly images: 'embedded' | 'linked';
  readonly lists: ReadonlyMap<string, ListConfig>;
  readonly themes: readonly { readonly from: string; readonly theme: string }[];
  readonly smtp: SmtpServer | null;
  readonly delivery: Delivery;
  /** What messages are signed with; null for messages without a signature. */
  readonly dkim: DkimConfig | null;
  /** Who may be mailed test copies from the preview. */
  readonly testAddresses: readonly EmailAddress[];
  /** The ledger's file, relative to the workspace. */
  readonly ledger: string;
}

/** What another language than the workspace's says instead, as far as it says anything. */
export type Translations<T> = Partial<Readonly<Record<IssueLanguage, Partial<T>>>>;

/** Who sends, as newsletters say it. */
export interface Organisation {
  readonly name: string;
  readonly address: string | null;
  readonly url: string | null;
  readonly privacyUrl: string | null;
  readonly accessibilityUrl: string | null;
}

export interface ListConfig {
  readonly title: string;
  readonly file: string;
  /** Whether the file may lie outside of the workspace, or behind a link. */
  readonly isOutside: boolean;
  /** Whether the archive may publish what goes to this list. */
  readonly isPublic: boolean;
  readonly translations: Translations<{ title: string }>;
}

/** What stands for a language: its own words where it has any, else those for all. */
export function inLanguage<T extends object>(value: T & { readonly translations: Translations<T> }, language: IssueLanguage): T {
  return { ...value, ...value.translations[language] };
}

export interface Delivery {
  readonly connections: number;
  readonly retryPauses: readonly number[];
  /** The least time from one message to the next over all connections; 0 for no limit. */
  readonly interval: number;
}

/** Where the keys lie that messages are signed with, and under which domain. */
export interface DkimConfig {
  /** In A-labels; that of From, or one above or below it. */
  readonly domain: string;
  readonly rsa: DkimKeyConfig;
  readonly ed25519: DkimKeyConfig | null;
}

/** One key: the name of its record, and the file of its private half, relative to the workspace. */
export interface DkimKeyConfig {
  readonly selector: string;
  readonly file: string;
  /** Where the file is named. */
  readonly place: Place;
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
