/** What may stand in a cell and break a message if anything between the list and the wire takes it for more than text. */
const NAUGHTY_PARTS: readonly string[] = apart([
  // What has a meaning in an address header (RFC 5322 §3.2): quotes, escapes, lists, groups, routes, comments.
  '"¦""¦\'¦\\¦\\\\¦\\"¦"\\¦,¦;¦:¦<¦>¦<>¦(¦)¦()¦((¦@¦@@¦[]¦`¦"a" "b"',
  '"Aino" <aino@example.org>¦<eero@example.org>¦eero@example.org¦mailto:eero@example.org¦@example.org,eero¦(eero@example.org)',
  "Ryhmä: a@example.org, b@example.org;¦Group: ;¦a@example.org, b@example.org¦undisclosed-recipients:;¦O'Nolan¦\\n¦\\r\\n",

  // Encoded-word look-alikes (RFC 2047 §2), sound and broken.
  '=?UTF-8?B?S2lzc2E=?=¦=?utf-8?q?=41=20=42?=¦=?utf-8?Q?a_b?=¦?=¦=?¦=??=¦=?x?=¦=?utf-8?b?¦=?UTF-8*fi?Q?x?=',
  '=?UTF-8?B?/w==?= =?UTF-8?B?gA==?=¦=?iso-8859-1?q?=E4?=¦=?nobody-knows-8?b?eA==?=¦=?utf-8?b?a?b?=¦(=?utf-8?q?x?=)',

  // Quoted-printable look-alikes, soft line breaks, boundaries, dots that SMTP stuffs, mbox separators.
  '=41¦=C3=A4¦=c3=a4¦=¦==¦=3D¦=0D=0A¦=20¦a=¦=\\r\\n¦=Z9¦=_¦--=_a¦--¦-- ¦--=_a--',
  '.¦..¦...¦.a¦.\\r\\n¦a.¦From aino¦>From aino¦begin 644 x¦_¦__¦~~¦QUIT¦DATA¦RSET',

  // HTML, scripts, entities; Markdown, Handlebars and MJML, which the values must never be seen by.
  '<b>¦</b>¦<br>¦</p>¦</td></tr></table>¦<!--¦-->¦<![CDATA[¦]]>¦<a href="https://example.org">¦</title>',
  '<script>hei()</script>¦<img src=x onerror=hei()>¦" onclick="hei()¦\' onclick=\'hei()¦javascript:hei()¦</style><style>',
  '&¦&&¦&amp;¦&lt;b&gt;¦&copy¦&copy;¦&notit;¦&#65;¦&#x41;¦&#0;¦&amp;amp;¦&;¦&nbsp;¦R&D¦< b¦<ä>',
  '{{name}}¦{{organisation|x}}¦{{{name}}}¦{{#if name}}¦{{/if}}¦{{> partial}}¦{{!¦{{¦}}¦{{{{¦${name}¦#{name}',
  '<mj-raw>¦<mj-include path="x" />¦[[name]]¦%name%¦<%= name %>¦{%¦*|NAME|*¦[sana](https://example.org)¦![](x)',
  '**lihava**¦# otsikko¦| a | b |¦|¦```¦> lainaus¦- kohta¦1. kohta¦***¦<!-- huomio -->¦::: event¦[^1]',

  // Links, percent signs, patterns of String.replace and printf, paths, queries, words of programming.
  'https://www.example.org/a?b=c&d=e#f¦www.example.org¦?a=b&c=d¦#¦%¦%41¦%%¦%00¦%0d%0aBcc:¦%E4¦%zz¦+¦a+b',
  "$¦$&¦$1¦$$¦$`¦$'¦$<name>¦%s¦%d¦%n¦\\0¦\\x00¦\\u0000¦{0}¦Zh0123456789t0z¦\\1¦^.*$¦[a-z]+",
  '../../etc/hosts¦C:\\Users\\aino¦/¦//¦\\\\palvelin\\jako¦file:///x¦~¦*¦?¦!¦|ls¦; ls¦$(ls)¦`ls`¦&& ls',
  "'; DROP TABLE jarjestot; --¦' OR ''='¦1; --¦/* */¦null¦NULL¦undefined¦NaN¦Infinity¦true¦False¦None¦[object Object]",
  '__proto__¦constructor¦toString¦hasOwnProperty¦0¦-0¦00¦1e3¦0x1F¦1,5¦1.000,00¦12345678901234567890¦١٢٣',
  '=1+1¦+1¦-1¦@SUM(1;1)¦=HYPERLINK("https://example.org";"x")¦\'=1¦=A1¦[]¦[1]¦{"a":1}¦<?xml version="1.0"?>',

  // Header look-alikes.
  'Bcc: x@example.org¦Subject: x¦To: x@example.org¦Content-Type: text/html¦X-A: b¦MIME-Version: 1.0¦Received:',

  // Letters: composed and not, stacked, in other scripts, outside the basic plane, full-width, and what only looks like ASCII.
  'ä¦a\u0308¦Å\u212b¦e\u0301\u0323¦Z\u0351\u036b\u0343¦\u0301¦ﬁ¦ß¦ẞ¦İı¦Ǆ¦ŒœÆæØø¦ЖЗИ¦Ωμέγα¦ąęłż¦đðþ',
  'العربية¦עברית¦فارسی¦اردو ۱۲۳¦日本語¦中文字符¦한국어¦\u1112\u1161\u11ab¦हिन्दी¦क्ष¦ภาษาไทย¦กำ¦ქართული¦ᲥᲐᲠᲗ',
  'தமிழ்¦አማርኛ¦ᐃᓄᒃᑎᑐᑦ¦Հայերեն¦ᚠᚢᚦ¦ꦧꦱ¦𝔄𝔟𝔠¦𐐷𐐨¦𠜎𠜱¦𐌰𐌱¦𞤀𞤁¦ＡＢＣ¦＠¦＜ａ＞¦，¦“”„¦«»¦‹a›¦–—¦…',
  'аinо¦№¦™¦½¦x²¦∑¦→¦≠¦€¦¤¦\u2044¦\u2024¦\ufe64b\ufe65¦ٱ¦﷽¦꧅¦𒐫¦ﷺ¦｟｠',

  // Emoji: beyond the basic plane, joined, toned, flags, keycaps, variation selectors, tags.
  '😀¦👩‍👩‍👧‍👦¦👨🏽‍🚀¦👍🏿¦🇫🇮¦🇫🇮🇸🇪¦🇫¦🏳️‍🌈¦🏴󠁧󠁢󠁳󠁣󠁴󠁿¦1️⃣¦❤️¦❤︎¦🧑‍🤝‍🧑¦☃¦🫠¦😀😀😀😀😀😀😀😀😀😀😀',

  // What cannot be seen: joiners, marks and overrides of direction, soft hyphens, fillers, private use, noncharacters.
  '\u200b¦\u200c¦\u200d¦\u2060¦\u00ad¦\u200e¦\u200f¦\u061c¦\u202aa\u202c¦\u202eoniA\u202c¦\u2066a\u2069¦\u2067¦\u202e',
  '\u034f¦\u115f¦\u3164¦\u2800¦\u180e¦\ufff9a\ufffab\ufffb¦\ufffc¦\ue000¦\uf8ff¦\u{f0000}¦\u{10fffd}',
  '\ufffe¦\uffff¦\ufdd0¦\u{1fffe}¦\u{10ffff}¦\ufe0f¦\u{e0001}¦\u{e0041}¦\u{1d173}¦\u0378¦\u2063¦\u206a',

  // White space, which the list reader folds; line ends and tabs are among it, and a header behind one stays in its line.
  '  ¦ \u00a0 ¦\u00a0¦\u1680¦\u2003¦\u202f¦\u205f¦\u3000¦\ufeff¦\u2028¦\u2029¦\t¦\v¦\f¦\n¦\r¦\r\n¦\n\n',
  '\r\nBcc: x@example.org¦\nBcc: x@example.org\n¦\r\n\r\n<b>x</b>¦\r\n.\r\n¦\n.\nQUIT\n¦\r\n ¦\u2028Bcc: x@example.org¦ =\r\n',
]);

