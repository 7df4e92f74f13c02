/**
 * The instant that people mean by `09:00` (today), `2022-01-26 09:00`, `26.1.2022 9.00` or an ISO time with its own zone, in milliseconds since 1970;
 * undefined when it is none of these, or a time that the clocks leave out in that zone. Of a time that comes twice, when the clocks are
 * set back, the first is meant.
 */
export function parseWallTime(written: string, timezone: string, now: Date): number | undefined {
  const text = written.trim();
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$/.test(text)) {
    const instant = Date.parse(text);
    return Number.isNaN(instant) ? undefined : instant;
  }
  const match = /^(?:(\d{4})-(\d{2})-(\d{2})[T ])?(\d{1,2})[:.](\d{2})$/.exec(isoDay(text));
  if (!match) return undefined;
  const [year, month, day] =
    match[1] === undefined ? dayIn(timezone, now) : [Number(match[1]), Number(match[2]), Number(match[3])];
  const wanted = Date.UTC(year, month - 1, day, Number(match[4]), Number(match[5]));
  const isReal = new Date(wanted)
    .toISOString()
    .startsWith(`${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`);
  return isReal && Number(match[5]) < 60 ? instantOf(wanted, timezone) : undefined;
}

/** `26.1.2022 9.00`, as Finns and Swedes write it, with the day as ISO has it. */
function isoDay(text: string): string {
  return text.replace(
    /^(\d{1,2})\.(\d{1,2})\.(\d{4}) (?:klo |kl\. ?)?/,
    (_, day: string, month: string, year: string) => `${year}-${twoDigits(Number(month))}-${twoDigits(Number(day))} `,
  );
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

/** How far the clocks of a zone can be from UTC, in milliseconds. */
const FARTHEST = 15 * 3_600_000;

/** The first instant at which the clocks of the zone show `wanted`, which is that reading taken for UTC. */
function instantOf(wanted: number, timezone: string): number | undefined {
  const offsets = [wanted - FARTHEST, wanted + FARTHEST].map((instant) => readingAt(instant, timezone) - instant);
  if (offsets[0] === offsets[1]) return wanted - offsets[0]!;
  const candidates = offsets.map((offset) => wanted - offset).toSorted((a, b) => a - b);
  return candidates.find((instant) => readingAt(instant, timezone) === wanted);
}

/** An instant as ISO 8601 writes it on the clocks of a zone, to the second: `2022-01-26T12:00:05+02:00`. */
export function isoTimeIn(timezone: string, instant: Date): string {
  const time = instant.getTime();
  const offset = Math.floor(readingAt(time, timezone) / 60_000) - Math.floor(time / 60_000);
  const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60].map(twoDigits);
  const reading = new Date(time + offset * 60_000).toISOString().slice(0, 19);
  return `${reading}${offset < 0 ? '-' : '+'}${hours}:${minutes}`;
}

/** The day that the clocks of a zone show at an instant, in ISO form. */
export function isoDayIn(timezone: string, now: Date): string {
  return new Date(readingAt(now.getTime(), timezone)).toISOString().slice(0, 10);
}

function dayIn(timezone: string, now: Date): [year: number, month: number, day: number] {
  const reading = new Date(readingAt(now.getTime(), timezone));
  return [reading.getUTCFullYear(), reading.getUTCMonth() + 1, reading.getUTCDate()];
}

/** What the clocks of the zone show at an instant, taken for UTC; seconds are left out. */
function readingAt(instant: number, timezone: string): number {
  const format = formats.get(timezone) ?? makeFormat(timezone);
  formats.set(timezone, format);
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(parts['year']!, parts['month']! - 1, parts['day'], parts['hour'], parts['minute']);
}

/** Making one takes longer than all that is done with it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function makeFormat(timezone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
}
