import type { Issue } from '../issue/issue.ts';
import { MONTH_NAMES } from './month-names.ts';

/** A title that is looked at, with the month of the issue's date counted from the year 0. */
interface Title {
  readonly text: string;
  readonly language: Issue['language'];
  readonly month: number;
  readonly date: Date;
  readonly isNewsletter: boolean;
}

const NEWSLETTER = '(?:kirje|tiedot|uutis|kuulumi|lehti|brev|nyhet|blad|bulletin|newsletter|news|digest|infot?\\b)';
const SEASON =
  '(?:kevät|kesä|syksy|talvi|joulu|vår(?:en)?|sommar(?:en)?|höst(?:en)?|vinter(?:n)?|jul|spring|summer|autumn|fall|winter)';
/** Texts about a month or a year that is over. */
const LOOKS_BACK =
  /tilasto|raport|kertomu|katsau|pöytäkirj|tulok|aineisto|tallen|statisti|rapport|berättelse|protokoll|översikt|resultat|material|report|minutes|review|results|slides|recording/iu;
const YEARLY = /vuosi|vuoden|års|annual|year/iu;
const YEAR = '((?:19|20)\\d\\d)(?!\\d)';
const NOT_WITHIN = '(?<![\\p{L}\\p{N}/–.])';
/** The end, or what parts the name of an issue from what follows. */
const LABEL_END = '(?= ?(?:$|[:|(),.;!]| – ))';

/**
 * The month or year in a title that is not that of the issue's date, as written; undefined where all fits. The month before and the one
 * after fit too, since an issue of December may go out on 30 November or 3 January. Only what names the issue counts: a month in which
 * something happens does not.
 */
