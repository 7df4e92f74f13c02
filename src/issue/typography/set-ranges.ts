const DATE = String.raw`\d{1,2}\.(?:\d{1,2}\.)?(?:\d{4})?`;
const TIME = String.raw`\d{1,2}[.:]\d{2}`;
const NUMBER = String.raw`\d{1,3}(?:[ \u00a0]\d{3})+|\d{1,4}(?:,\d+)?`;
const END = `(?:${DATE}|${TIME}|${NUMBER})`;
const RANGE = new RegExp(`(?<![\\p{L}\\d.,:/_+@–-])(${END})-(${END})(?!-?\\d|[/_])`, 'gu');

/** `12-16` → `12–16`, also of dates, times and amounts. A telephone number, an ISO date and what does not grow keep their hyphen. */
export function setRanges(text: string): string {
  return text.replace(RANGE, (written, from: string, to: string) => (isRange(from, to) ? `${from}–${to}` : written));
}

function isRange(from: string, to: string): boolean {
  const [first, last] = [from, to].map(amountOf);
  if (first === undefined || last === undefined) return true;
  const isCode = /^0\d/.test(from) && to.length > 2;
  const isMonth = /^\d{4}$/.test(from) && /^(?:0\d|1[0-2])$/.test(to);
  return !isCode && !isMonth && first < last;
}

/** Undefined for what is no plain number: a date or a time, which may well go from a large one to a small. */
function amountOf(written: string): number | undefined {
  return /^[\d ,\u00a0]+$/.test(written) ? Number(written.replace(/[ \u00a0]/g, '').replace(',', '.')) : undefined;
}
