import type { EmailAddress } from '../address/email-address.ts';
import type { IssueLanguage } from '../config/config.ts';
import type { Hole } from '../issue/hole-table.ts';

/** How the value of a hole is written where it stands. `target` is a part of a link target, the `-link`s are whole ones. */
export type HoleContext = 'html' | 'text' | 'header' | 'target' | 'html-link' | 'text-link';

/** Fixed text, or a hole. Plain data, so that a template can be frozen in the ledger. */
export type Piece = string | OpenPiece;

/** A hole where it stands. */
export interface OpenPiece {
  readonly hole: Hole;
  readonly context: HoleContext;
}

/** The composed issue in one language with its holes still open: everything that a message needs but the recipient. */
export interface MessageTemplate {
  readonly language: IssueLanguage;
  readonly subject: readonly Piece[];
  readonly html: readonly Piece[];
  readonly text: readonly Piece[];
  readonly images: readonly EmbeddedImage[];
  readonly sender: Sender;
}

/** An image that travels inside the message and is referred to as `cid:<contentId>`. */
export interface EmbeddedImage {
  readonly contentId: string;
  readonly filename: string;
  readonly mediaType: string;
  readonly base64: string;
}

/** Who the message is from, in headers and envelope. */
export interface Sender {
  readonly from: { readonly name: string; readonly address: EmailAddress };
  readonly replyTo: EmailAddress | null;
  /** The envelope sender, which bounces go to. */
  readonly bounces: EmailAddress;
  /** RFC 2919: the list's title and its identifier, `label.domain`. */
  readonly list: { readonly title: string; readonly id: string };
  /** Whether each copy's envelope sender names its recipient, by a token behind a plus. */
  readonly verp: boolean;
  /** RFC 2369: a `mailto:` link, and the https address of the endpoint that takes a token behind it, if there is one. */
  readonly unsubscribe: { readonly mailto: string; readonly url: string | null };
  /** The issue's page in the archive (RFC 2369 §3.6); null without an archive. */
  readonly archive: string | null;
}

/** The hole that the recipient's own unsubscribe link fills; no column can have this name. */
export const UNSUBSCRIBE_HOLE: Hole = { name: '\0unsubscribe', fallback: null };
