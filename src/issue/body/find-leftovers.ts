import type { Leftover } from '../../problem/problem-details.ts';
import { type MarkdownToken, type Tokens, lexInline } from './markdown.ts';

/** A piece of text that readers would see as markup, as it was written. */
export interface FoundLeftover {
  readonly text: string;
  /** What it begins with, to find its place by. */
  readonly start: string;
  readonly form: Leftover;
}

/** Stand for what is no text, so that a rule may ask for it: a bare address, one in angle brackets, and everything else. */
const BARE = '\ue001';
const ANGLED = '\ue002';
const OTHER = '\ue003';
const STANDS = /[\ue001-\ue003]/g;
const STANDS_ALONE = /^[\ue001-\ue003]$/;

const FIELDS =
  'f?name|first ?name|last ?name|l?name|full ?name|company|organi[sz]ation|e-?mail|etunimi|sukunimi|nimi|järjestö|organisaatio|yhdistys|sähköposti|namn|förnamn|efternamn|förening|e-post';
const FILE = String.raw`[^\s()]{1,200}\.(?:png|jpe?g|gif|pdf|docx?|xlsx?|pptx?|html?|md|txt)`;
const TARGET = String.raw`(?:[${BARE}${ANGLED}]|#[\w-]{1,100}|\.{0,2}\/[^\s()]{1,200}|(?:issue|article|mailto|tel):[^\s()]{1,200}|${FILE})`;
const WORDS = String.raw`[^[\]]{1,300}`;

/** Characters that are written so in HTML, and that nobody writes by chance. */
const ENTITIES = 'nbsp|[aouAOU]uml|[aA]ring|quot|ndash|mdash|hellip|rdquo|ldquo|rsquo|lsquo|shy|euro';

