import type { LoadedImage } from '../files/load-image.ts';
import type { Tokens } from './tokens.ts';

/** How issues look: a folder in `templates/`. `hash` covers every file of it that shows in an e-mail. */
export interface Theme {
  readonly name: string;
  /** The folder as named in problems. */
  readonly folder: string;
  readonly tokens: Tokens;
  /** MJML with Handlebars. */
  readonly email: string;
  /** Plain text with Handlebars. */
  readonly text: string;
  /** Handlebars partials by the name of their file. */
  readonly partials: ReadonlyMap<string, string>;
  /** The theme's own; the organisation's goes before it. */
  readonly logo: LoadedImage | null;
  readonly hash: string;
  /** What its web pages look like beside their tokens, in CSS; empty when it says nothing. `hash` does not cover it: it shows in no e-mail. */
  readonly web: string;
}
