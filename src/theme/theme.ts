/** How issues look: a folder in `templates/`. `hash` covers every file of it. */
export interface Theme {
  readonly name: string;
  /** The folder as named in problems. */
  readonly folder: string;
  /** Colours, fonts and sizes from `theme.yaml`, by group and name. */
  readonly tokens: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** MJML with Handlebars. */
  readonly email: string;
  /** Plain text with Handlebars. */
  readonly text: string;
  /** Handlebars partials by the name of their file. */
  readonly partials: ReadonlyMap<string, string>;
  readonly hash: string;
}
