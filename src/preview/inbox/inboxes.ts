/** How much of subject and preheader an inbox shows. */
interface InboxLimits {
  /** Characters of the subject. */
  readonly subject: number;
  /** Characters of the preheader; `shared`: of both together, on one line. */
  readonly preheader: number;
  readonly shared: boolean;
}

export const INBOXES = ['phone', 'desktop', 'browser'] as const;
export type InboxKind = (typeof INBOXES)[number];

/**
 * About where inboxes cut, in characters of middling width; it differs with letters, windows and settings. `phone`: Apple Mail upright, one
 * line of subject and two of preheader; `desktop`: Outlook's list of messages, a line each; `browser`: Gmail in a window of 1,280 pixels, one
 * line for both.
 */
const LIMITS: Readonly<Record<InboxKind, InboxLimits>> = {
  phone: { subject: 38, preheader: 88, shared: false },
  desktop: { subject: 48, preheader: 55, shared: false },
  browser: { subject: 70, preheader: 110, shared: true },
};

/** What one inbox shows, and what it cuts off. */
export interface InboxLine {
  readonly shown: string;
  readonly cut: string;
}

export interface Inbox {
  readonly kind: InboxKind;
  readonly subject: InboxLine;
  readonly preheader: InboxLine;
}

/** A subject and a preheader as inboxes show them. */
export function inboxesOf(subject: string, preheader: string): Inbox[] {
  return INBOXES.map((kind) => {
    const limits = LIMITS[kind];
    const first = cutAt(subject, limits.subject);
    const room = limits.shared ? Math.max(0, limits.preheader - charactersOf(first.shown).length) : limits.preheader;
    return { kind, subject: first, preheader: cutAt(preheader, room) };
  });
}

function charactersOf(text: string): string[] {
  return [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
}

/** Cuts between characters as people count them. */
function cutAt(text: string, limit: number): InboxLine {
  const characters = charactersOf(text);
  if (characters.length <= limit) return { shown: text, cut: '' };
  const shown = characters.slice(0, Math.max(0, limit - 1)).join('');
  return { shown: `${shown.trimEnd()}…`, cut: text.slice(shown.length) };
}
