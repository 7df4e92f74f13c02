import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { expect, onTestFinished } from 'vitest';
import { startPreview, type RunningPreview } from './preview.ts';
import { CONFIG, type TestWorkspace, makeWorkspace } from './workspace.ts';

/** How a condition is waited for. Nothing is said of how long it takes: what never comes true has to fail some day. */
export const SOON = { timeout: 15_000, interval: 25 };

export type Place = 'first' | 'second';

/** A workspace with a preview of it, until the test is over. */
export async function previewOf(
  files: Readonly<Record<string, string | Uint8Array | null>> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly workspace: TestWorkspace; readonly preview: RunningPreview }> {
  const workspace = makeWorkspace(files);
  const preview = await startPreview(workspace.folder, [], { env });
  onTestFinished(async () => {
    await preview.end();
  });
  return { workspace, preview };
}

/** An issue that is many windows long: so many sections of three paragraphs. */
export function longIssue(sections: number, head = FINNISH): string {
  const [section, paragraph] = head.includes('lang: fi') ? ['Osio', 'Kappale'] : ['Del', 'Stycke'];
  const all = Array.from({ length: sections }, (_, index) => {
    const number = index + 1;
    const paragraphs = ['a', 'b', 'c'].map((letter) => `${paragraph} ${number}${letter} kertoo asiasta. ${FILLING}`);
    return [`## ${number}. ${section} ${number}`, ...paragraphs].join('\n\n');
  });
  return `---\n${head}\n---\n\nHei {{organisation|hyvä lukija}}!\n\n${all.join('\n\n')}\n`;
}

const FINNISH = 'title: Pitkä kirje\ndate: 2022-01-26\nlang: fi\nlists: [jarjestot]\nsummary: Lyhyesti.';
const FILLING = 'Siitä on sanottavaa useammalle riville. '.repeat(8).trim();

/** Who is on the list of the long issue: the longest values, empty ones, one who reads Swedish. */
export const LIST = `email,organisation,language
aino@example.org,Ahomaan kyläyhdistys,fi
berit@example.org,Björkbackens byaförening,sv
cecilia@example.org,,fi
daavid@example.org,Pitkänniemenkärjen rantojensuojeluyhdistyksen Itäinen paikallisosasto,fi
`;

/** The long issue in Finnish and Swedish, with an image and something to be warned of in each. */
export async function bilingualFiles(): Promise<Record<string, string | Uint8Array>> {
  const image = { width: 400, height: 200, channels: 3, background: '#3388cc' } as const;
  const vague = (text: string, words: string): string =>
    text.replace(/(\w+ 8b kertoo) asiasta\./, `$1 [${words}](https://www.example.fi/8).`);
  const finnish = longIssue(10).replace('Kappale 3b', '![Sininen laatikko](kuva.png)\n\nKappale 3b');
  return {
    'newsletter.yaml': `${CONFIG}testAddresses: [testaaja@example.fi]\n`,
    'subscribers/jarjestot.csv': LIST,
    'issues/tammikuu.md': vague(finnish, 'lue lisää'),
    'issues/tammikuu.sv.md': vague(longIssue(10, 'title: Ett långt brev\nsummary: Kort.'), 'läs mer'),
    'issues/tammikuu/kuva.png': await sharp({ create: image }).png().toBuffer(),
  };
}

/** For a page: how far below the top of its window a heading stands. */
export const topOf = (title: string): string =>
  `[...shown.querySelectorAll('h2')].find((heading) => heading.innerText.includes(${JSON.stringify(title)})).getBoundingClientRect().top`;

/** For a page: whether an element that begins with words is in its window as a whole, but for a part of a pixel. */
export const isInSight = (words: string): string => `(() => {
  const found = [...shown.querySelectorAll('p, h2, div')].findLast(({ innerText }) => innerText.startsWith(${JSON.stringify(words)}));
  const { top = -1, bottom = 0 } = found?.getBoundingClientRect() ?? {};
  return top > -1 && bottom < view.innerHeight + 1;
})()`;

