import { type Counts, type RecipientState, STATES } from '../ledger/recipient.ts';
import { LINK_CODE } from '../storage/link-error.ts';

/** The states that anybody is in, with how many, in the order of the ledger's table. */
export function listCounts(counts: Counts, locale: string, name: (state: RecipientState, count: number) => string): string {
  const number = new Intl.NumberFormat(locale);
  const parts = STATES.filter((state) => counts[state] > 0).map(
    (state) => `${number.format(counts[state])} ${name(state, counts[state])}`,
  );
  return parts.length > 0 ? parts.join(', ') : `0 ${name('queued', 0)}`;
}

export function formatBytes(bytes: number, locale: string): string {
  const [value, unit] =
    bytes < 1000 ? [bytes, 'byte'] : bytes < 1_000_000 ? [bytes / 1000, 'kilobyte'] : [bytes / 1_000_000, 'megabyte'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }).format(value);
}

/** An ISO time on the clocks of a time zone, to the minute; anything else as it is. */
export function formatTime(iso: string, locale: string, timezone: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  const day = { day: 'numeric', month: 'numeric', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(locale, { ...day, timeZone: timezone }).format(time);
}

/** A day with its weekday: `keskiviikko 16.2.2022`. */
export function formatWeekday(day: string, locale: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(date);
  return `${weekday} ${formatDay(day, locale)}`;
}

/** An ISO day as people write it: `16.2.2022`. */
export function formatDay(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}

/** `2 h 5 min`, `2 min 5 s`, with one decimal under ten seconds. */
export function formatSeconds(seconds: number, locale: string): string {
  if (seconds < 10) return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(seconds)} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes >= 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return minutes === 0 ? `${whole} s` : `${minutes} min ${whole % 60} s`;
}

export function formatNumber(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}

/** A language by its ISO 639 code, in words of another: `Finnish`. */
export function formatLanguage(code: string, locale: string): string {
  return new Intl.DisplayNames(locale, { type: 'language' }).of(code) ?? code;
}

/**
 * A failed system call in words where its code is known, with the code behind it; any other reason as it came. Of a link that is refused the
 * words stand behind its path.
 */
export function explain(reason: string, known: Readonly<Record<string, string>>): string {
  if (reason.startsWith(LINK_CODE)) return `${reason.slice(LINK_CODE.length)} ${known[LINK_CODE.trim()]}`;
  const code = /\b(?:EAI_AGAIN|E[A-Z]{3,}|SQLITE_[A-Z]+)\b/.exec(reason)?.[0];
  const words = code === undefined ? undefined : known[code];
  return words === undefined ? reason : `${words} (${code})`;
}

/** A list of words, at most `most` of them; `others` are known by their number alone. */
export function listSome(words: readonly (string | number)[], most = 5, others = 0): string {
  const shown = words.slice(0, most).join(', ');
  return words.length + others > most ? `${shown}, … (${words.length + others})` : shown;
}

/** The names that a certificate is for, in brackets, from what Node says of one that is for another name. */
export function namesIn(reason: string): string {
  const names = [...reason.matchAll(/(?:DNS:|CN=|cert's CN: |IP Address:)([\w.*:-]+)/g)].map((match) => match[1]!);
  return names.length === 0 ? '' : ` (${listSome([...new Set(names)])})`;
}
