// Pictures of the example issue as an e-mail, of its web archive and of its preview: each built-in theme, phone and desktop width, light and
// dark, and the e-mail once without images, into dist/screenshots/. Needs a Chromium: CHROMIUM names it, /usr/bin/chromium is the default. Run it with: npm run screenshots
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const ISSUE = '2021-12-jarjestot';
const THEMES = ['selkea', 'lehti'];
const WIDTHS = { phone: 375, desktop: 1000 };
const ARCHIVE_PAGES = {
  home: 'index.html',
  issue: `${ISSUE}/index.html`,
  article: 'articles/naapuruston-lainaamo/index.html',
  events: 'events/index.html',
};
const ARCHIVE_WIDTHS = { phone: 320, desktop: 1280 };
const PREVIEW_PAGES = {
  start: '/',
  issue: `/issues/${ISSUE}`,
  'issue-dark': `/issues/${ISSUE}?view=dark&beside=forced`,
  'issue-web': `/issues/${ISSUE}?view=web&beside=text&language=sv`,
  'issue-source': `/issues/${ISSUE}?view=source&beside=images&as=long&real=1`,
};
/** Those that are looked at on a phone and in the dark as well. */
const PREVIEW_WHOLE = ['start', 'issue'];
const PREVIEW_SIZES = { phone: { width: 360, height: 740 }, desktop: { width: 1600, height: 950 } };
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'dist', 'screenshots');

mkdirSync(folder, { recursive: true });
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });
for (const theme of THEMES) {
  const workspace = workspaceWith(theme);
  const page = pathToFileURL(join(workspace, 'dist', ISSUE, 'email.html')).href;
  for (const [name, width] of Object.entries(WIDTHS)) {
    for (const colorScheme of ['light', 'dark'])
      await takePicture(page, `${theme}-${name}-${colorScheme}`, { width, colorScheme });
  }
  await takePicture(page, `${theme}-desktop-no-images`, { width: WIDTHS.desktop, colorScheme: 'light', withoutImages: true });
  for (const [name, path] of Object.entries(ARCHIVE_PAGES)) {
    const page = pathToFileURL(join(workspace, 'dist', 'archive', path)).href;
    for (const [size, width] of Object.entries(ARCHIVE_WIDTHS)) {
      if (size === 'phone' && !PREVIEW_WHOLE.includes(name)) continue;
      for (const colorScheme of PREVIEW_WHOLE.includes(name) ? ['light', 'dark'] : ['light'])
        await takePicture(page, `archive-${theme}-${name}-${size}-${colorScheme}`, { width, colorScheme });
    }
  }
  if (theme === THEMES[0]) await takePreviewPictures(workspace);
  rmSync(workspace, { recursive: true, force: true });
}
await browser.close();

async function takePreviewPictures(workspace) {
  const { origin, end } = await startPreview(workspace);
  for (const [name, path] of Object.entries(PREVIEW_PAGES)) {
    for (const [size, viewport] of Object.entries(PREVIEW_SIZES)) {
      for (const colorScheme of ['light', 'dark'])
        await takePreviewPicture(origin + path, `preview-${name}-${size}-${colorScheme}`, viewport, colorScheme);
    }
  }
  end();
}

function startPreview(workspace) {
  const program = spawn(process.execPath, [
    join(root, 'bin', 'newsletter.js'),
    '-C',
    workspace,
    'preview',
    '--port',
    '0',
    '--json',
  ]);
  return new Promise((resolve, reject) => {
    let said = '';
    program.stdout.on('data', (data) => {
      said += data;
      const url = /"url":"([^"]+)"/.exec(said)?.[1];
      if (url) resolve({ origin: new URL(url).origin, end: () => program.kill('SIGINT') });
    });
    program.on('exit', () => reject(new Error(`the preview did not start: ${said}`)));
  });
}

/** Frames scroll within the page: what fits into the window is the picture. */
async function takePreviewPicture(address, name, viewport, colorScheme) {
  const page = await browser.newPage({ viewport, colorScheme });
  await page.goto(address);
  await page.waitForSelector('.live[data-state=live]');
  await page.waitForFunction(() =>
    [...document.querySelectorAll('iframe')].every((frame) => frame.contentDocument?.readyState === 'complete'),
  );
  const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  if (overflow > 0) throw new Error(`${name}: the page is ${overflow} px wider than ${viewport.width} px`);
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, fullPage: viewport.width < 500 });
  console.log(path);
  await page.close();
}

/** The example in a folder of its own, with another theme, built. */
function workspaceWith(theme) {
  const workspace = mkdtempSync(join(tmpdir(), 'newsletter-pictures-'));
  for (const name of ['issues', 'articles', 'subscribers']) cpSync(join(root, name), join(workspace, name), { recursive: true });
  const config = readFileSync(join(root, 'newsletter.yaml'), 'utf8');
  writeFileSync(join(workspace, 'newsletter.yaml'), config.replace(/theme: \w+/g, `theme: ${theme}`));
  execFileSync(process.execPath, [join(root, 'bin', 'newsletter.js'), '-C', workspace, 'build', ISSUE], { stdio: 'ignore' });
  execFileSync(process.execPath, [join(root, 'bin', 'newsletter.js'), '-C', workspace, 'archive'], { stdio: 'ignore' });
  return workspace;
}

async function takePicture(address, name, { width, colorScheme, withoutImages = false }) {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  if (withoutImages)
    await page.route('**/*', (route) => (route.request().resourceType() === 'image' ? route.abort() : route.continue()));
  await page.goto(address);
  const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  if (overflow > 0) throw new Error(`${name}: the page is ${overflow} px wider than ${width} px`);
  // Images further down are loaded when they are reached.
  await page.evaluate('document.querySelectorAll("img[loading=lazy]").forEach((image) => (image.loading = "eager"))');
  await page.waitForLoadState('networkidle');
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, fullPage: true });
  console.log(path);
  await page.close();
}
