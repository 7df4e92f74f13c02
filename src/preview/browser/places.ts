/** A part of the issue: its heading's id, and the line that it begins on. */
export interface Part {
  readonly anchor: string;
  readonly line: number;
}

/** Where a page is scrolled to: how far below the top the heading stands that was passed last. */
export interface Place {
  readonly anchor: string | null;
  readonly top: number;
}

export function partsOf(page: Document): Part[] {
  const written = page.querySelector<HTMLElement>('#Main')?.dataset['parts'];
  return written === undefined ? [] : (JSON.parse(written) as Part[]);
}

export function placeIn(shown: Document, parts: readonly Part[]): Place {
  const passed = parts.findLast(({ anchor }) => {
    const heading = shown.getElementById(anchor);
    return heading !== null && heading.getBoundingClientRect().top <= 40;
  });
  if (!passed) return { anchor: null, top: shown.scrollingElement?.scrollTop ?? 0 };
  return { anchor: passed.anchor, top: shown.getElementById(passed.anchor)!.getBoundingClientRect().top };
}

/** Scrolls to where the same words stand as before, whatever came in above them. */
export function goBackTo({ anchor, top }: Place, shown: Document): void {
  const scroller = shown.scrollingElement;
  if (!scroller) return;
  const heading = anchor === null ? null : shown.getElementById(anchor);
  if (anchor === null) scroller.scrollTop = top;
  else if (heading) scroller.scrollTop += heading.getBoundingClientRect().top - top;
}

/** Shows what was edited, unless it is in sight already: the first change below a heading, or else the first above all of them. */
export function showChange(changed: readonly Element[], shown: Document, parts: readonly Part[]): void {
  const first = shown.getElementById(parts[0]?.anchor ?? '');
  const visible = changed.filter((element) => element.isConnected && element.getClientRects().length > 0);
  const exact = visible.filter((element) => element !== shown.body && !(first && element !== first && element.contains(first)));
  const below = exact.filter((element) => first && first.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
  const candidates = below.length > 0 ? below : exact;
  const target = candidates.find(isInSight) ?? candidates[0];
  if (!target) return;
  if (!isInSight(target)) target.scrollIntoView({ block: 'center' });
  mark(target);
}

function isInSight(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  const height = element.ownerDocument.defaultView?.innerHeight ?? 0;
  return bottom > 0 && top < height;
}

/** Makes an element easy to find for a moment. */
export function mark(element: Element): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  element.animate(
    [
      { outline: '3px solid #f0a500', outlineOffset: '4px' },
      { outline: '3px solid transparent', outlineOffset: '4px' },
    ],
    { duration: 1600, easing: 'ease-in' },
  );
}

/** The element that shows a line of the file: of those in its part, the one that has most of its words. */
export function elementFor(line: number, words: string, shown: Document, parts: readonly Part[]): Element | null {
  const index = parts.findLastIndex((part) => part.line <= line);
  const heading = index < 0 ? null : shown.getElementById(parts.at(index)?.anchor ?? '');
  const next = shown.getElementById(parts[index + 1]?.anchor ?? '');
  const wanted = wordsIn(words);
  let best: Element | null = heading ?? shown.querySelector('h1');
  let most = 0;
  for (const element of shown.querySelectorAll('h1, h2, h3, h4, p, li, td, th, a, figcaption, img, div[id], main > div')) {
    const isBehind =
      !heading || heading === element || heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
    const isBefore = !next || next.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING;
    if (!isBehind || !isBefore || element.getClientRects().length === 0 || element.contains(next)) continue;
    const has = wordsIn(element.textContent + (element.getAttribute('alt') ?? ''));
    const shared = wanted.filter((word) => has.includes(word)).length;
    // Of two with as many, the smaller one says it more exactly.
    const score = shared - has.length / 10_000;
    if (shared > 0 && score > most) [best, most] = [element, score];
  }
  return best;
}

function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
}
