const DATE = String.raw`\d{1,2}\.(?:\d{1,2}\.)?(?:\d{4})?`;
const TIME = String.raw`\d{1,2}[.:]\d{2}`;
const NUMBER = String.raw`\d{1,3}(?:[ \u00a0]\d{3})+|\d{1,4}(?:,\d+)?`;
const END = `(?:${DATE}|${TIME}|${NUMBER})`;
const RANGE = new RegExp(`(?<![\\p{L}\\d.,:/_+@#()–-])(${END})-(${END})(?!-?\\d|[/_]|\\.\\p{L}|(?<=\\.)\\p{L})`, 'gu');
const HOURS = /(?<=(?<!\p{L})(?:klo|kello|kl\.?|klockan|vko|viikot|vecka) )(\d{1,2})-(\d{1,2})(?![\d-])/giu;

/**
 * `12-16` → `12–16`, also of dates, times and amounts. A telephone number, an ISO date, a code and what does not grow keep their hyphen; only
 * hours and weeks may begin anew.
 */
export function setRanges(text: string): string {
  return text
    .replace(HOURS, '$1–$2')
    .replace(RANGE, (written, from: string, to: string) => (isRange(from, to) ? `${from}–${to}` : written));
}

function isRange(from: string, to: string): boolean {
  const [first, last] = [from, to].map(amountOf);
  if (first === undefined || last === undefined) return true;
  return first < last && !isCode(from, to);
}

/** Two runs of three digits or more are a number of something, unless both are years; so is a short one before a year, as of a case. */
function isCode(from: string, to: string): boolean {
  if (isYear(from) && isYear(to)) return false;
  if (/^0\d/.test(from) && to.length > 2) return true;
  if (/^\d{3,}$/.test(from) && /^\d{3,}$/.test(to)) return true;
  return (
    /^\d{1,4}$/.test(from) && (isYear(to) || (/^\d{4}$/.test(to) && from.length < 3) || (isYear(from) && /^\d{2}$/.test(to)))
  );
}

function isYear(written: string): boolean {
  return /^(?:19|20|21)\d{2}$/.test(written);
}

/** Undefined for what is no plain number: a date or a time, which may well go from a large one to a small. */
function amountOf(written: string): number | undefined {
  return /^[\d ,\u00a0]+$/.test(written) ? Number(written.replace(/[ \u00a0]/g, '').replace(',', '.')) : undefined;
}