/** The files of a built-in theme, as a theme of a workspace's own. */
export function themeFiles(name: string): Record<string, string> {
  const folder = fileURLToPath(new URL('../../templates/selkea/', import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.includes('.'));
  return Object.fromEntries(files.map((file) => [`templates/${name}/${file}`, readFileSync(folder + file, 'utf8')]));
}

/** A page of the preview in a browser, with an eye on what it asks for and complains of. */
export class PreviewPage {
  readonly page: Page;
  readonly origin: string;
  /** Requests that leave the preview, messages in the console, exceptions. */
  readonly faults: string[] = [];
  /** Faults that a test brings about. */
  expected: RegExp | undefined;

  private constructor(page: Page, origin: string) {
    this.page = page;
    this.origin = origin;
    page.on('request', (request) => {
      if (!/^(?:data|about):/.test(request.url()) && !request.url().startsWith(`${origin}/`))
        this.faults.push(`asks for ${request.url()}`);
    });
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => {
      const isOwnAddress = message.location().url === page.url() && /status of 40[34]/.test(message.text());
      if (['error', 'warning'].includes(message.type()) && !isOwnAddress) this.faults.push(message.text());
    });
  }

  /** Opens an address of a preview until the test is over; what was wrong with it fails the test. */
  static async open(context: BrowserContext, { origin }: RunningPreview, path: string): Promise<PreviewPage> {
    const opened = new PreviewPage(await context.newPage(), origin);
    onTestFinished(async () => {
      await opened.page.close();
      expect(opened.faults.filter((fault) => !opened.expected?.test(fault))).toEqual([]);
    });
    await opened.go(path);
    return opened;
  }

  /** Goes to an address, and waits until the page is told of changes. */
  async go(path: string): Promise<void> {
    await this.page.goto(this.origin + path);
    await this.isLive();
  }

  async isLive(): Promise<void> {
    await this.comes(`document.querySelector('.live')?.dataset.state ?? null`, 'live');
  }

  evaluate<T>(expression: string): Promise<T> {
    return this.page.evaluate<T>(`(() => (${expression}))()`);
  }

  /** Evaluates with `shown`, what a frame shows, and `view`, its window. */
  inFrame<T>(place: Place, expression: string): Promise<T> {
    return this.page.evaluate<T>(`(() => {
      const view = document.getElementById('Frame-${place}')?.contentWindow ?? null;
      const shown = view?.document ?? null;
      return shown?.body ? (${expression}) : null;
    })()`);
  }

  /** Waits until an expression gives a value; a page that is being left is asked again. */
  comes(expression: string, wanted: unknown): Promise<void> {
    return becomes(`${expression} gives ${JSON.stringify(wanted)}`, () => this.evaluate(expression), wanted);
  }

  /** Waits until words are to be read in a frame. */
  reads(place: Place, words: string | RegExp): Promise<void> {
    return becomes(`the ${place} frame reads ${words}`, () => this.inFrame(place, 'shown.body.innerText'), matching(words));
  }

  /** Waits until words are to be read in the page itself. */
  says(selector: string, words: string | RegExp): Promise<void> {
    const text = `document.querySelector(${JSON.stringify(selector)})?.innerText.replace(/\\s+/g, ' ') ?? ''`;
    return becomes(`${selector} says ${words}`, () => this.evaluate(text), matching(words));
  }

  async isGone(selector: string): Promise<void> {
    await this.comes(`document.querySelectorAll(${JSON.stringify(selector)}).length`, 0);
  }

  /** Sets a mark that is lost when the page is loaded anew. */
  async mark(): Promise<void> {
    await this.evaluate(`window.isMarked = true`);
  }

  isMarked(): Promise<boolean> {
    return this.evaluate(`window.isMarked === true`);
  }
}

async function becomes(message: string, read: () => Promise<unknown>, wanted: unknown): Promise<void> {
  await expect.poll(() => read().catch(String), { ...SOON, message }).toEqual(wanted);
}

function matching(words: string | RegExp): unknown {
  return typeof words === 'string' ? expect.stringContaining(words) : expect.stringMatching(words);
}
