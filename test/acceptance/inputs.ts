/** What is right for one of the shared inputs. */
export interface Expectation {
  /** What `check` names, as `code line`, or `code` where it has no line, in reading order; nothing else may be named. */
  readonly problems: readonly string[];
  /** Words that the sentences have, or, with `!` before them, must not have. */
  readonly says?: readonly string[];
  /** What the HTML, and the text, of the e-mail have, or, with `!` before it, must not have. */
  readonly html?: readonly string[];
  readonly text?: readonly string[];
}

/** By the name of the input. Workspaces of hostile strangers and odd mail servers have tests of their own. */
export const EXPECTATIONS: Readonly<Record<string, Expectation>> = {
  'blank-line-wide': { problems: [] },
  'check-misses-size': { problems: ['html-too-large'], says: ['1. First'] },
  'contacts-bare-address': { problems: [], html: ['href="mailto:info@example.org"', 'href="https://www.example.org/contact"'] },
  'csv-absolute-path': { problems: [] },
  'csv-sep-line': { problems: [] },
  'csv-spreadsheet-errors': {
    problems: ['list-cell-error 2', 'list-cell-error 2', 'list-cell-error 3', 'list-cell-error 3'],
    says: ['#N/A', '#PUUTTUU!'],
  },
  'csv-workbook': { problems: ['file-not-text'], says: ['Excel', '!Latin'] },
  'dash-phone-version': {
    problems: [],
    html: ['031-41 41 34', '08-12 34 56', 'meta 4.15-0', 'gam 1.22-4', 'DOSBox 0.74-3'],
    text: ['031-41 41 34', '08-12 34 56', 'meta 4.15-0', 'gam 1.22-4', 'DOSBox 0.74-3'],
  },
  'definition-harmless': { problems: [] },
  'definition-wrapped': { problems: [], html: ['href="https://www.example.org/report"'] },
  dotfiles: { problems: ['issue-slug'], says: ['a.sv.md', '!._a'] },
  'fm-blank-subject': { problems: ['front-matter-required 2', 'front-matter-blank 3', 'front-matter-required 2'] },
  'fm-wrong-advice': {
    problems: [
      'front-matter-syntax 2',
      'front-matter-syntax 3',
      'front-matter-syntax 2',
      'front-matter-syntax 2',
      'front-matter-syntax 2',
    ],
    says: ['title: News', "Don't miss it", '!News}'],
  },
  'hole-autolink': { problems: [], says: ['!zh'], html: ['href="https://www.example.org/"'] },
  'html-block-words-lost': { problems: ['raw-html 10', 'raw-html 15'], says: ['Hidden words', 'Centered words'] },
  'img-cmyk': { problems: [] },
  'img-path-messages': { problems: ['image-path 11', 'image-path 13', 'image-not-found 15'], says: ['!on the web', 'kuva.png'] },
  'img-truncated': {
    problems: ['image-damaged 11', 'image-damaged 13', 'image-damaged 15'],
    says: ['!every mail program shows'],
  },
  'leftover-unseen': {
    problems: [
      'markdown-leftover 10',
      'markdown-leftover 10',
      'markdown-leftover 12',
      'markdown-leftover 12',
      'markdown-leftover 14',
      'markdown-doubtful 14',
      'markdown-leftover 14',
    ],
    html: ['It is here.'],
  },
  'line-drift-heading-link': {
    problems: [...[8, 13, 18, 23, 28, 33].map((line) => `heading-link ${line}`), 'link-vague 38'],
  },
  'link-backtick': { problems: ['markdown-leftover 12'], html: ['href="https://www.example.org/x"'] },
  'link-empty-words': {
    problems: ['link-placeholder 13', 'link-mistyped 15', 'link-mistyped 17', 'link-placeholder 19'],
    says: ['!""', 'Our intranet', '"Home"', '"Write"'],
    html: ['href="mailto:a@example.org,b@example.org"'],
  },
  'link-reversed': { problems: ['markdown-leftover 10'], html: ['!%5D', 'href="https://www.example.org/"'] },
  'list-too-dense': { problems: [], html: ['A film with quite a long title number 159'] },
  'md-footnote': { problems: [], html: ['Decided in January.', '![^'], text: ['500 euros[1]', '[2] Decided in January.'] },
  'md-foreign-markup': {
    problems: [7, 7, 7, 7, 7, 11, 13, 13, 15, 17, 20, 22].map((line) => `markdown-leftover ${line}`),
    says: ['*|FNAME|*', '{name}', '%%name%%', '${name}', '[Name]', '![[kuva.png]]', '[[Another page]]'],
  },
  'md-link-space': { problems: [11, 13, 15].map((line) => `markdown-leftover ${line}`) },
  'md-setext-section': { problems: ['setext-heading 14'] },
  'md-table-broken': { problems: ['markdown-leftover 11', 'markdown-leftover 17'] },
  mojibake: { problems: ['text-mojibake 11', 'text-mojibake 2'] },
  'setext-trap': { problems: ['setext-heading 9'] },
  'table-broken-words': { problems: [] },
  'text-mailto-query': {
    problems: [],
    text: ['forum@example.org', '!forum@example.org?', '!MAILTO', '050 123 4567', '!050%20'],
    html: ['href="mailto:forum@example.org?subject=Sign%20up&amp;body=Name:"'],
  },
  'text-superscript': { problems: [], text: ['10^6', '2^10', '!106 metres'] },
  'theme-blamed': { problems: ['link-mistyped 10', 'link-mistyped 10'], says: ['!theme'] },
  'too-large-unseen': { problems: ['html-too-large'], says: ['<!-- more -->', '1. Links'] },
};
