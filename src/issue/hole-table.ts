import { createHash } from 'node:crypto';

/** A merge field. `name` is the column in NFC and lower case; `fallback` is what stands there when the cell is empty. */
export interface Hole {
  readonly name: string;
  readonly fallback: string | null;
}

/** A piece of text cut at its holes: fixed text, or a hole and whether it stands inside a link target. */
export type HolePiece = string | { readonly hole: Hole; readonly within: 'text' | 'target' | 'whole-target' };

const WRITTEN_HOLE = /(?<!\\)\{\{\s*([\p{L}\p{N}_][\p{L}\p{M}\p{N}_ .-]*?)\s*(?:\|([^{}\n]*))?\}\}/gu;

/**
 * Takes the holes out of a text before Markdown, Handlebars and MJML see it, and knows what each token left in their place means.
 * A token is one run of letters and digits that does not occur in the source, so it passes through all three unchanged.
 */
export class HoleTable {
  readonly #nonce: string;
  readonly #tokens: RegExp;
  readonly #holes: { hole: Hole; written: string; isLiteral: boolean }[] = [];

  constructor(source: string) {
    let nonce: string;
    let round = 0;
    do nonce = `Zh${createHash('sha256').update(`${round++}${source}`).digest('hex').slice(0, 10)}`;
    while (source.includes(nonce));
    this.#nonce = nonce;
    this.#tokens = new RegExp(`${nonce}([tuw])(\\d+)z`, 'g');
  }

  takeOut(text: string): string {
    return text.replace(WRITTEN_HOLE, (written, name: string, fallback?: string) => {
      const hole = { name: name.normalize('NFC').toLowerCase(), fallback: fallback === undefined ? null : fallback.trim() };
      this.#holes.push({ hole, written, isLiteral: false });
      return `${this.#nonce}t${this.#holes.length - 1}z`;
    });
  }

  /** A token for a hole that nobody wrote and that is a whole link target; `uses` does not know it. */
  addLink(hole: Hole): string {
    this.#holes.push({ hole, written: '', isLiteral: true });
    return `${this.#nonce}w${this.#holes.length - 1}z`;
  }

  /** The text as it was written, holes and all; also one that was put into lower case. */
  restore(text: string): string {
    if (!text.includes(this.#nonce.slice(1))) return text;
    return text.replace(new RegExp(this.#tokens.source, 'gi'), (_, _kind, index: string) => this.#holes[Number(index)]!.written);
  }

  /** The text without its holes, for what must be the same whatever a column is called, such as an anchor. */
  leaveOut(text: string): string {
    return text.replace(this.#tokens, ' ');
  }

  /** The same for text that is shown as it was written, such as code: what stands in it is no hole. */
  asLiteral(text: string): string {
    return text.replace(this.#tokens, (_, _kind, index: string) => {
      const taken = this.#holes[Number(index)]!;
      taken.isLiteral = true;
      return taken.written;
    });
  }

  /** The holes that will be filled, each with its token, in the order in which they were taken out. */
  uses(): { hole: Hole; written: string; token: string }[] {
    const all = this.#holes.map((taken, index) => ({ ...taken, token: `${this.#nonce}t${index}z` }));
    return all.filter(({ isLiteral }) => !isLiteral);
  }

  /** Marks the tokens of a link target, so that their values will be encoded for a URL, or must be one as a whole. */
  asTarget(target: string): string {
    return target.replace(
      this.#tokens,
      (token, _kind, index: string) => `${this.#nonce}${token === target ? 'w' : 'u'}${index}z`,
    );
  }

  /** The hole that is all of a link target, if one is. */
  wholeTarget(target: string): Hole | undefined {
    const [only, ...others] = this.cut(this.asTarget(target));
    return typeof only === 'object' && others.length === 0 ? only.hole : undefined;
  }

  cut(text: string): HolePiece[] {
    const pieces: HolePiece[] = [];
    let end = 0;
    for (const match of text.matchAll(this.#tokens)) {
      if (match.index > end) pieces.push(text.slice(end, match.index));
      const within = match[1] === 't' ? 'text' : match[1] === 'u' ? 'target' : 'whole-target';
      pieces.push({ hole: this.#holes[Number(match[2])]!.hole, within });
      end = match.index + match[0].length;
    }
    if (end < text.length) pieces.push(text.slice(end));
    return pieces;
  }
}
