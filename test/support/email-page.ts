import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { AxeResults, NodeResult } from 'axe-core';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { type FlatColours, flatContrast } from './contrast.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
const ENOUGH = 4.5;
/** Why axe leaves texts to us that our flat colours tell all about: too short to be sure it is text, or an emoji or the like. */
const HARMLESS = ['shortTextContent', 'nonBmp'];

/** How an e-mail is looked at. */
export interface View {
  readonly width: number;
  readonly scheme?: 'light' | 'dark';
  /** Readers that show no pictures until they are asked to. */
  readonly blocksImages?: boolean;
  /** Readers that throw `<style>` away, as Gmail’s apps do for accounts of other providers. */
  readonly dropsStyles?: boolean;
}

/** Starts a headless Chromium: CHROMIUM names it, /usr/bin/chromium is the default. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ARGUMENTS });
}

/** An e-mail's HTML, open in a browser. */
export class EmailPage {
  private readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /** Opens an e-mail until the test is over. */
  static async open(browser: Browser, file: string, view: View): Promise<EmailPage> {
    const { width, scheme = 'light', blocksImages = false, dropsStyles = false } = view;
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
    onTestFinished(() => page.close());
    await page.route('**/*', (route) => {
      const isWanted = route.request().resourceType() === 'document' || !blocksImages;
      return isWanted && route.request().url().startsWith('file:') ? route.continue() : route.abort();
    });
    await page.goto(pathToFileURL(file).href);
    if (dropsStyles) await page.evaluate(`for (const style of document.querySelectorAll('style')) style.remove()`);
    return new EmailPage(page);
  }

  /** How much wider than its window the page is, and the smallest parts that are so by themselves; nothing if nothing is. */
  overflowing(): Promise<string[]> {
    return this.page.evaluate<string[]>(`(() => {
      const page = document.documentElement;
      const isTooWide = () => page.scrollWidth > page.clientWidth;
      const withOnly = (child, look) => {
        const others = [...child.parentElement.children].filter((other) => other !== child);
        const displays = others.map(({ style }) => style.display);
        for (const { style } of others) style.setProperty('display', 'none', 'important');
        const seen = look();
        for (const [index, { style }] of others.entries()) style.display = displays[index];
        return seen;
      };
      const tooWide = (element) => {
        const found = [...element.children].flatMap((child) => withOnly(child, () => (isTooWide() ? tooWide(child) : [])));
        const text = element.textContent.trim().replace(/\\s+/g, ' ').slice(0, 100);
        return found.length > 0 ? found : ['<' + element.localName + '> ' + (text || element.outerHTML.slice(0, 150))];
      };
      return isTooWide() ? [page.scrollWidth + ' px in ' + page.clientWidth + ' px', ...tooWide(document.body)] : [];
    })()`);
  }

