/** When something is, as days on the calendar (ISO, `2022-01-25`) or as moments on the clocks of the workspace's time zone. */
export type When =
  | { readonly kind: 'days'; readonly first: string; readonly last: string }
  | { readonly kind: 'time'; readonly start: Moment; readonly end: Moment | null };

/** `15:00` on a day, and the instant that it is in milliseconds since 1970. */
export interface Moment {
  readonly day: string;
  readonly time: string;
  readonly instant: number;
}

/** Why words are no date: not understood, no such day or week, another weekday, an end before its start, an hour that the clocks leave out. */
export type WhenFault =
  | { readonly fault: 'unreadable' }
  | { readonly fault: 'impossible' }
  | { readonly fault: 'weekday'; readonly day: string }
  | { readonly fault: 'backwards' }
  | { readonly fault: 'clock-change'; readonly day: string; readonly time: string };

/** The first day of it. */
export function firstDay(when: When): string {
  return when.kind === 'days' ? when.first : when.start.day;
}

/** The last day of it. */
export function lastDay(when: When): string {
  return when.kind === 'days' ? when.last : (when.end ?? when.start).day;
}
