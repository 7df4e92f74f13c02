import { type MessageTemplate, type OpenPiece, type Piece, UNSUBSCRIBE_HOLE } from '../compose/message-template.ts';
import type { Hole } from '../issue/hole-table.ts';
import { type Fields, fillHoles, holeValue, writeValue } from '../personalise/fill-holes.ts';
import { TOKEN_LENGTH } from '../personalise/keyed-hash.ts';
import { type Problem, problem } from '../problem/problem.ts';
import type { LargeSection } from '../problem/problem-details.ts';
import { WeightCheck } from './check-weight.ts';
import { EmptyHole, LongSubject, type Row, type RowCheck, WrongLink } from './fill-faults.ts';

/** Octets of decoded HTML, its line ends two each: Gmail cuts a message off near 102 KB and hides the rest, the unsubscribe link with it. */
export const HTML_WARNING = 90_000;
export const HTML_LIMIT = 100_000;

/** Proves of a composed template, before anyone is mailed, that every recipient's copy can be made from it and shown whole. */
export class CopyCheck implements RowCheck {
  readonly #checks: readonly RowCheck[];

  /** `sections`: the largest first, where they are known. */
  constructor(template: MessageTemplate, sections: readonly LargeSection[] = []) {
    const links = distinct([...template.html, ...template.text].flatMap((piece) => (isWholeLink(piece) ? [piece.hole] : [])));
    this.#checks = [
      ...holesIn(template).map((hole) => new EmptyHole(hole)),
      ...links.map((hole) => new WrongLink(hole)),
      ...subjectCheck(template),
      new MessageCheck(template, sections),
    ];
  }

  see(row: Row): void {
    for (const check of this.#checks) check.see(row);
  }

  problems(): Problem[] {
    return this.#checks.flatMap((check) => check.problems());
  }
}

/** Whether servers take the message, and mail programs show it whole. */
export class MessageCheck implements RowCheck {
  readonly #checks: readonly RowCheck[];

  /** `sections`: the largest first, where they are known. */
  constructor(template: MessageTemplate, sections: readonly LargeSection[]) {
    this.#checks = [new SizeCheck(template, sections), new WeightCheck(template)];
  }

  see(row: Row): void {
    for (const check of this.#checks) check.see(row);
  }

  problems(): Problem[] {
    return this.#checks.flatMap((check) => check.problems());
  }
}

/** The holes that a column must fill, each once. */
export function holesIn({ subject, html, text }: MessageTemplate): Hole[] {
  return distinct([...subject, ...html, ...text].flatMap((piece) => (typeof piece === 'string' ? [] : [piece.hole])));
}

function isWholeLink(piece: Piece): piece is OpenPiece {
  return typeof piece !== 'string' && (piece.context === 'html-link' || piece.context === 'text-link');
}

function distinct(holes: readonly Hole[]): Hole[] {
  const own = holes.filter(({ name }) => name !== UNSUBSCRIBE_HOLE.name);
  return [...new Map(own.map((hole) => [`${hole.name}\0${hole.fallback ?? ''}`, hole])).values()];
}

function subjectCheck({ subject }: MessageTemplate): LongSubject[] {
  if (subject.every((piece) => typeof piece === 'string')) return [];
  return [new LongSubject((fields) => fillHoles(subject, fields))];
}

/** Whether mail programs show the message whole; the largest copy decides. */
class SizeCheck implements RowCheck {
  readonly #sizes: CopySizes;
  readonly #sections: readonly LargeSection[];
  readonly #hasPage: boolean;
  #most: number;

  constructor(template: MessageTemplate, sections: readonly LargeSection[]) {
    this.#sections = sections;
    this.#hasPage = template.sender.archive !== null;
    this.#sizes = new CopySizes(template);
    this.#most = this.#sizes.fixed;
  }

  see({ fields }: Row): void {
    if (this.#sizes.atMost(fields) > HTML_WARNING) this.#most = Math.max(this.#most, this.#sizes.of(fields));
  }

  problems(): Problem[] {
    return sizeProblems(this.#most, this.#sections, this.#hasPage);
  }
}

/** What is wrong with a message of so many octets of HTML; the largest sections are those that may go on on the web, where there is a page. */
export function sizeProblems(size: number, largestFirst: readonly LargeSection[], hasPage: boolean): Problem[] {
  const details = { size, limit: HTML_LIMIT, sections: largestFirst.slice(0, MOST_NAMED), hasPage };
  if (size > HTML_LIMIT) return [problem('html-too-large', details)];
  return size > HTML_WARNING ? [problem('html-large', details)] : [];
}

const MOST_NAMED = 3;

/** Octets of the decoded HTML of the largest copy. */
export function largestCopy(template: MessageTemplate, rows: readonly Row[]): number {
  const sizes = new CopySizes(template);
  return rows.reduce((most, { fields }) => Math.max(most, sizes.of(fields)), sizes.fixed);
}

/** How large the copies of a message are, in octets of decoded HTML. */
class CopySizes {
  /** Without what columns fill. */
  readonly fixed: number;
  readonly #open: readonly OpenPiece[];

  constructor({ html, sender }: MessageTemplate) {
    const link = { [UNSUBSCRIBE_HOLE.name]: `${sender.unsubscribe.url ?? ''}/${'x'.repeat(TOKEN_LENGTH)}` };
    const open = html.filter((piece) => typeof piece !== 'string');
    this.#open = open.filter(({ hole }) => hole.name !== UNSUBSCRIBE_HOLE.name);
    const fixed = [...html.filter((piece) => typeof piece === 'string'), ...open.flatMap((piece) => ownLink(piece, link))];
    this.fixed = fixed.reduce((sum, text) => sum + octetsOf(text), 0);
  }

  of(fields: Fields): number {
    return this.#open.reduce(
      (sum, { hole, context }) => sum + octetsOf(writeValue(holeValue(hole, fields), context)),
      this.fixed,
    );
  }

  /** A size that no copy exceeds, told quickly: a character becomes nine octets at most, `%EF%BF%BD` in a link; a whole link is measured. */
  atMost(fields: Fields): number {
    let most = this.fixed;
    for (const { hole, context } of this.#open)
      most += context.endsWith('-link') ? HTML_LIMIT : 9 * holeValue(hole, fields).length;
    return most;
  }
}

function ownLink({ hole, context }: OpenPiece, link: Fields): string[] {
  return hole.name === UNSUBSCRIBE_HOLE.name ? [writeValue(holeValue(hole, link), context)] : [];
}

function octetsOf(text: string): number {
  return Buffer.byteLength(text) + (text.match(/(?<!\r)\n/g)?.length ?? 0);
}