/** Each way in which markup stays behind as text, the surer one first. A number in brackets is a reference of a scholar. */
const RULES: readonly (readonly [form: Leftover, pattern: RegExp])[] = [
  ['merge-field', /\*\|[^|\n]{1,60}\|\*|%%\p{L}[\p{L}\p{N}_.-]{0,60}%%|(?<![\p{L}\p{N}])%[A-Z][A-Z0-9_]{2,40}%/gu],
  ['merge-field', /(?<!\{)[$#@]?\{\$?\p{L}[\p{L}\p{N}_.-]{1,60}\}(?!\})|(?<![\p{L}\p{N}#])##\p{L}[\p{L}\p{N}_]{1,40}##/gu],
  // An opening bracket that was escaped stands before it where all of it was meant to be text.
  ['merge-field', new RegExp(String.raw`(?<![{${OTHER}])\{\p{L}[\p{L}\p{N}_.-]{1,60}\}\}(?!\})`, 'gu')],
  ['merge-field', new RegExp(String.raw`\[(?:${FIELDS})\](?![([])`, 'giu')],
  ['template', /\{%[^\n]{0,300}?%\}|<%[^\n]{0,300}?%>|\[%[^\n]{0,300}?%\]/g],
  ['wiki-link', /!?\[\[[^[\]\n]{1,200}\]\]/g],
  ['callout', /(?<=^|\n)\[![a-z]+\]/gi],
  [
    'shortcode',
    /\[\/?(?:toc|caption|gallery|embed|audio|video|playlist|contact-form[\w-]*|vc_\w+|et_pb_\w+)(?:\s[^[\]\n]{0,200})?\]/gi,
  ],
  ['reversed-link', new RegExp(String.raw`\([^()\n]{1,300}\)\[\s?${TARGET}\s?\]`, 'gu')],
  ['spaced-link', new RegExp(String.raw`!?\[(?!\d+\])${WORDS}\][ \t\u00a0]+\(\s?${TARGET}(?:\s"[^"\n]{0,200}")?\s?\)`, 'gu')],
  ['spaced-link', new RegExp(String.raw`\[${WORDS}\]${ANGLED}`, 'gu')],
  ['link', /!?\[[^[\]\n]{0,500}\]\([^)\n]{0,500}\)?|\]\(/g],
  ['reference', new RegExp(String.raw`!?\[(?!\d+\]\[\d+\])${WORDS}\]\[[^[\]]{0,300}\]`, 'gu')],
  ['definition', new RegExp(String.raw`(?<=^|\n)\[${WORDS}\]:[ \t]*[${BARE}${ANGLED}]`, 'gu')],
  ['footnote', /\[\^[^[\]\s]{1,100}\]/g],
  ['attribute', /\{:[^{}\n]{0,200}\}|\{[#.]\p{L}[^{}\n]{0,200}\}|(?<!\{)\{\s?[\w-]{1,40}\s?=[^{}\n]{1,200}\}(?!\})/gu],
  [
    'emphasis',
    /(?<![\p{L}\p{N}*\\])\*{2,3}(?![*\s)])[^*]{1,300}(?<!\*)\*{2,3}(?!\*)|(?<=^|\s)\*\* [^*\n]{1,200}(?<![\s*])\*\*(?!\*)|(?<![*\\])(?<=^|[\s\p{Ps}\p{Pi}\p{Pd}])\*\*(?![*\s)])|(?<=[:;.,!?])\*\*(?!\*)/gu,
  ],
  ['emphasis', /(?<![\p{L}\p{N}*\\])\*(?![*\s)])[^*\n]{1,200}(?<![*\s])\*(?=\p{L})/gu],
  ['emphasis', /(?<![\p{L}\p{N}_])__(?![_\s])[^_\n]{1,200}__|(?<![\p{L}\p{N}_])_(?![_\s])[^_\n]{1,200}\p{P}_(?=\p{L})/gu],
  ['strike', /~~(?![~\s])[^~\n]{1,300}~~|(?<![~\p{L}\p{N}])~~(?![~\s])/gu],
  ['highlight', /(?<![=\p{L}\p{N}])==(?![=\s])[^=\n]{1,200}(?<![=\s])==(?![=\p{L}\p{N}])/gu],
  ['emoji', /(?<![\p{L}\p{N}:/])(?<!\p{P}):[a-z][a-z0-9_+-]{1,40}:(?![\p{L}\p{N}:/])/gu],
  ['backtick', /(?<=^|[\s(])`{1,3}(?![`\s])/g],
  ['entity', new RegExp(String.raw`&amp;(?:#\d{1,6}|#x[\da-f]{1,6}|[a-z]{2,8});|&(?:${ENTITIES})(?![;\p{L}\p{N}])`, 'giu')],
];

/** A quick look: without any of these there is nothing to find. */
const SIGNS = /[[\]*_~={}%`]|:[a-z]|&|##/;

/** What readers would see as markup in a run of inline tokens: text that was meant as a link, as emphasis, or for another program. */
export function findLeftovers(tokens: readonly MarkdownToken[]): FoundLeftover[] {
  const pieces = tokens.map(flatten);
  const text = pieces.join('');
  if (!SIGNS.test(text)) return [];
  const matches = RULES.flatMap(([form, pattern]) => firstMatches(pattern, text).map((match) => ({ form, ...match })));
  const apart: typeof matches = [];
  for (const match of matches) {
    const overlaps = apart.some(({ at, text: other }) => match.at < at + other.length && at < match.at + match.text.length);
    if (!overlaps) apart.push(match);
  }
  return apart
    .toSorted((a, b) => a.at - b.at)
    .map(({ form, at, text: found }) => {
      let stands = text.slice(0, at).match(STANDS)?.length ?? 0;
      const others = tokens.filter((_, index) => STANDS_ALONE.test(pieces[index]!));
      const written = found.replace(STANDS, () => others[stands++]?.raw ?? '…');
      return { form, text: written, start: found.split(STANDS, 1)[0]! };
    });
}

/** Of more than this in one paragraph, the others are found when the first are gone. */
const MOST = 20;

function firstMatches(pattern: RegExp, text: string): { readonly at: number; readonly text: string }[] {
  const found: { at: number; text: string }[] = [];
  for (const match of text.matchAll(pattern)) if (found.push({ at: match.index, text: match[0] }) >= MOST) break;
  return found;
}

/** The same in words that are shown as they are, such as a title: what Markdown would read in them is markup as well. */
export function findPlainLeftovers(words: string): FoundLeftover[] {
  if (!SIGNS.test(words)) return [];
  const tokens = lexInline(words);
  const read = tokens.flatMap((token): FoundLeftover[] => {
    const form = PLAIN_FORMS[token.type];
    const isBare = token.type === 'link' && !token.raw.startsWith('[');
    return form === undefined || isBare ? [] : [{ form, text: token.raw, start: token.raw }];
  });
  return [...read, ...findLeftovers(tokens)];
}

const PLAIN_FORMS: Readonly<Record<string, Leftover>> = {
  strong: 'plain',
  em: 'plain',
  del: 'plain',
  link: 'plain',
  image: 'plain',
};

function flatten(token: MarkdownToken): string {
  switch (token.type) {
    case 'text':
      return (token as Tokens.Text).tokens ? OTHER : token.raw;
    case 'link':
      return token.raw.startsWith('[') ? OTHER : token.raw.startsWith('<') ? ANGLED : BARE;
    case 'br':
      return '\n';
    case 'html':
      return '';
    case 'em':
      return /^\*\|[^|]*\|\*$/.test(token.raw) ? token.raw : OTHER;
    default:
      return OTHER;
  }
}
