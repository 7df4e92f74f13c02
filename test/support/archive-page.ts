import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, NodeResult, Result } from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What had the focus after a press of Tab, and how it showed. */
export interface TabStop {
  /** Its place among all that can have the focus, in the order of the document; -1 for anything else. */
  readonly index: number;
  readonly html: string;
  readonly isInView: boolean;
  /** The outline's contrast to what lies behind it; 0 without one. */
  readonly contrast: number;
}

/** A page of the archive, open in a browser, with an eye on what it asks for and complains of. */
export class ArchivePage {
  readonly page: Page;
  /** Requests that leave the site, messages in the console, exceptions. */
  readonly faults: string[] = [];

  private constructor(page: Page, site: string) {
    this.page = page;
    page.on('request', (request) => {
      if (!request.url().startsWith(site)) this.faults.push(`asks for ${request.url()}`);
    });
    page.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? '';
      // A page that is left before its images have come.
      if (reason !== 'net::ERR_ABORTED') this.faults.push(`${request.url()}: ${reason}`);
    });
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => {
      const isOwnAddress = message.location().url === page.url() && /status of 404/.test(message.text());
      if (['error', 'warning'].includes(message.type()) && !isOwnAddress) this.faults.push(message.text());
    });
  }

  /** Opens a page of a site. Pages that send on at once stay, so that they can be looked at. */
  static async open(context: BrowserContext, site: string, path: string): Promise<ArchivePage> {
    const page = await context.newPage();
    const opened = new ArchivePage(page, site);
    if (path.endsWith('latest/index.html')) {
      await page.route(site + path, async (route) => {
        const response = await route.fetch();
        const stays = (await response.text()).replace(/<meta http-equiv="refresh"[^>]*>/, '');
        await route.fulfill({ response, body: stays });
      });
    }
    await page.goto(site + path);
    return opened;
  }

  evaluate<T>(script: string): Promise<T> {
    return this.page.evaluate<T>(`(() => { ${script} })()`);
  }

  async look(width: number, scheme: 'light' | 'dark', media: 'screen' | 'print' = 'screen'): Promise<void> {
    await this.page.setViewportSize({ width, height: 800 });
    await this.page.emulateMedia({ colorScheme: scheme, media });
  }

  /** Whether all of an element lies in the window. */
  isOnScreen(selector: string): Promise<boolean> {
    return this.evaluate(`
      const { top, left, bottom, right } = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect();
      return top > -1 && left > -1 && bottom < innerHeight + 1 && right < innerWidth + 1;
    `);
  }

  /** What axe finds, and what it is not sure of. A theme's band behind its header is a gradient, which axe cannot judge: see `faultOfBand`. */
  async violations(which: 'all' | 'colours' = 'all'): Promise<string[]> {
    if (!(await this.page.evaluate<boolean>(`'axe' in window`))) await this.page.evaluate(AXE);
    await this.evaluate(`document.body.style.background = 'var(--page)'`);
    const runOnly = which === 'all' ? { type: 'tag', values: RULES } : { type: 'rule', values: OF_COLOURS };
    // What a frame shows is a page of its own.
    const rules = which === 'all' ? { 'frame-tested': { enabled: false } } : {};
    const options = JSON.stringify({ runOnly, rules, iframes: false, resultTypes: ['violations', 'incomplete'] });
    const { violations, incomplete } = await this.page.evaluate<AxeResults>(`axe.run(document, ${options})`);
    await this.evaluate(`document.body.style.background = ''`);
    const tell = ({ id, nodes }: Result): string[] =>
      nodes.map(({ html, failureSummary = '' }) => `${id}: ${html}: ${failureSummary}`);
    const unsure = incomplete.flatMap((result) =>
      tell({ ...result, nodes: result.nodes.filter((node) => !isLetPass(result.id, node)) }),
    );
    return [...violations.flatMap(tell), ...unsure];
  }

  /** What is wrong with a band that is a background of the whole page: it is not covered by the header, or comes again below; null for nothing. */
  faultOfBand(): Promise<string | null> {
    return this.evaluate(`
      const { backgroundImage, backgroundRepeat } = getComputedStyle(document.body);
      const [, end] = /linear-gradient\\(.* ([\\d.]+)px/.exec(backgroundImage) ?? [];
      if (!end) return null;
      if (document.querySelector('header.site').getBoundingClientRect().bottom < Number(end)) return 'text may stand on the band';
      return backgroundRepeat === 'no-repeat' ? null : 'the band comes again below a short page';
    `);
  }

  /** How much wider than its window the page is, and what reaches out of it by itself; nothing if nothing does. */
  overflowing(): Promise<string[]> {
    return this.evaluate(`
      const { scrollWidth, clientWidth } = document.documentElement;
      const scrolls = (element) => element.closest('.scroll') !== null;
      const wide = [...document.body.querySelectorAll('*')].filter(
        (element) => !scrolls(element) && element.getBoundingClientRect().right > clientWidth + 1,
      );
      const found = scrollWidth > clientWidth ? [scrollWidth + ' px in ' + clientWidth + ' px'] : [];
      return [...found, ...wide.map((element) => element.outerHTML.slice(0, 150))];
    `);
  }

  /** What readers may set for themselves, by WCAG 2.1, 1.4.12. */
  async spaceText(isSpaced: boolean): Promise<void> {
    await this.evaluate(`
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(${JSON.stringify(SPACED)});
      document.adoptedStyleSheets = ${isSpaced} ? [sheet] : [];
    `);
  }

  /** Presses Tab until the focus has left the page, and once for each thing that can have it at least. */
  async tabThrough(): Promise<{ readonly expected: readonly string[]; readonly stops: readonly TabStop[] }> {
    const expected = await this.evaluate<string[]>(`${COLOURS}${FOCUSABLE}
      window.focusable = focusable();
      window.stops = [];
      window.lookAround = () => {
        const stop = window.stops.at(-1);
        if (stop) stop.isInView = isInView(document.activeElement);
      };
      document.addEventListener('focusin', ({ target }) => window.stops.push(describe(target)));
      document.addEventListener('keydown', window.lookAround);
      return window.focusable.map((element) => element.outerHTML.slice(0, 120));
    `);
    for (let press = 0; press < expected.length; press++) await this.page.keyboard.press('Tab');
    return { expected, stops: await this.evaluate<TabStop[]>('window.lookAround(); return window.stops;') };
  }

  /** The levels of its headings, in the order of the text. */
  headings(): Promise<number[]> {
    return this.evaluate(
      `return [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(({ localName }) => Number(localName[1]))`,
    );
  }

  /** The names of its navigations, as screen readers say them. */
  navigations(): Promise<string[]> {
    return this.evaluate(`
      const byId = (id) => document.getElementById(id)?.textContent;
      const nameOf = (each) => each.getAttribute('aria-label') ?? byId(each.getAttribute('aria-labelledby')) ?? '';
      return [...document.querySelectorAll('nav')].map(nameOf);
    `);
  }

  /** Links that are meant to be hit by themselves and are lower than 24 pixels: WCAG 2.2, 2.5.8. */
  lowLinks(): Promise<string[]> {
    return this.evaluate(`
      const links = [...document.querySelectorAll('nav a, .anchor, .row a, .button')];
      return links.filter((link) => link.getBoundingClientRect().height < 24).map(({ outerHTML }) => outerHTML);
    `);
  }

  /** The attributes of the images in the main part. */
  images(): Promise<Record<'alt' | 'width' | 'height' | 'src' | 'srcset', string>[]> {
    return this.evaluate(`
      const names = ['alt', 'width', 'height', 'src', 'srcset'];
      const read = (image) => Object.fromEntries(names.map((name) => [name, image.getAttribute(name) ?? '']));
      return [...document.querySelectorAll('main img')].map(read);
    `);
  }

  /** What is shown and is not dark text on white. */
  paleOnPaper(): Promise<string[]> {
    return this.evaluate(`${COLOURS}
      const shown = [document.body, ...document.body.querySelectorAll('*')].filter((element) => element.checkVisibility());
      return shown.flatMap((element) => {
        const { color, backgroundColor, backgroundImage } = getComputedStyle(element);
        const hasText = [...element.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim() !== '');
        const isWhite = (channels(backgroundColor)[3] === 0 || luminance(backgroundColor) === 1) && backgroundImage === 'none';
        const name = element.outerHTML.slice(0, 60);
        return [
          ...(isWhite ? [] : [name + ' on ' + backgroundColor + ' ' + backgroundImage]),
          ...(hasText && 1.05 / (luminance(color) + 0.05) < 4.5 ? [name + ' in ' + color] : []),
        ];
      });
    `);
  }

  /** What the main part says, without the search, which only a script shows. */
  words(): Promise<string> {
    return this.evaluate(`
      const main = document.querySelector('main').cloneNode(true);
      main.querySelector('[role=search]')?.remove();
      return main.textContent.replace(/\\s+/g, ' ').trim();
    `);
  }
}

