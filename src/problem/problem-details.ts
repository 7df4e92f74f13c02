/** The details of a problem that its place says everything about. */
type Nothing = Readonly<Record<string, never>>;

/** Why an issue has no page in the archive: there is no `archive.url`, or it goes to these lists, which are not public. */
export interface NoPage {
  missing: 'archive.url' | 'public list';
  lists: string[];
}

/** Something of the archive that does not answer. `opens`: the day (ISO) before which the archive does not publish it; null when no day is in the way. */
interface Unpublished {
  address: string;
  reason: string;
  opens: string | null;
}

/**
 * Every problem code with the details that its sentence is made from. Codes are permanent: scripts rely on them. A time is an ISO time in
 * UTC; the sentence shows it in the time zone beside it, which is the workspace's.
 */
export interface ProblemDetails {
  // the command line
  usage: { fault: UsageFault; name: string; nearest: string | null; value: string; command: string };
  internal: { reason: string };

  // newsletter.yaml and the environment
  'config-missing': { folder: string };
  'config-syntax': YamlFault;
  'config-unknown-key': { key: string; nearest: string | null };
  'config-required': { key: string };
  'config-value': { key: string; expected: string; value: string };
  'unsubscribe-url-long': { length: number; limit: number };
  'smtp-password-in-url': { key: string };
  'smtp-password-missing': { user: string };
  'smtp-password-unreadable': { from: string; reason: string };
  'ca-file-unusable': { file: string };
  'smtp-password-open': { file: string };
  'smtp-not-configured': Nothing;
  'dkim-domain': { domain: string; from: string };
  'dkim-key-unreadable': { file: string; reason: string };
  'dkim-key-open': { file: string };
  'rehearsal-unsigned': { file: string };
  'dkim-key-unusable': { file: string; fault: DkimKeyFault; bits: number };
  'env-line': { name: string; fault: EnvLineFault };
  'env-unknown': { name: string; nearest: string | null };

  // files
  'file-unreadable': { file: string; reason: string };
  'file-unwritable': { file: string; reason: string };
  'file-encoding': { encoding: 'latin-1' | 'utf-16'; isList: boolean };
  'file-not-text': { kind: FileKind; isList: boolean };
  'text-mojibake': { written: string; meant: string | null; unit: 'line' | 'cell'; others: number };
  'issue-not-found': { name: string; nearest: string | null; known: string[] };
  'issue-none': { folder: string };
  'issue-slug': { slug: string; name: string; fault: NameFault; suggestion: string; taken: string | null };

  // front matter
  'front-matter-missing': Nothing;
  'front-matter-unclosed': Nothing;
  'front-matter-language': { language: string };
  'front-matter-syntax': YamlFault;
  'front-matter-quotes': { key: string; suggestion: string };
  'front-matter-blank': { key: string };
  'front-matter-colon': { key: string; suggestion: string };
  'front-matter-cut': { key: string; value: string; suggestion: string };
  'front-matter-unknown-key': { key: string; nearest: string | null };
  'front-matter-required': { key: string; example: string };
  'front-matter-value': { key: string; expected: string; value: string };
  'date-impossible': { value: string };
  'variant-language': { language: string; own: string; known: string[]; suggestion: string | null; taken: string | null };
  'variant-alone': { file: string; nearest: string | null };
  'variant-unread': { language: string };
  'language-without-variant': { language: string; count: number; own: string; variant: string | null };
  'variant-differs': { key: string; written: string; expected: string };
  'subject-too-long': { length: number; limit: number };
  'subject-form': { found: string };

  // limits
  'issue-too-large': { size: number; limit: number };
  'line-too-long': { length: number; limit: number };
  'nesting-too-deep': { quotations: number; lists: number };
  'text-too-dense': { what: DenseText; count: number; limit: number };
  'section-too-many': { count: number; limit: number };

  // what was left of an earlier issue
  'title-month': { key: 'title' | 'subject'; written: string; date: string };
  'subject-used': { slug: string; date: string };
  'section-copied': { number: number; slug: string; earlier: number };
  'issue-copied': { slug: string };

  // sections
  'section-none': Nothing;
  'variant-sections': { language: string; missing: number[]; extra: number[] };
  'section-number-repeated': { number: number; firstLine: number };
  'section-number-gap': { missing: number[]; after: number; found: number };
  'section-number-order': { number: number; after: number };
  'heading-too-high': { title: string };
  'heading-link': { title: string };
  'heading-skipped': { title: string; level: number; expected: number };
  'heading-attribute': { attribute: string };
  'more-misplaced': { where: 'introduction' | 'again' | 'nested' };
  'more-without-archive': NoPage;

