// Pictures of the example issue as an e-mail: phone and desktop width, light and dark, into dist/screenshots/.
// Needs a Chromium: CHROMIUM names it, /usr/bin/chromium is the default. Run it with: npm run screenshots
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const ISSUE = '2021-12-jarjestot';
const WIDTHS = { phone: 375, desktop: 1000 };
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'dist', 'screenshots');

execFileSync(process.execPath, [join(root, 'bin', 'newsletter.js'), 'build', ISSUE], { cwd: root, stdio: 'ignore' });
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
for (const [name, width] of Object.entries(WIDTHS)) {
  for (const colorScheme of ['light', 'dark']) {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    await page.goto(pathToFileURL(join(root, 'dist', ISSUE, 'email.html')).href);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    if (overflow > 0) throw new Error(`the e-mail is ${overflow} px wider than ${width} px`);
    const path = join(folder, `email-${name}-${colorScheme}.png`);
    await page.screenshot({ path, fullPage: true });
    console.log(path);
    await page.close();
  }
}
await browser.close();
