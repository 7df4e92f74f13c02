/** A line of a body as the limits count it. */
export interface ScannedLine {
  readonly text: string;
  readonly kind: 'blank' | 'code' | 'text';
  /** Whether a paragraph, an item, a row, a heading or a block begins here for certain. */
  readonly begins: boolean;
  /** How many quotations it says to stand in: its marks `>`. */
  readonly depth: number;
  /** The marks that stand before its words. */
  readonly prefix: string;
}

/**
 * Tells what the lines of a body are, without the Markdown parser, which the limits protect. Where it is not certain it says less: a line
 * that only looks like code or an item is text of the paragraph.
 */
export function scanLines(lines: readonly string[]): ScannedLine[] {
  const scanner = new LineScanner();
  return lines.map((line, index) => scanner.scan(line, lines[index + 1] ?? ''));
}

const FENCE = /^(`{3,})[^`]*$|^(~{3,})/;
const QUOTE = /^(?: {0,3}> ?)+/;
const BULLET = /^( *)([-*+]|(\d{1,9})[.)])([ \t]+)(?=\S)/;
const HEADING = /^ {0,3}#{1,6}(?:[ \t]|$)/;
/** HTML that goes on over empty lines, and that which ends at one (CommonMark §4.6). */
const LONG_HTML = /^ {0,3}<(?:!--|\?|![a-z[]|(?:script|pre|style|textarea)(?![\w-]))/i;
const LONG_HTML_END = /-->|\?>|\]\]>|<\/(?:script|pre|style|textarea)>/i;
const HTML = /^ {0,3}<[/a-z]/i;

class LineScanner {
  /** The marks that close the code that is open. */
  #fence = '';
  #html: 'long' | 'short' | '' = '';
  #isCode = false;
  #isTable = false;
  #isAfterBlank = true;
  /** Of quotations; a line without `>` that goes on with one is in it. */
  #depth = 0;
  /** How far in the words of the innermost item stand; 0 outside lists. */
  #indentation = 0;

  scan(text: string, next: string): ScannedLine {
    if (text.startsWith(':::')) return this.#directive(text);
    if (this.#fence !== '') return this.#inFence(text);
    if (text.trim() === '') return this.#blank(text);
    const quote = QUOTE.exec(text)?.[0] ?? '';
    const words = text.slice(quote.length);
    const depth = quote.match(/>/g)?.length ?? 0;
    const line = this.#isIndentedCode(text) ? made(text, 'code', false) : this.#text({ text, quote, words, depth, next });
    this.#isCode = line.kind === 'code' && this.#fence === '';
    this.#isAfterBlank = quote !== '' && words.trim() === '';
    this.#depth = line.begins ? depth : Math.max(depth, this.#depth);
    return line;
  }

  #directive(text: string): ScannedLine {
    this.#fence = '';
    this.#isCode = false;
    this.#isTable = false;
    this.#isAfterBlank = true;
    this.#depth = 0;
    this.#indentation = 0;
    return made(text, 'text', true, { prefix: text });
  }

  #inFence(text: string): ScannedLine {
    const closing = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(text)?.[1];
    if (closing?.startsWith(this.#fence)) this.#fence = '';
    this.#isAfterBlank = this.#fence === '';
    return made(text, 'code', false);
  }

  #blank(text: string): ScannedLine {
    this.#isAfterBlank = true;
    this.#isTable = false;
    this.#depth = 0;
    if (this.#html === 'short') this.#html = '';
    return made(text, 'blank', true);
  }

  #isIndentedCode(text: string): boolean {
    return this.#html === '' && this.#indentation === 0 && /^ {4}/.test(text) && (this.#isAfterBlank || this.#isCode);
  }

  #text({ text, quote, words, depth, next }: TextLine): ScannedLine {
    const fence = this.#html === '' && quote === '' ? FENCE.exec(text) : null;
    if (fence) {
      this.#fence = fence[1] ?? fence[2]!;
      this.#indentation = 0;
      this.#isTable = false;
      return made(text, 'code', false);
    }
    this.#followHtml(words);
    const isFirst = this.#isAfterBlank || depth > this.#depth;
    const indentation = /^ */.exec(words)![0].length;
    const item = this.#html === '' ? this.#item(words, isFirst) : '';
    if (item === '' && this.#isAfterBlank && indentation < this.#indentation) this.#indentation = 0;
    if (isFirst || item !== '') this.#isTable = false;
    const isRow = this.#isTable;
    if (isFirst && this.#html === '' && isTableHead(words, next.replace(QUOTE, ''))) this.#isTable = true;
    const heading = this.#html === '' && HEADING.test(words);
    const begins = isFirst || item !== '' || heading || isRow || words.trim() === '';
    const prefix = quote + (item || (/^ {0,3}#{1,6}[ \t]+(?:\d{1,4}[.)][ \t]+)?/.exec(words)?.[0] ?? ''));
    return made(text, 'text', begins, { prefix, depth });
  }

  #followHtml(words: string): void {
    if (this.#html === 'long' || LONG_HTML.test(words)) this.#html = LONG_HTML_END.test(words) ? 'short' : 'long';
    else if (HTML.test(words)) this.#html = 'short';
  }

  /** The mark of an item that begins here: of the list, or of one within it. A number other than 1 begins no list within a paragraph. */
  #item(words: string, isFirst: boolean): string {
    const [mark = '', spaces = '', bullet = '', number, gap = ''] = BULLET.exec(words) ?? [];
    if (mark === '' || spaces.length > this.#indentation + 3) return '';
    const isNext = spaces.length < this.#indentation;
    if (number !== undefined && number !== '1' && !isFirst && !isNext) return '';
    this.#indentation = spaces.length + bullet.length + Math.min(gap.length, 4);
    return mark;
  }
}

interface TextLine {
  readonly text: string;
  readonly quote: string;
  readonly words: string;
  readonly depth: number;
  readonly next: string;
}

function made(text: string, kind: ScannedLine['kind'], begins: boolean, more: Partial<ScannedLine> = {}): ScannedLine {
  return { text, kind, begins, depth: 0, prefix: '', ...more };
}

/** A row with as many cells as the row of hyphens below it (GitHub Flavored Markdown §4.10). */
function isTableHead(line: string, next: string): boolean {
  if (!/^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*){0,60}\|?[ \t]*$/.test(next) || !next.includes('|')) return false;
  return cellsIn(line) === cellsIn(next);
}

function cellsIn(row: string): number {
  return row
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/).length;
}