  // blocks
  'markdown-leftover': { text: string; form: Leftover };
  'markdown-doubtful': { text: string; form: Leftover };
  'setext-heading': { title: string; isSection: boolean };
  'footnote-unused': { label: string; isAgain: boolean };
  'code-unclosed': { fence: string };
  'text-damaged': Nothing;
  'raw-html': { tag: string; words: string };
  'list-numbers': { written: number[]; first: number };
  'table-cells': { cells: number; columns: number };
  'definition-unused': { written: string };
  'heading-space': { written: string };
  'directive-unknown': { name: string; nearest: string | null; known: string[] };
  'directive-stray': Nothing;
  'directive-unclosed': { name: string };
  'directive-line': { name: string; line: string; keys: string[] };
  'directive-key-unknown': { name: string; key: string; nearest: string | null };
  'directive-key-missing': { name: string; key: string };
  'directive-argument': { name: string; argument: string };
  'directive-empty': { name: string };
  'button-content': Nothing;
  'channels-line': { line: string };
  'contact-unreachable': { name: string };
  'control-character': { codePoint: string };

  // dates
  'date-unreadable': { written: string };
  'date-weekday': { written: string; day: string };
  'date-far': { written: string; day: string };
  'date-backwards': { written: string };
  'date-clock-change': { day: string; time: string; timezone: string };
  'event-past': { title: string; day: string; date: string };
  'event-deadline': { title: string; deadline: string };
  'event-id': { id: string; suggestion: string };
  'event-id-taken': { id: string };

  // links, images and files
  'link-placeholder': { target: string; text: string };
  'link-empty': { target: string };
  'link-forbidden': { target: string; scheme: string; suggestion: string | null };
  'link-relative': { target: string; suggestion: string | null };
  'link-other-place': { says: string; leads: string; target: string };
  'link-mistyped': { target: string; text: string; fault: LinkFault; suggestion: string | null };
  'link-anchor-unknown': { target: string; nearest: string | null };
  'page-not-found': { target: string; kind: 'issue' | 'article'; name: string; nearest: string | null };
  'page-not-public': { target: string; reason: 'draft' | 'later' | 'errors' | 'private' | 'unlisted'; date: string };
  'page-without-archive': { target: string };
  'link-too-long': { target: string; length: number; limit: number };
  'link-vague': { text: string };
  'image-alt-missing': { target: string };
  'image-not-found': { target: string; folder: string; name: string; nearest: string | null };
  'image-path': { target: string; kind: 'computer' | 'data' | 'program'; folder: string; name: string | null };
  'image-outside': { target: string; folder: string };
  'image-remote': { target: string; folder: string };
  'image-unsupported': { target: string; type: string };
  'image-damaged': { target: string; damage: ImageDamage };
  'image-too-large': { target: string; unit: 'bytes' | 'pixels'; size: number; limit: number };
  'images-without-archive': Nothing;
  'file-not-found': { target: string; folder: string; name: string; nearest: string | null };
  'file-outside': { target: string; folder: string };
  'file-too-large': { target: string; size: number; limit: number };
  'file-without-archive': { target: string } & NoPage;
  'logo-unusable': { file: string; reason: 'missing' | 'outside' | 'unsupported' | 'damaged' | 'large' };

  // the archive
  'archive-locked': { pid: number; host: string };
  'preview-cannot-listen': { host: string; port: number; reason: string };
  'archive-name-taken': { slug: string };
  'archive-without-url': Nothing;
  'archive-page-missing': Unpublished & { isShown: boolean };
  'archive-image-missing': Unpublished;
  'page-dated-ahead': { date: string };
  'archive-page-refused': Unpublished;
  'issue-draft': Nothing;
  'send-draft': Nothing;
  'sent-differs': { since: string };
  'hole-public': { name: string };

  // holes
  'hole-malformed': { text: string };
  'hole-unknown': { name: string; nearest: string | null; columns: string[] };
  'hole-fallback-only': { name: string; nearest: string | null };
  'hole-empty': { name: string; address: string; others: number };
  'hole-link': { name: string; value: string; address: string };

