import { type FoundPart, openIndexes } from '../search-parts.ts';
import type { SearchLanguage } from '../terms.ts';

/** What the page says to its search, in `data-search`. */
interface SearchData {
  readonly language: SearchLanguage;
  /** The way up to the archive's first page. */
  readonly root: string;
  /** Addresses of the scripts that the index comes in. */
  readonly parts: readonly string[];
  readonly words: Readonly<Record<'loading' | 'none' | 'one' | 'many' | 'failed', string>>;
}

declare global {
  interface Window {
    /** Called by each part of the index: a script works where a page from a file may fetch nothing else. */
    newsletterIndex?: (json: string) => void;
  }
}

/** Results that are shown at once. */
const MOST = 30;
/** Milliseconds after the last key before the search begins. */
const PAUSE = 150;

const box = document.getElementById('Search');
if (box) start(box, JSON.parse(box.dataset['search'] ?? '{}') as SearchData);

function start(box: HTMLElement, data: SearchData): void {
  const field = box.querySelector('input')!;
  const status = box.querySelector('#Found')!;
  const list = box.querySelector('#Results')!;
  let search: Promise<(query: string) => FoundPart[]> | undefined;
  let timer = 0;
  const begin = (): Promise<(query: string) => FoundPart[]> => (search ??= loadIndexes(data));
  const show = async (): Promise<void> => {
    const query = field.value.trim();
    if (query.length < 2) {
      status.textContent = '';
      list.replaceChildren();
      return;
    }
    if (!search) status.textContent = data.words.loading;
    try {
      const find = await begin();
      if (query === field.value.trim()) showFound(find(query), query);
    } catch {
      search = undefined;
      status.textContent = data.words.failed;
    }
  };
  const showFound = (found: readonly FoundPart[], query: string): void => {
    const { none, one, many } = data.words;
    const words = found.length === 0 ? none : found.length === 1 ? one : many;
    status.textContent = words.replace('{count}', String(found.length)).replace('{query}', () => query);
    list.replaceChildren(...found.slice(0, MOST).map((part) => listItem(part, data)));
  };
  field.addEventListener('focus', () => void begin().catch(() => undefined), { once: true });
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void show(), PAUSE);
  });
  box.hidden = false;
}

/** The day, the words of the link, and the page that it is a part of. */
function listItem({ title, page, address, date }: FoundPart, { root, language }: SearchData): HTMLElement {
  const item = document.createElement('li');
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
  const link = document.createElement('a');
  link.href = root + address;
  link.textContent = title;
  item.append(paragraph('date', title === page ? day : `${day} · ${page}`), paragraph('title', link));
  return item;
}

function paragraph(className: string, content: string | Node): HTMLElement {
  const element = document.createElement('p');
  element.className = className;
  element.append(content);
  return element;
}

/** Runs the scripts of the index one after the other; each hands over its part. */
async function loadIndexes({ language, parts }: SearchData): Promise<(query: string) => FoundPart[]> {
  const indexes: string[] = [];
  window.newsletterIndex = (json) => indexes.push(json);
  await Promise.all(parts.map(loadScript));
  return openIndexes(language, indexes);
}

function loadScript(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => reject(new Error(address)));
    document.head.append(script);
  });
}
