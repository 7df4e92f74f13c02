import { morph } from './morph.ts';
import { goBackTo, partsOf, placeIn, showChange } from './places.ts';

/** Pixels that an e-mail is at least as wide as on a desktop, and as wide as on a phone. */
const WIDTHS = { desktop: 700, phone: 375 } as const;

export function framesIn(page: Document): HTMLIFrameElement[] {
  return [...page.querySelectorAll('iframe')];
}

/** Where a frame has what it shows from. */
export function addressOf(frame: HTMLIFrameElement): string {
  return frame.dataset['shown'] ?? frame.getAttribute('src') ?? '';
}

/** A page that a frame may show, and where it really came from. */
interface FetchedPage {
  readonly html: string;
  readonly url: string;
}

export async function fetchPage(address: string): Promise<FetchedPage> {
  const response = await fetch(address);
  return { html: await response.text(), url: response.url };
}

/** What was begun last for a frame: whatever comes of anything earlier is not shown. */
const turns = new WeakMap<HTMLIFrameElement, symbol>();
/** What a frame is loading as a whole: it would come over whatever was put in meanwhile. */
const loads = new WeakMap<HTMLIFrameElement, Promise<void>>();

/** Brings a frame to what is at an address now, in place: nothing blinks, and what is read stays where it is. `isEdit`: it is what was edited that is to be seen. */
export async function refreshFrame(
  frame: HTMLIFrameElement,
  address: string,
  isEdit: boolean,
  fetched?: Promise<FetchedPage>,
): Promise<void> {
  const turn = Symbol(address);
  turns.set(frame, turn);
  frame.dataset['shown'] = address;
  const parts = partsOf(document);
  const { html, url } = await (fetched ?? fetchPage(address));
  await loads.get(frame);
  const shown = await loadedDocument(frame);
  if (!frame.isConnected || turns.get(frame) !== turn) return;
  const loaded = frame.dataset['loaded'] ?? frame.dataset['kind'];
  if (!shown || loaded !== frame.dataset['kind'] || (frame.dataset['kind'] === 'web' && shown.URL !== url)) {
    await loadAnew(frame, address, shown ? placeIn(shown, parts).anchor : null);
    return;
  }
  const place = placeIn(shown, parts);
  const changed = morph(shown.documentElement, parseFor(frame, html).documentElement);
  if (changed.length === 0) return;
  goBackTo(place, shown);
  if (isEdit) showChange(changed, shown, parts);
}

/** Parses under the frame's own policy: the page's lets no element have a style of its own. */
function parseFor(frame: HTMLIFrameElement, html: string): Document {
  const { DOMParser } = frame.contentWindow as Window & typeof globalThis;
  return new DOMParser().parseFromString(html, 'text/html');
}

/** Another kind of page has other rules for what it may load; it is loaded as a whole, at the same part. */
async function loadAnew(frame: HTMLIFrameElement, address: string, anchor: string | null): Promise<void> {
  frame.dataset['loaded'] = frame.dataset['kind'] ?? '';
  const load = new Promise<void>((resolve) => {
    frame.addEventListener('load', () => resolve(), { once: true });
    // Its `src` would be a step of its own to go back.
    frame.contentWindow?.location.replace(address);
  });
  loads.set(frame, load);
  await load;
  if (anchor !== null) frame.contentDocument?.getElementById(anchor)?.scrollIntoView();
}

/** Null while nothing of ours is in it. */
async function loadedDocument(frame: HTMLIFrameElement): Promise<Document | null> {
  const shown = frame.contentDocument;
  if (shown && shown.readyState === 'complete' && shown.URL !== 'about:blank') return shown;
  await new Promise<void>((resolve) => {
    frame.addEventListener('load', () => resolve(), { once: true });
    setTimeout(resolve, 3000);
  });
  return frame.contentDocument;
}

/** Makes frames as wide as what they stand for, and smaller as a whole where there is less room. */
export function fitFrames(page: Document): void {
  for (const holder of page.querySelectorAll<HTMLElement>('.holder')) {
    const frame = holder.querySelector('iframe')!;
    const kind = holder.dataset['width'];
    const { clientWidth: room, clientHeight: height } = holder;
    if (room === 0) continue;
    const width = kind === 'phone' ? Math.min(WIDTHS.phone, room) : kind === 'desktop' ? Math.max(WIDTHS.desktop, room) : room;
    const scale = Math.min(1, room / width);
    frame.style.width = `${width}px`;
    frame.style.height = `${height / scale}px`;
    frame.style.transform = scale === 1 ? '' : `scale(${scale})`;
  }
}
