/** Every word of the preview's own pages. A missing one does not compile. */
export interface PreviewWords {
  readonly title: string;
  readonly allIssues: string;
  readonly skip: string;
  readonly panel: string;
  readonly live: { readonly waiting: string; readonly on: string; readonly lost: string };
  readonly views: Readonly<Record<'email' | 'dark' | 'forced' | 'images' | 'text' | 'web' | 'source', string>>;
  /** What each view shows, and how far it can be trusted. */
  readonly viewNotes: PreviewWords['views'];
  /** Of a web page that is unlisted. */
  readonly unlistedNote: string;
  readonly widths: Readonly<Record<'desktop' | 'phone', string>>;
  readonly panes: Readonly<Record<'first' | 'second', string>>;
  readonly paneName: (view: string, width: string | null) => string;
  readonly chooseView: string;
  readonly chooseWidth: string;
  readonly chooseLanguage: string;
  readonly chooseTheme: string;
  readonly sideBySide: string;
  readonly oneAtATime: string;
  readonly openAlone: string;
  readonly download: string;
  readonly leftOut: (lines: number) => string;
  readonly inFile: (file: string) => string;
  readonly inLine: (file: string, line: number) => string;
  readonly trouble: {
    readonly unreadable: string;
    readonly gone: (file: string) => string;
    readonly movedTo: (slug: string) => string;
    readonly lastGood: (time: string) => string;
    /** Shown without its front matter. */
    readonly guess: string;
    readonly nothing: string;
  };
  readonly states: {
    readonly draft: string;
    readonly sending: (since: string, counts: string) => string;
    readonly stopped: (since: string, counts: string) => string;
    readonly sent: (since: string, counts: string) => string;
    readonly recorded: (since: string, accepted: number, recipients: number) => string;
    readonly unclear: string;
  };
  readonly next: {
    readonly unreadable: string;
    readonly mendFirst: string;
    readonly gone: string;
    readonly whenGone: string;
    readonly errors: (count: number) => string;
    readonly mendErrors: string;
    readonly ready: string;
    readonly warnings: (count: number) => string;
    readonly readThrough: string;
    readonly thenTest: string;
    readonly thenSend: (recipients: number) => string;
    /** Without a server. */
    readonly thenRehearse: string;
    readonly sending: string;
    readonly whileSending: string;
    readonly stopped: (left: number) => string;
    readonly whenStopped: string;
    readonly sent: string;
    readonly afterSending: string;
    /** The name of an issue that is still to be written, in a command. */
    readonly correction: string;
  };
  readonly problems: { readonly title: string; readonly none: string };
  readonly inbox: {
    readonly title: string;
    readonly kinds: Readonly<Record<'phone' | 'desktop' | 'browser', string>>;
    readonly cut: (words: string) => string;
    readonly noSummary: string;
    readonly about: string;
  };
  readonly readers: {
    readonly title: string;
    readonly synthetic: Readonly<Record<'columns' | 'usual' | 'long' | 'empty', string>>;
    readonly alike: string;
    readonly nobody: string;
    readonly showReal: (recipients: number) => string;
    readonly realHint: string;
    readonly hideReal: string;
    readonly position: (position: number, all: number) => string;
    readonly previous: string;
    readonly next: string;
    readonly longest: string;
    readonly emptiest: string;
    readonly find: string;
    readonly search: string;
    /** So many of them are shown. */
    readonly found: (count: number, shown: number) => string;
  };
  readonly length: {
    readonly title: string;
    readonly size: (size: string, limit: string, judgement: string) => string;
    readonly sizes: Readonly<Record<'good' | 'near' | 'bad', string>>;
    readonly reading: (words: number, minutes: number) => string;
  };
  readonly links: { readonly title: string; readonly none: string; readonly noWords: string };
  readonly difference: {
    readonly title: string;
    readonly none: string;
    readonly unknown: string;
    readonly since: (time: string) => string;
    /** What stands in no section. */
    readonly outside: string;
  };
  readonly test: {
    readonly title: string;
    readonly to: string;
    readonly send: string;
    readonly busy: string;
    readonly noAddresses: string;
    readonly example: string;
    readonly real: string;
    readonly outbox: string;
    readonly tried: (address: string, time: string) => string;
    readonly notAllowed: (address: string) => string;
    /** The file cannot be read, and what is shown is older. */
    readonly older: string;
  };
  readonly handOn: {
    readonly title: string;
    readonly save: string;
    readonly about: string;
    readonly personal: string;
    /** In the file itself. */
    readonly made: (time: string) => string;
    readonly subject: string;
    readonly preheader: string;
  };
  readonly start: {
    readonly title: string;
    readonly about: string;
    readonly workspaceProblems: string;
    readonly none: string;
    readonly firstIssue: string;
    readonly example: string;
    readonly columns: Readonly<Record<'issue' | 'date' | 'state' | 'problems', string>>;
    readonly checking: string;
    readonly fine: string;
    readonly found: (errors: number, warnings: number) => string;
  };
  readonly notices: {
    readonly notFound: string;
    readonly notFoundText: string;
    readonly notInPreview: string;
    readonly notInPreviewText: string;
    readonly nothingYet: string;
    readonly nothingYetText: string;
    /** An issue that the archive does not publish, since it goes to a list that is not public. */
    readonly notPublished: string;
    readonly notPublishedText: string;
    readonly refused: string;
    readonly refusedText: string;
    readonly tokenText: string;
  };
}