/** Where a part stands when it does not stand alone: at the start, at the end, between words, inside a word, in quotes. */
const POSITIONS: readonly ((part: string) => string)[] = [
  (part) => `${part}Yhdistys ry`,
  (part) => `Yhdistys ry${part}`,
  (part) => `Aino ${part} Esimerkki`,
  (part) => `Äänekosken Yhdis${part}tys`,
  (part) => `"${part}"`,
];

/** Alone and in one position, which takes turns, so that neighbours in the table above stand in different ones. */
function placed(part: string, index: number): string[] {
  return [part, POSITIONS[index % POSITIONS.length]!(part)];
}

const LENGTHS = {
  /** Around an encoded word's 42 octets and twice that, the 60 of a word that is kept whole, and the columns where lines are folded. */
  limits: [...range(40, 44), ...range(57, 61), ...range(66, 78), 84, 85, 100, 126, 127, 150],
  /** Too long for a subject. */
  overlong: [300, 990, 998, 1000, 2000],
};

/** Characters of one to four octets, of several code points, and those that every kind of encoding makes longer. */
const REPEATED: readonly string[] = ['x', 'ä', '€', '😀', 'a\u0308', '"', '=', '👩‍👩‍👧‍👦'];

function* longStrings(): Iterable<string> {
  for (const character of REPEATED) {
    for (const length of LENGTHS.limits) {
      if (character.length * length <= 160) yield character.repeat(length);
      yield `${'x'.repeat(length - 1)}${character}`;
    }
    for (const length of LENGTHS.overlong) yield character.repeat(length / character.length);
  }
  for (const length of [...LENGTHS.limits, ...LENGTHS.overlong]) {
    yield wordsOf('yksi', length);
    yield wordsOf('a"b', length);
    yield wordsOf('a', length);
    yield wordsOf('yö', length);
    yield `${'x'.repeat(length - 1)} y`;
  }
}

