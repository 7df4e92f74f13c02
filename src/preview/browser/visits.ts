import { framesIn } from './frames.ts';
import { goTo, showPage } from './page-updates.ts';
import { elementFor, mark, partsOf } from './places.ts';

/** Milliseconds without a key after which a search is made. */
const PAUSE = 200;

/** Takes links and forms of the page into its own hands, so that what is seen stays where it is. Without this they work as any link does. */
export function handleVisits(): void {
  let typing: ReturnType<typeof setTimeout> | undefined;
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-stay]');
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    clearTimeout(typing);
    void visit(link, event.detail === 0);
  });
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (!('stay' in form.dataset)) return;
    event.preventDefault();
    clearTimeout(typing);
    void (form.method === 'post' ? post(form) : goTo(addressFor(form), 'push'));
  });
  document.addEventListener('input', (event) => {
    const input = event.target as HTMLInputElement;
    if (!('liveSearch' in input.dataset)) return;
    clearTimeout(typing);
    typing = setTimeout(() => void goTo(addressFor(input.form!), 'replace'), PAUSE);
  });
  addEventListener('popstate', () => void goTo(location.href, 'none'));
}

/** `isByKeyboard`: whoever came by keyboard goes on in the frame. */
async function visit(link: HTMLAnchorElement, isByKeyboard: boolean): Promise<void> {
  const { line, words = '' } = link.dataset;
  if (link.href !== location.href) await goTo(link.href, 'push');
  if (line !== undefined) showPlace(Number(line), words, isByKeyboard);
}

function showPlace(line: number, words: string, isByKeyboard: boolean): void {
  const parts = partsOf(document);
  const frames = framesIn(document).filter((frame) => frame.clientWidth > 0);
  for (const [index, frame] of frames.entries()) {
    const found = frame.contentDocument && elementFor(line, words, frame.contentDocument, parts);
    if (!found) continue;
    if (index === 0) {
      frame.scrollIntoView({ block: 'nearest' });
      if (isByKeyboard) frame.focus();
    }
    found.scrollIntoView({ block: 'center' });
    mark(found);
  }
}

function addressFor(form: HTMLFormElement): string {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string' && value !== '') query.set(name, value);
  return `${form.action}?${query.toString()}`;
}

/** What came of it stands in the page that the server answers with. */
async function post(form: HTMLFormElement): Promise<void> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.set(name, value);
  const button = form.querySelector('button')!;
  const words = button.textContent;
  button.disabled = true;
  button.textContent = form.dataset['busy'] ?? words;
  const response = await fetch(form.action, { method: 'POST', body }).catch(() => undefined);
  if (response?.ok) {
    await showPage(await response.text(), false);
    if (document.activeElement === document.body) button.focus();
  } else {
    button.disabled = false;
    button.textContent = words;
  }
}