export function findWrongMonth(title: string, language: Issue['language'], isoDate: string): string | undefined {
  const date = new Date(`${isoDate}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return undefined;
  const shown = title.normalize('NFC').replace(/\s+/gu, ' ').trim();
  const text = shown.replace(/[-‐‑–—−]/gu, '–');
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
  const looked: Title = { text, language, month, date, isNewsletter: new RegExp(NEWSLETTER, 'iu').test(text) };
  for (const find of [inRange, inSlashed, inNumbered, inNamed, inDated, inUnyeared, inBareYear]) {
    const found = find(looked);
    if (found?.isRight) return undefined;
    const start = found && text.indexOf(found.written);
    if (found && start !== undefined) return shown.slice(start, start + found.written.length);
  }
  return undefined;
}

/** What a title says of its month; the first that says anything decides. */
interface Finding {
  readonly written: string;
  readonly isRight: boolean;
}

function fits({ month }: Title, first: number, last = first): boolean {
  return month >= first - 1 && month <= last + 1;
}

/** `tammi–helmikuu 2022`, `joulukuu 2021 – tammikuu 2022`, `Jan/Feb 2022`, `12/2021–1/2022`. */
function inRange(title: Title): Finding | undefined {
  const { text, language, date } = title;
  const { bare, named } = MONTH_NAMES[language];
  const words = `(${bare.join('|')})(?:[ /,]{1,2}${YEAR})? ?[–/] ?(${named.join('|')})(?![\\p{L}])(?:[ /,]{1,2}${YEAR})?`;
  const numbers = `(\\d{1,2})(?:/${YEAR})? ?– ?(\\d{1,2})/${YEAR}`;
  for (const source of [words, numbers]) {
    const match = new RegExp(`${NOT_WITHIN}${source}`, 'iu').exec(text);
    if (!match || isWhen(title, match.index)) continue;
    const [start, end] = [indexOf(bare, match[1]!), indexOf(bare, match[3]!)];
    if (start === undefined || end === undefined) continue;
    const year = Number(match[4] ?? date.getUTCFullYear());
    const last = year * 12 + end;
    const first = match[2] === undefined ? last - ((end - start + 12) % 12) : Number(match[2]) * 12 + start;
    const others = match[4] === undefined ? [-12, 12] : [];
    if (!isName(title, match.index, first)) continue;
    return { written: match[0], isRight: [0, ...others].some((shift) => fits(title, first + shift, last + shift)) };
  }
  return undefined;
}

/** `joulukuu/2021`, `joulu/2021`, `2021/december`. */
function inSlashed(title: Title): Finding | undefined {
  const months = `(${MONTH_NAMES[title.language].bare.join('|')})`;
  const match = new RegExp(`${NOT_WITHIN}(?:${months} ?/ ?${YEAR}|${YEAR} ?/ ?${months}(?!\\p{L}))`, 'iu').exec(title.text);
  return match ? monthFinding(title, match, match[1] ?? match[4]!, match[2] ?? match[3]!) : undefined;
}

/**
 * `Uutiskirje 12/2021`: the month, or the number of the issue within the year, which may be anything up to that of the week. Only behind
 * the word for a newsletter, since laws and bills have such numbers too.
 */
function inNumbered(title: Title): Finding | undefined {
  const { text, month, date } = title;
  const match = new RegExp(`${NOT_WITHIN}(\\d{1,2})/${YEAR}${LABEL_END}`, 'u').exec(text);
  if (!match) return undefined;
  if (!isLabel(title, match.index)) return undefined;
  const [number, year] = [Number(match[1]), Number(match[2])];
  const isYear = [month - 1, month, month + 1].some((each) => Math.floor(each / 12) === year);
  const isMonth = number >= 1 && number <= 12 && fits(title, year * 12 + number - 1);
  const weeks = Math.ceil((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / (7 * 86_400_000)) + 1;
  const isNumber = year !== date.getUTCFullYear() || number > 12 || number <= Math.max(weeks, (month % 12) + 2);
  return { written: match[0], isRight: isMonth || (isYear && isNumber) };
}

/** `Uutiskirje joulukuu 2021`, `December 2021: grants`; not `Forum in March 2022` or `12 december 2021`. */
function inNamed(title: Title): Finding | undefined {
  const { text, language } = title;
  const source = `${NOT_WITHIN}(${MONTH_NAMES[language].named.join('|')})(?: |, )${YEAR}${LABEL_END}`;
  const match = new RegExp(source, 'iu').exec(text);
  if (!match || isWhen(title, match.index)) return undefined;
  return monthFinding(title, match, match[1]!, match[2]!);
}

/** `Viikkotiedote 22.12.2021`, `Newsletter 2021-12-22`: the date of the issue. */
function inDated(title: Title): Finding | undefined {
  const source = `\\p{L}*${NEWSLETTER}\\p{L}*,? (?:(\\d{1,2})\\.(\\d{1,2})\\.${YEAR}|${YEAR}–(\\d{2})–\\d{2})${LABEL_END}`;
  const match = new RegExp(source, 'iu').exec(title.text);
  if (!match) return undefined;
  const [year, month] = [Number(match[3] ?? match[4]), Number(match[2] ?? match[5])];
  if (month < 1 || month > 12) return undefined;
  return { written: match[0].replace(/^.* /u, ''), isRight: fits(title, year * 12 + month - 1) };
}

/** `joulukuun uutiskirje`, `December newsletter`, `Uutiskirje, joulukuu`, and a month alone. */
function inUnyeared(title: Title): Finding | undefined {
  const { text, language, month } = title;
  const { named, possessive, bare } = MONTH_NAMES[language];
  const before = new RegExp(`${NOT_WITHIN}(${possessive.join('|')}) \\p{L}*${NEWSLETTER}`, 'iu').exec(text);
  const atEnd = title.isNewsletter ? new RegExp(`${NOT_WITHIN}(${named.join('|')})$`, 'iu').exec(text) : null;
  const alone = new RegExp(`^(${named.join('|')})$`, 'iu').exec(text);
  const match = before ?? (atEnd && isLabel(title, atEnd.index) ? atEnd : alone);
  if (!match || isWhen(title, match.index) || (language === 'en' && !/^\p{Lu}/u.test(match[1]!))) return undefined;
  const index = indexOf(possessive, match[1]!) ?? indexOf(bare, match[1]!);
  if (index === undefined) return undefined;
  const distance = Math.abs((month % 12) - index);
  return { written: match[1]!, isRight: Math.min(distance, 12 - distance) <= 1 };
}

/** `Uutiskirje 2021`, `Nyhetsbrev våren 2021`. Last year is named by letters about it, which come until March. */
function inBareYear({ text, date }: Title): Finding | undefined {
  const match = new RegExp(`\\p{L}*${NEWSLETTER}\\p{L}*(?: ${SEASON})?,? ${YEAR}${LABEL_END}`, 'iu').exec(text);
  if (!match) return undefined;
  const age = date.getUTCFullYear() - Number(match[1]);
  const isOfLastYear = age === 1 && (date.getUTCMonth() < 3 || YEARLY.test(text));
  return { written: match[1]!, isRight: age < 1 || age > 10 || isOfLastYear };
}

/** Whether the words before a month show that something happens then. */
function isWhen({ text, language }: Title, index: number): boolean {
  const before = text.slice(0, index).trimEnd();
  const isDay = /\d(?:\.|st|nd|rd|th|:?[ea])?$/u.test(before) && !/(?:19|20)\d\d$/u.test(before);
  return isDay || new RegExp(`(?:^|[^\\p{L}])(?:${MONTH_NAMES[language].when})$`, 'iu').test(before);
}

function monthFinding(title: Title, { 0: written, index }: RegExpExecArray, name: string, year: string): Finding | undefined {
  const at = indexOf(MONTH_NAMES[title.language].bare, name);
  if (at === undefined) return undefined;
  const month = Number(year) * 12 + at;
  return isName(title, index, month) ? { written, isRight: fits(title, month) } : undefined;
}

/**
 * Whether a month at a place of the title names the issue. Without the word for a newsletter before it, a month ahead is when something
 * happens, and a month that is over may be what a report is about.
 */
function isName(title: Title, index: number, month: number): boolean {
  return isLabel(title, index) || (month <= title.month && !LOOKS_BACK.test(title.text));
}

/** Whether nothing stands before a place of the title, since the last sign that parts it, or the word for a newsletter does. */
function isLabel({ text }: Title, index: number): boolean {
  const before = text
    .slice(0, index)
    .split(/[:|;]| – /u)
    .at(-1)!;
  return before.trim() === '' || new RegExp(NEWSLETTER, 'iu').test(before);
}

/** From 0; of a name, or of a number from 1. */
function indexOf(names: readonly string[], written: string): number | undefined {
  if (/^\d+$/u.test(written)) return Number(written) >= 1 && Number(written) <= 12 ? Number(written) - 1 : undefined;
  const index = names.findIndex((name) => new RegExp(`^(?:${name})$`, 'iu').test(written));
  return index < 0 ? undefined : index;
}
