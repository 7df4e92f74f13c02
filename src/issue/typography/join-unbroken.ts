import type { IssueLanguage } from '../../config/config.ts';
import { LEXICONS } from '../dates/lexicon.ts';

const NO_BREAK = '\u00a0';

/** What stands behind a number and belongs to it. */
const UNITS =
  '€|%|‰|§|°C?|km|m|cm|mm|kg|g|l|dl|cl|ml|h|min|s|kWh?|kt|[MG]B|ha|m²|km²|eur|euro[an]?|euros?|milj\\.|mrd\\.|miljoonaa?|miljardia?|miljoner|million|billion|kpl|kr|kronor|vk|kk|pv|v|st|tim';

/** What stands before a number and belongs to it. */
const LEADS = 'klo|kello|kl\\.?|klockan|p\\.|puh\\.|tel\\.|tfn|s\\.|sid\\.|nro|n:o|nr|no\\.|§|noin|n\\.|ca\\.?';

/** Puts a space that no line breaks at into amounts, between a number and its unit, behind `klo`, and within a date. */
export function joinUnbroken(text: string, language: IssueLanguage): string {
  if (!/\d/.test(text)) return text;
  return rulesOf(language).reduce((joined, rule) => joined.replace(rule, `$1${NO_BREAK}`), text.replace(AMOUNT, joinAmount));
}

/** Groups of three digits; a telephone number begins with a zero or a plus, or has groups of other lengths. */
const AMOUNT = /(?<![\p{L}\d+.,-])(?<!\d )([1-9]\d{0,2}(?: \d{3})+)(?! ?\d)/gu;

function joinAmount(amount: string): string {
  return amount.replaceAll(' ', NO_BREAK);
}

const rules = new Map<IssueLanguage, readonly RegExp[]>();

function rulesOf(language: IssueLanguage): readonly RegExp[] {
  const known = rules.get(language) ?? makeRules(language);
  rules.set(language, known);
  return known;
}

function makeRules(language: IssueLanguage): RegExp[] {
  const { months, weekdays } = LEXICONS[language];
  return [
    new RegExp(`(\\d) (?=(?:${UNITS})(?![\\p{L}\\d]))`, 'gu'),
    new RegExp(`((?<!\\p{L})(?:${LEADS})) (?=[\\d+])`, 'giu'),
    new RegExp(`((?<!\\d)\\d{1,2}\\.?) (?=(?:${months.join('|')})(?!\\p{L}))`, 'giu'),
    new RegExp(`((?<![\\p{L}\\d])(?:${weekdays.join('|')})) (?=\\d{1,2}[.–])`, 'giu'),
  ];
}
