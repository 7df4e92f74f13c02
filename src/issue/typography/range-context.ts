/** Two numbers with a hyphen between them, and the text that they stand in. */
export interface RangeContext {
  readonly before: string;
  readonly after: string;
  readonly from: string;
  readonly to: string;
}

/** Whether they are one number of something: a telephone number, an ISO date, a version, a formula or a code. */
export function isNumberOfSomething(context: RangeContext): boolean {
  if (timeOf(context) && !GROUPS.test(context.after)) return false;
  return isTelephone(context) || isIsoDate(context) || isFormula(context) || isCode(context);
}

/** What is said to stand here and may begin anew: clock times, as in `klo 22-06`, perhaps hours, as in `at 11-1`, or weeks, as in `vko 52-1`. */
export function timeOf({ before, after }: RangeContext): 'clock' | 'hours' | 'weeks' | undefined {
  if (CLOCK.test(before)) return 'clock';
  if (WEEKS.test(before)) return 'weeks';
  return /(?<!\p{L})at[ \u00a0]$/iu.test(before) || /^[ \u00a0]?[ap]\.?m\b/i.test(after) ? 'hours' : undefined;
}

const CLOCK = /(?<!\p{L})(?:klo|kello|kl\.?|klockan)[ \u00a0]$/iu;
const WEEKS = /(?<!\p{L})(?:vko|viikot|viikoilla|vecka|veckorna|v\.?|weeks?)[ \u00a0]$/iu;

/** Two groups or one long one after a number, as in `08-12 34 56`: not a day, a time or a count. */
const GROUPS = /^[ \u00a0]\d{2,4}(?:[ \u00a0]\d{2,4})+(?!\d)/;
const GROUP = /^[ \u00a0](?!(?:19|20)\d{2}(?!\d))\d{2,}(?![\d:,.])/;

function isTelephone({ before, after, from, to }: RangeContext): boolean {
  const [start = ''] = /^\d+/.exec(from) ?? [];
  const isPlain = /^[\d \u00a0]+$/.test(from);
  if (!isPlain) return false;
  if (/^0\d{2}/.test(start) || (start.startsWith('0') && /[ \u00a0]/.test(from))) return true;
  if (start.startsWith('0') && start.length > 1 && (/^\d{3}/.test(to) || /^[ \u00a0]\d/.test(after))) return true;
  if (TELEPHONE.test(before)) return true;
  const group = /(?<![\d.,:])(?:\(0\d+\)|\d+)[ \u00a0]$/.exec(before)?.[0].trim();
  if (group !== undefined && !isYear(group)) return true;
  return !(isYear(from) && isYear(to)) && /^[\d \u00a0]+$/.test(to) && (GROUP.test(after) || GROUPS.test(after));
}

const TELEPHONE =
  /(?<!\p{L})(?:puh|puhelin|tel|tfn|telefon|telephone|phone|mobil|gsm|fax|faksi)\.?:?[ \u00a0]$|\+\d[\d \u00a0()]*$/iu;

/** The month and day of a date whose year stands beside it: `2022-05-19 – 05-20`. */
function isIsoDate({ before, after, from, to }: RangeContext): boolean {
  if (!/^\d{2}$/.test(from) || !/^\d{2}\.?$/.test(to)) return false;
  const joined = String.raw`\s*(?:[–—-]|to|till|until|and|och|ja|&|/)\s*`;
  if (new RegExp(`\\d{4}-\\d{2}-\\d{2}${joined}$`).test(before) || new RegExp(`^${joined}\\d{4}-\\d{2}-\\d{2}`).test(after))
    return true;
  return from.startsWith('0') && /\d{4}-\d{2}-\d{2},? $/.test(before) && Number(from) <= 12 && Number.parseInt(to) > 24;
}

function isFormula({ before, after }: RangeContext): boolean {
  return /[=+*×÷^]\s*$/.test(before) || /^\s*[=×÷^]|^\s*[+*]\s*\d/.test(after) || /^\.\d+[.-]/.test(after);
}

/** Two runs of three digits or more are a number of something, unless both are years; so is a short one before a year, as of a case. */
function isCode({ before, from, to }: RangeContext): boolean {
  if (isYear(from) && isYear(to)) return false;
  if (NAMED.test(before)) return true;
  if (/^\d{3,}$/.test(from) && /^\d{3,}$/.test(to)) return true;
  return (
    /^\d{1,4}$/.test(from) && (isYear(to) || (/^\d{4}$/.test(to) && from.length < 3) || (isYear(from) && /^\d{2}$/.test(to)))
  );
}

/** Words before a number that is written with a hyphen. */
const NAMED =
  /(?<!\p{L})(?:dnro|dnr|diaarinumero|diarienummer|viite(?:numero)?|tilinumero|referens|ref|ocr|konto|bankgiro|plusgiro|postgiro|bg|pg|org\.?[ ]?nr|isbn|issn|iso|iec|rfc|sfs|din|version|versio|versionen|ver)\.?:?[ \u00a0]$/iu;

function isYear(written: string): boolean {
  return /^(?:19|20|21)\d{2}$/.test(written);
}