  // lists
  'list-outside': { list: string; file: string };
  'list-unknown': { list: string; nearest: string | null; known: string[] };
  'list-empty': { list: string };
  'list-syntax': { reason: string };
  'list-no-email-column': { columns: string[]; candidate: string | null };
  'list-duplicate-header': { header: string };
  'list-reserved-header': { header: string };
  'list-header-ambiguous': { standard: StandardColumn; read: string; others: string[] };
  'list-language-column': { column: string; example: string };
  'list-columns': { expected: number; found: number };
  'list-address': { address: string; reason: AddressFault };
  'list-address-not-ascii': { address: string };
  'list-control-character': { column: string };
  'list-cell-error': { column: string; value: string };
  'list-letter-lost': { column: string; value: string };
  'list-language': { language: string; address: string; others: number; own: string };
  'list-duplicate-address': { address: string; first: string };
  'list-more': { code: string; count: number };
  'list-lost': { list: string; file: string; loss: ListLoss; reason: string; left: number };

  // theme
  'theme-unknown': { theme: string; nearest: string | null; known: string[] };
  'theme-syntax': { reason: string };
  'theme-outside': { file: string };
  'theme-token-missing': { token: string };
  'theme-token-unknown': { token: string; nearest: string | null };
  'theme-token-value': { token: string; value: string; expected: string };
  'theme-loses-text': { words: string[] };
  'theme-without-unsubscribe': { part: 'html' | 'text' };
  'theme-forbidden': { found: string };
  'theme-contrast': { scheme: 'light' | 'dark'; foreground: string; background: string; ratio: number; needed: number };

  // the message
  'html-large': { size: number; limit: number; sections: LargeSection[]; hasPage: boolean };
  'html-too-large': { size: number; limit: number; sections: LargeSection[]; hasPage: boolean };
  'message-heavy': { size: number; limit: number; images: number };
  'message-too-heavy': { size: number; limit: number; images: number };

  // sending
  'send-refused': { errors: number };
  'test-address': { address: string; reason: AddressFault };
  'test-suppressed': { address: string; reason: string; since: string; timezone: string };
  'address-invalid': { address: string; reason: AddressFault };
  'only-unknown': { address: string; nearest: string | null };
  'only-not-due': { address: string; state: StateName };
  'to-unknown': { slug: string; nearest: string | null; known: string[] };
  'to-nobody': { slug: string; states: StateName[] };
  'audience-changed': { frozen: string; asked: string };
  'suppress-unlisted': { address: string; nearest: string | null };
  'status-csv-of-one': Nothing;
  'at-invalid': { value: string };
  'at-past': { time: string };
  'issue-dated-ahead': { date: string; days: number; hasPage: boolean };
  'confirmation-needed': { count: number };
  'confirmation-wrong': { given: string; count: number };
  'confirmation-declined': { count: number };
  'send-locked': { pid: number; host: string; since: string; timezone: string };
  'workspace-gone': { folder: string };
  'workspace-moved': { folder: string; state: string };
  'ledger-missing': { trace: string };
  'ledger-other': { trace: string };
  'ledger-older': { trace: string; traced: number; found: number };
  'ledger-damaged': { file: string; reason: string };
  'ledger-foreign': { file: string };
  'ledger-newer': { file: string; version: number };
  'ledger-changed': { file: string };
  'ledger-on-network': { file: string; kind: string };
  'ledger-write-failed': { reason: string };
  'suppressions-lost': Nothing;
  'trace-unreadable': { reason: string };
  'trace-copy-broken': { reason: string; original: string };
  'trace-inaccessible': { file: string; reason: string; isState: boolean };
  'trace-unwritable': { file: string; reason: string };
  'trace-copy-unwritable': { file: string; reason: string };
  'sources-changed': { changed: string[]; since: string; left: number; timezone: string };
  'recipients-removed': SomeAddresses;
  'recipients-added': SomeAddresses;
  'recipients-changed': SomeAddresses;
  'recipients-suppressed': SomeAddresses;
  'secret-missing': { file: string };
  'content-sent-before': { slug: string };
  'smtp-unreachable': { server: string; reason: string };
  'smtp-insecure': { server: string; fault: TlsFault; reason: string };
  'smtp-login-refused': { server: string; user: string; reply: string };
  'smtp-refuses-everyone': { reply: string; count: number };
  'message-too-large': { server: string; size: number; limit: number };
  'report-unwritable': { file: string; reason: string };
}