  /** What axe finds against WCAG 2.1, A and AA, and what it could not judge and does not pass our own look. */
  async violations(): Promise<{ found: string[]; leftToUs: string[] }> {
    await this.page.addScriptTag({ path: AXE });
    const options = JSON.stringify({ runOnly: { type: 'tag', values: WCAG }, resultTypes: ['violations', 'incomplete'] });
    const { violations, incomplete } = await this.page.evaluate<AxeResults>(`axe.run(document, ${options})`);
    const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}: ${node.failureSummary}`));
    const leftToUs: string[] = [];
    for (const { id, nodes } of incomplete) {
      for (const node of nodes) {
        const { line, isFine } = id === 'color-contrast' ? await this.judgeContrast(node) : { line: '', isFine: false };
        leftToUs.push(`${id}: ${node.html}: ${line}`);
        if (!isFine) found.push(`${id} is not sure: ${node.html}: ${line}`);
      }
    }
    return { found, leftToUs };
  }

  /** A contrast that axe leaves open is fine if only plain colours can lie behind the text, and they are far enough apart. */
  private async judgeContrast({ any, target }: NodeResult): Promise<{ line: string; isFine: boolean }> {
    const { messageKey = 'no reason given' } = (any[0]?.data ?? {}) as { messageKey?: string };
    const contrast = flatContrast(await this.coloursOf(`document.querySelector(${JSON.stringify(target.join(' '))})`));
    const isFine = HARMLESS.includes(messageKey) && contrast >= ENOUGH;
    return { line: `${messageKey}; ${contrast.toFixed(2)} by plain colours`, isFine };
  }

  /** Every picture's words, and what is wrong with how they show while pictures are blocked: nothing, if they stand there in full. */
  async words(): Promise<{ alt: string | null; fault: string | null }[]> {
    const session = await this.page.context().newCDPSession(this.page);
    const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
    const images = descendants(root).filter(({ nodeName, isShadow }) => nodeName === 'IMG' && !isShadow);
    const all: { alt: string | null; fault: string | null }[] = [];
    for (const [index, image] of images.entries()) {
      const { alt, box } = await this.page.evaluate<{ alt: string | null; box: Box }>(`(() => {
        const image = document.images[${index}];
        const { left, top, right, bottom } = image.getBoundingClientRect();
        return { alt: image.getAttribute('alt'), box: { left, top, right, bottom } };
      })()`);
      const lines = await linesIn(image, session);
      const contrast = flatContrast(await this.coloursOf(`document.images[${index}]`));
      all.push({ alt, fault: alt === '' ? null : faultOf(alt, lines, box, contrast) });
    }
    return all;
  }

  private coloursOf(element: string): Promise<FlatColours> {
    return this.page.evaluate<FlatColours>(`(() => {
      const element = ${element};
      const canvas = document.createElement('div');
      canvas.style.backgroundColor = 'Canvas';
      document.body.append(canvas);
      const backgrounds = [getComputedStyle(canvas).backgroundColor];
      canvas.remove();
      const chain = [];
      for (let each = element; each; each = each.parentElement) chain.unshift(getComputedStyle(each).backgroundColor);
      return { colour: getComputedStyle(element).color, backgrounds: [...backgrounds, ...chain] };
    })()`);
  }
}

interface DomNode {
  readonly nodeName: string;
  readonly nodeType: number;
  readonly nodeValue: string;
  readonly backendNodeId: number;
  readonly children?: readonly DomNode[];
  readonly shadowRoots?: readonly DomNode[];
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** All nodes below one; `isShadow` are those that the browser itself puts into an element, as an image's words are. */
function descendants(node: DomNode, isShadow = false): (DomNode & { readonly isShadow: boolean })[] {
  const below = (node.children ?? []).flatMap((child) => descendants(child, isShadow));
  const inside = (node.shadowRoots ?? []).flatMap((child) => descendants(child, true));
  return [{ ...node, isShadow }, ...below, ...inside];
}

/** Where the browser shows an image's words, line by line. */
async function linesIn(image: DomNode, session: CDPSession): Promise<Box[]> {
  const texts = descendants(image).filter(({ nodeType, nodeValue }) => nodeType === 3 && nodeValue.trim() !== '');
  const lines: Box[] = [];
  for (const { backendNodeId } of texts) {
    const { quads } = await session.send('DOM.getContentQuads', { backendNodeId });
    for (const [left, top, , , right, bottom] of quads) lines.push({ left: left!, top: top!, right: right!, bottom: bottom! });
  }
  return lines.filter(({ left, right }) => right > left);
}

function faultOf(alt: string | null, lines: readonly Box[], box: Box, contrast: number): string | null {
  if (alt === null) return 'there is no alt';
  if (lines.length === 0) return 'not shown';
  const size = `${Math.round(box.right - box.left)} × ${Math.round(box.bottom - box.top)} px`;
  if (lines.some((line) => line.right > box.right + 1 || line.bottom > box.bottom + 1)) return `cut off by ${size}`;
  return contrast < ENOUGH ? `a contrast of ${contrast.toFixed(2)}` : null;
}
