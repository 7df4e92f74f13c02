/** One issue being sent, as frozen at its start. */
export interface Send {
  readonly slug: string;
  readonly startedAt: string;
  readonly bodyHash: string;
  /** The hashes of the texts that it had before, when it was renewed. */
  readonly earlierBodies: readonly string[];
  /** The issue's own language: that of the template that was frozen last. */
  readonly language: string;
  /** Whom it goes to: `lists` for those of its lists, `accepted:<slug>` and the like for those of an earlier issue. */
  readonly audience: string;
  /** The hash of each source by what it is called: the issue, the theme, the configuration. */
  readonly sources: Readonly<Record<string, string>>;
  /** By language: the hash of the frozen template, the newest where it was renewed. */
  readonly templates: Readonly<Record<string, string>>;
}

export interface FrozenTemplate {
  readonly language: string;
  readonly hash: string;
  /** Whatever the composer made, as JSON. */
  readonly content: string;
}

/** A send from now on, with what issue, theme, configuration and lists say now; what the lists say is in the roll. */
export interface Renewal {
  readonly bodyHash: string;
  readonly sources: Send['sources'];
  readonly templates: readonly FrozenTemplate[];
  /** The issue's own language, for those who stand in no list any more. */
  readonly language: string;
}

/** A run that was begun: what a dead predecessor had in flight is unknown now. */
export interface Run {
  readonly generation: number;
  readonly orphaned: number;
}

/** What a run came to; the time in milliseconds. */
export interface RunFigures {
  readonly attempted: number;
  readonly accepted: number;
  readonly elapsed: number;
}
