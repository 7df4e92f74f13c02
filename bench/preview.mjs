// How long it takes from the write of a file until a browser shows it, in both frames of the preview: the median of 20 saves, beside a
// limit of 150 ms; BENCH_SAVES=5 for fewer. Needs a Chromium: CHROMIUM names it, /usr/bin/chromium is the default. Run it with: npm run bench:preview
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const LIMIT = 150;
const SAVES = Number(process.env.BENCH_SAVES ?? 20);
const WARM_UP = 8;
const ISSUE = '2021-12-jarjestot';
const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const workspace = mkdtempSync(join(tmpdir(), 'newsletter-bench-'));
for (const name of ['issues', 'articles', 'subscribers', 'newsletter.yaml'])
  cpSync(join(root, name), join(workspace, name), { recursive: true });
const file = join(workspace, 'issues', `${ISSUE}.md`);
const text = readFileSync(file, 'utf8');
const program = spawn(
  process.execPath,
  [join(root, 'bin', 'newsletter.js'), '-C', workspace, 'preview', ISSUE, '--port', '0', '--json'],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
const url = await new Promise((resolve, reject) => {
  let said = '';
  program.stdout.on('data', (data) => {
    said += data;
    const found = /"url":"([^"]+)"/.exec(said);
    if (found) resolve(found[1]);
  });
  program.on('exit', () => reject(new Error('the preview did not start')));
});

const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });
const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
let seen = () => {};
await page.exposeBinding('seen', () => seen());
await page.goto(url);
await page.waitForLoadState('networkidle');

const times = [];
for (let save = 0; save < WARM_UP + SAVES; save++) {
  const marker = `Tallennus ${save}`;
  await page.evaluate((words) => {
    const documents = [...document.querySelectorAll('iframe')].map((frame) => frame.contentDocument);
    const look = () => {
      if (!documents.every(({ body }) => body.textContent.includes(words))) return;
      for (const observer of observers) observer.disconnect();
      // As soon as it is painted.
      requestAnimationFrame(() => window.seen());
    };
    const observers = documents.map(() => new MutationObserver(look));
    for (const [index, observer] of observers.entries())
      observer.observe(documents[index], { subtree: true, childList: true, characterData: true });
  }, `${marker}.`);
  await new Promise((resolve) => setTimeout(resolve, 400));
  const arrived = new Promise((resolve) => (seen = resolve));
  const start = performance.now();
  writeFileSync(file, text.replace('\n## 3.', `\n${marker}.\n\n## 3.`));
  await arrived;
  if (save >= WARM_UP) times.push(performance.now() - start);
}
await browser.close();
program.kill('SIGINT');
rmSync(workspace, { recursive: true, force: true });

const sorted = times.toSorted((a, b) => a - b);
const median = sorted[Math.floor(sorted.length / 2)];
console.log(`${cpus()[0]?.model.trim()}, ${cpus().length} cores, Node ${process.version}`);
console.log(
  `save → seen in two frames: median ${median.toFixed(0)} ms, from ${sorted[0].toFixed(0)} to ${sorted.at(-1).toFixed(0)} ms`,
);
console.log(`ratio to the limit of ${LIMIT} ms: ${(median / LIMIT).toFixed(2)} (goal: at most 1)`);