/** The first addresses of many, and how many more there are. */
export interface SomeAddresses {
  addresses: string[];
  others: number;
}

/** One fault in a text of YAML. What does not apply is empty, or 0. */
export interface YamlFault {
  fault: YamlFaultKind;
  /** The key of the line. */
  key: string;
  /** The character that is at fault, or its code point when nobody can see it. */
  mark: string;
  /** The line as it should be written. */
  suggestion: string;
  /** The line that a repeated key is on first. */
  firstLine: number;
  /** In the words of the library. */
  reason: string;
}

/**
 * What is wrong with a line of YAML: `mark` is a character that YAML gives a meaning at the start of a value, `quote-ended` is text after
 * the closing quotation mark, `other` is told in the words of the library.
 */
export type YamlFaultKind =
  | 'tab'
  | 'indent'
  | 'no-space'
  | 'no-colon'
  | 'key-twice'
  | 'invisible'
  | 'colon'
  | 'mark'
  | 'quote-inside'
  | 'quote-ended'
  | 'quote-open'
  | 'backslash'
  | 'bracket-open'
  | 'list-names'
  | 'other';

/** What there is too much of in one paragraph, or, the last four, in the issue. */
export type DenseText =
  'lines' | 'characters' | 'marks' | 'word' | 'spaces' | 'cells' | 'headings' | 'fences' | 'comments' | 'holes';

/** Why a file cannot be called as it is: its letters, or capitals in its language or in its ending. */
export type NameFault = 'letters' | 'language' | 'ending';

/** What is wrong with the file of a picture; the rules are in `files/load-image.ts`. */
export type ImageDamage = 'empty' | 'cut' | 'unreadable';

/** What markup that stays behind as text was meant as; `merge-field` to `shortcode` belong to other programs. */
export type Leftover =
  | 'link'
  | 'reference'
  | 'spaced-link'
  | 'reversed-link'
  | 'definition'
  | 'footnote'
  | 'emphasis'
  | 'strike'
  | 'highlight'
  | 'table'
  | 'attribute'
  | 'merge-field'
  | 'template'
  | 'wiki-link'
  | 'callout'
  | 'shortcode'
  | 'code-cut'
  | 'backtick'
  | 'entity'
  | 'plain'
  | 'emoji';

/** What is wrong with the address of a link that leads somewhere else than was meant. */
export type LinkFault = 'scheme-twice' | 'slashes' | 'brackets' | 'separator';

/** A section by its number, and the octets of HTML that its text takes. */
export interface LargeSection {
  number: number;
  title: string;
  size: number;
}

/** What the command line got wrong. */
export type UsageFault =
  'unknown-command' | 'unknown-option' | 'missing-argument' | 'missing-value' | 'excess-arguments' | 'invalid-value' | 'conflict';

/** Why a connection is not secure; `other` is told in the words of the library. */
export type TlsFault =
  'self-signed' | 'unknown-authority' | 'expired' | 'not-yet-valid' | 'other-name' | 'no-tls' | 'old-tls' | 'other';

/**
 * Why a list is not read when a send goes on: its file cannot be read, it has errors, newsletter.yaml does not name it, or the issue does
 * not.
 */
export type ListLoss = 'unreadable' | 'broken' | 'unknown' | 'unnamed';

/** Why a file holds no key to sign with. */
export type DkimKeyFault = 'no-key' | 'encrypted' | 'not-rsa' | 'not-ed25519' | 'length';

/** What a recipient may have come to; the states themselves are the ledger's. */
export type StateName = 'accepted' | 'deferred' | 'rejected' | 'unknown' | 'skipped' | 'queued' | 'attempting';

/** Columns of a list that mean something to the program itself. */
export type StandardColumn = 'email' | 'organisation' | 'name' | 'language';

/** What a file is that should be text; `spreadsheet` and `document` are of other programs than Excel and Word. */
export type FileKind = 'excel' | 'spreadsheet' | 'word' | 'document' | 'pdf' | 'rtf' | 'binary';

/** Why a line of `.env` cannot be read: it is not NAME=value, its quote is not closed, or something follows the closing quote. */
export type EnvLineFault = 'syntax' | 'unclosed' | 'after-quote';

/** Why a text is no address that mail can go to; the grammar is in `address/email-address.ts`. */
export type AddressFault = 'empty' | 'no-at' | 'several' | 'space' | 'characters' | 'local-part' | 'domain' | 'too-long';
