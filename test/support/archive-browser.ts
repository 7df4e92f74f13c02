import type { Browser, BrowserContext, Page } from 'playwright-core';

/** What payloads call says so, and so does a policy that has to stop something. */
const TELL = `(() => {
  const tell = (what) => console.error('told: ' + what);
  Object.defineProperty(window, 'pwned', { get: () => () => tell('a payload ran'), set: () => tell('a payload ran') });
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
    tell('refused by ' + violatedDirective + ': ' + blockedURI + ' ' + sample));
})()`;

/** Everything in a page that could run or fetch something and does not belong to the archive. */
const STRANGE = `(root) => {
  const known = new Set(('html head meta title link body script header footer main nav article section div p a span h1 h2 h3 h4 h5 h6 ul ol li dl dt dd ' +
    'strong em s sub sup code pre br hr blockquote figure figcaption img table thead tbody tr th td time label input').split(' '));
  const attributes = new Set(('lang charset name content http-equiv property rel href hreflang type title src defer class id tabindex role aria-label aria-labelledby ' +
    'aria-describedby aria-current alt width height loading decoding srcset sizes scope start datetime hidden data-search for autocomplete').split(' '));
  const found = [];
  for (const element of root.querySelectorAll('*')) {
    const say = (what) => found.push(what + ' in ' + element.outerHTML.slice(0, 200));
    if (!known.has(element.localName) || element.namespaceURI !== 'http://www.w3.org/1999/xhtml') say('a strange element');
    if (element.localName === 'script' && !/(?:assets|search)\\/[a-z0-9-]+\\.js$/.test(element.src)) say('a strange script');
    if (element.httpEquiv && !/^(?:content-security-policy|refresh)$/i.test(element.httpEquiv)) say('a strange order');
    for (const { name, value } of element.attributes) {
      if (!attributes.has(name)) say('the strange attribute ' + name);
      if ((name === 'href' || name === 'src') && !/^(?:https?|file|tel):$/.test(URL.parse(element[name])?.protocol ?? 'file:')) say('a strange address');
    }
  }
  return found;
}`;

/** Goes over everything with the pointer and the keyboard, and follows each link that does not simply lead elsewhere. */
const TOUCH = `async () => {
  addEventListener('click', (event) => {
    const link = event.target.closest?.('a');
    if (link && !/^(?:javascript|data|vbscript|blob):$/.test(link.protocol)) event.preventDefault();
  });
  for (const element of document.querySelectorAll('*'))
    for (const type of ['pointerover', 'mouseover', 'focus', 'blur', 'toggle', 'animationend', 'click'])
      element.dispatchEvent(new Event(type, { bubbles: type === 'pointerover' || type === 'mouseover' || type === 'click', cancelable: true }));
  for (const link of document.querySelectorAll('a')) link.click();
  await new Promise((resolve) => setTimeout(resolve, 10));
}`;

/** What a page says, and what came of opening and touching it. */
interface Visit {
  readonly title: string;
  readonly words: string;
  readonly found: readonly string[];
}

/** A page of a browser that notes whatever it does beside showing words. */
export class WatchedPage {
  /** What was noted since the last page was opened. */
  found: string[] = [];
  readonly page: Page;

  private constructor(page: Page, isOwn: (address: string) => boolean) {
    this.page = page;
    page.on('dialog', (dialog) => {
      this.found.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('console', (message) => this.found.push(message.text()));
    page.on('pageerror', (error) => this.found.push(`an error: ${error.message}`));
    page.on('popup', (popup) => this.found.push(`a window: ${popup.url()}`));
    page.on('framenavigated', (frame) => {
      if (frame !== page.mainFrame() || !isOwn(frame.url())) this.found.push(`it went to ${frame.url()}`);
    });
    page.on('request', (request) => {
      if (!isOwn(request.url())) this.found.push(`it asked for ${request.url()}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400) this.found.push(`${response.status()} for ${response.url()}`);
    });
  }

  /** `own` are the beginnings of addresses that may be fetched; those of `empty` get nothing but an empty answer. */
  static async open(browser: Browser, own: readonly string[], empty?: string): Promise<WatchedPage> {
    const context: BrowserContext = await browser.newContext();
    await context.addInitScript(TELL);
    if (empty !== undefined)
      await context.route(
        (url) => url.href.startsWith(empty),
        (route) => route.fulfill({ body: '' }),
      );
    return new WatchedPage(await context.newPage(), (address) => own.some((beginning) => address.startsWith(beginning)));
  }

  /** Opens an address, touches everything on the page, and says what came of it. */
  async visit(address: string): Promise<Visit> {
    this.found = [];
    await this.page.goto(address);
    const title = await this.page.locator('h1').first().textContent();
    const words = await this.page.locator('main').first().textContent();
    return { title: title ?? '', words: words ?? '', found: await this.touch() };
  }

  /** Shows pieces of HTML as programs do that put them into a page of their own, and says what came of it. */
  async show(pieces: readonly string[]): Promise<string[]> {
    this.found = [];
    await this.page.evaluate(`for (const piece of ${JSON.stringify(pieces)}) {
      const place = document.createElement('div');
      place.innerHTML = piece;
      document.body.append(place);
    }`);
    return this.touch();
  }

  /** What stands in HTML that is looked at and not shown. */
  strangeIn(html: string): Promise<string[]> {
    return this.page.evaluate<string[]>(`(${STRANGE})(new DOMParser().parseFromString(${JSON.stringify(html)}, 'text/html'))`);
  }

  /** A page that goes somewhere else by itself cannot be looked at any more. */
  private async touch(): Promise<string[]> {
    const seen: string[] = [];
    try {
      seen.push(...(await this.page.evaluate<string[]>(`(${STRANGE})(document)`)));
      await this.page.evaluate(`(${TOUCH})()`);
    } catch (error) {
      seen.push(`the page is gone: ${String(error)}`);
    }
    return [...seen, ...this.found];
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}