function wordsOf(word: string, length: number): string {
  return `${word} `.repeat(length).slice(0, length - 1) + 'z';
}

/** The strings of a table's rows, where `¦` stands between them. */
function apart(rows: readonly string[]): string[] {
  return rows.flatMap((row) => row.split('¦'));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Cells that a list may have and every message must carry as they are, white space folded. Each one is there once. */
export const NAUGHTY_STRINGS: readonly string[] = [...new Set([...NAUGHTY_PARTS.flatMap(placed), ...longStrings()])];

/** The list reader's promise: every run of white space is one space, there is none around a cell, and what cannot be seen, as a mark without a letter, is nothing. */
export function folded(cell: string): string {
  const words = cell.replace(/[\p{White_Space}\ufeff]+/gu, ' ').replace(/^ | $/g, '');
  return /^[\p{Cf}\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}\u2800 ]*$/u.test(words) ? '' : words;
}

/** Control characters that are no white space; U+0085 is one too, though Unicode lets it end a line. */
const CONTROLS: readonly string[] = [...range(0x00, 0x08), ...range(0x0e, 0x1f), ...range(0x7f, 0x9f)].map((code) =>
  String.fromCodePoint(code),
);

/** Cells that the list reader refuses for a control character, since nobody who can see it would have meant it. */
export const REFUSED_STRINGS: readonly string[] = [
  ...CONTROLS.map((control) => `Aino${control}Esimerkki`),
  ...apart([
    '\u0000¦\u0085¦\u001b[31mAino¦Aino\b\b¦\u0000Aino¦Aino\u007f¦Aino\u0085Bcc: x@example.org¦\r\n\u0000Bcc: x@example.org',
  ]),
];
