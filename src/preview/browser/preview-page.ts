import { fitFrames, framesIn } from './frames.ts';
import { listenForChanges } from './live.ts';
import { goTo, makeRefresh } from './page-updates.ts';
import { handleVisits } from './visits.ts';

/** Pixels. */
const NARROW = 640;

/** What runs in the preview's pages: they work without it, and do not follow the files then. */
function run(): void {
  const refresh = makeRefresh();
  fitFrames(document);
  new ResizeObserver(() => fitFrames(document)).observe(document.querySelector('#Main') ?? document.body);
  handleVisits();
  suitSmallWindow();
  listenForChanges(document.querySelector<HTMLElement>('.live'), refresh);
}

/** In a window as narrow as a phone an e-mail as on a desktop is too small to be read. */
function suitSmallWindow(): void {
  const address = new URL(location.href);
  if (innerWidth > NARROW || address.searchParams.has('width') || framesIn(document).length === 0) return;
  address.searchParams.set('width', 'phone');
  void goTo(address.href, 'replace');
}

run();
