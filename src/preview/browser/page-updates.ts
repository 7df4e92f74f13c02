import { addressOf, fetchPage, fitFrames, framesIn, refreshFrame } from './frames.ts';
import { morph } from './morph.ts';

/** Brings the page to what it says now after a change of files: first what is looked at, then all that stands beside it. */
export function makeRefresh(): () => void {
  let isBusy = false;
  let isWanted = false;
  const refresh = async (): Promise<void> => {
    isBusy = true;
    do {
      isWanted = false;
      // A server that is away for a moment is told of by the connection; the next change tries again.
      await refreshOnce().catch(() => undefined);
    } while (isWanted);
    isBusy = false;
  };
  return () => {
    isWanted = true;
    if (!isBusy) void refresh();
  };
}

async function refreshOnce(): Promise<void> {
  const frames = framesIn(document);
  const pages = new Map([...new Set(frames.map(addressOf))].map((address) => [address, fetchPage(address)]));
  await Promise.all(frames.map((frame) => refreshFrame(frame, addressOf(frame), true, pages.get(addressOf(frame)))));
  const address = location.href;
  const response = await fetch(address);
  const html = await response.text();
  // Somebody went elsewhere meanwhile: that is what has to be as it is now.
  if (address !== location.href) await refreshOnce();
  else if (response.ok) await showPage(html, true);
}

/** Counts visits: one that was begun later goes before those that still wait for an answer. */
let visits = 0;

/** Goes to another state of the page: what is the same stays as it is. */
export async function goTo(address: string, history: 'push' | 'replace' | 'none'): Promise<void> {
  const visit = ++visits;
  // While the server is away the page says so, and stays as it is.
  const response = await fetch(address).catch(() => undefined);
  const html = await response?.text();
  if (visit !== visits || !response || html === undefined) return;
  if (!response.ok || new URL(response.url).pathname !== location.pathname) {
    location.assign(address);
    return;
  }
  if (history === 'push') window.history.pushState(null, '', address);
  else if (history === 'replace') window.history.replaceState(null, '', address);
  await showPage(html, false);
}

/** Makes the page like another one. Frames are brought to theirs in place. */
export async function showPage(html: string, isEdit: boolean): Promise<void> {
  const wanted = new DOMParser().parseFromString(html, 'text/html');
  const addresses = new Map<string, string>();
  for (const frame of framesIn(wanted)) {
    addresses.set(frame.id, frame.getAttribute('src') ?? '');
    const current = document.getElementById(frame.id);
    if (!current) continue;
    for (const name of ['src', 'data-shown', 'data-loaded']) copyAttribute(name, current, frame);
    if (!current.hasAttribute('data-loaded')) frame.setAttribute('data-loaded', current.getAttribute('data-kind') ?? '');
  }
  document.title = wanted.title;
  morph(document.body, wanted.body);
  fitFrames(document);
  await Promise.all(
    framesIn(document).map(async (frame) => {
      const address = addresses.get(frame.id) ?? '';
      if (address !== addressOf(frame)) await refreshFrame(frame, address, isEdit);
    }),
  );
}

function copyAttribute(name: string, from: Element, to: Element): void {
  const value = from.getAttribute(name);
  if (value === null) to.removeAttribute(name);
  else to.setAttribute(name, value);
}