const SPACED = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }`;

/** What axe is not sure of, and we are: a `#` beside a heading is a sign and no words; what a table scrolls away is seen in a wide window. */
function isLetPass(rule: string, { html, any }: NodeResult): boolean {
  if (rule === 'label-content-name-mismatch') return html.startsWith('<a class="anchor"');
  const { messageKey } = (any[0]?.data ?? {}) as { messageKey?: string };
  return rule === 'color-contrast' && messageKey === 'elmPartiallyObscured';
}

/** For a page: how light a computed colour is. */
export const COLOURS = `
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = (colour) => {
    const [red, green, blue] = channels(colour).map((channel) =>
      channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
`;

/** For a page: what can have the focus, and what is to be said of what has it. */
export const FOCUSABLE = `
  const focusable = () =>
    [...document.querySelectorAll('a[href], button, input, select, textarea, summary, iframe, [tabindex]')].filter(
      (element) => element.tabIndex >= 0 && element.checkVisibility({ visibilityProperty: true }),
    );
  const behind = (element) => {
    const isWithin = Number.parseFloat(getComputedStyle(element).outlineOffset) < 0;
    for (let each = isWithin ? element : element.parentElement; each; each = each.parentElement) {
      const { backgroundColor } = getComputedStyle(each);
      if (channels(backgroundColor)[3] !== 0) return backgroundColor;
    }
    const band = /linear-gradient\\((rgb\\(.*?\\)).* ([\\d.]+)px/.exec(getComputedStyle(document.body).backgroundImage);
    if (band && element.getBoundingClientRect().top < Number(band[2])) return band[1];
    const page = document.createElement('div');
    page.style.background = 'var(--page)';
    document.body.append(page);
    const { backgroundColor } = getComputedStyle(page);
    page.remove();
    return backgroundColor;
  };
  const isInView = (element) => {
    const { top, bottom, left, right } = element.getBoundingClientRect();
    return top > -1 && left > -1 && bottom < innerHeight + 1 && right < document.documentElement.clientWidth + 1;
  };
  const describe = (element) => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    const [dark, light] = [luminance(outlineColor), luminance(behind(element))].sort((a, b) => a - b);
    const hasOutline = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
    return {
      index: window.focusable.indexOf(element),
      html: element.outerHTML.slice(0, 120),
      isInView: false,
      contrast: hasOutline ? (light + 0.05) / (dark + 0.05) : 0,
    };
  };
`;
