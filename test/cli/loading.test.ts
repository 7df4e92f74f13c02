import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { startReceiver } from '../support/smtp-receiver.ts';
import { spawnProgram } from '../support/spawn-program.ts';
import { makeWorkspace } from '../support/workspace.ts';

const BUILD = new URL('../../build/', import.meta.url).href;
const BUNDLE = `${BUILD}bundle/`;

/** What mjml and gray-matter would load, and what those would, for things that this program never asks of them. */
const UNREACHED =
  /^(htmlnano|posthtml|cssnano|postcss|js-beautify|web-resource-inliner|undici|parse5|iconv-lite|js-yaml|source-map|yargs)/;

/** Runs the program and gives the packages that it loaded: from node_modules/, or within a file of the bundle, which names what it holds. */
async function loadedBy(
  folder: string,
  argv: readonly string[],
  env: Record<string, string> = {},
): Promise<{ packages: Set<string>; exitCode: number | null }> {
  const run = await spawnProgram(folder, argv, {
    ...env,
    NODE_DEBUG: 'esm,module',
    NODE_V8_COVERAGE: `${folder}/coverage-${argv[0]}`,
  });
  const reports = readdirSync(`${folder}/coverage-${argv[0]}`).map((file) =>
    readFileSync(`${folder}/coverage-${argv[0]}/${file}`, 'utf8'),
  );
  const urls = reports.flatMap((report) => (JSON.parse(report) as { result: { url: string }[] }).result.map(({ url }) => url));
  expect(urls.filter((url) => url.startsWith(BUILD) && !url.startsWith(BUNDLE))).toEqual([]);
  const modules = urls.flatMap((url) => (url.startsWith(BUNDLE) ? modulesIn(url) : url));
  return {
    packages: new Set(modules.flatMap((url) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? [])),
    exitCode: run.exitCode,
  };
}

function modulesIn(url: string): string[] {
  return [...readFileSync(fileURLToPath(url), 'utf8').matchAll(/^\/\/ (\S+\.[cm]?js)$/gm)].map((match) => match[1]!);
}

test('build loads MJML; --help, status and a resumed send never do', async () => {
  const receiver = await startReceiver();
  const { folder } = makeWorkspace();
  const env = { NEWSLETTER_SMTP_URL: receiver.url };
  const built = await loadedBy(folder, ['build']);
  expect([...built.packages]).toEqual(expect.arrayContaining(['mjml', 'handlebars', 'marked', 'zod']));
  expect([...built.packages].filter((name) => UNREACHED.test(name))).toEqual([]);
  await spawnProgram(folder, ['send', 'tammikuu', '--yes', '--limit', '2'], env);

  const resumed = await loadedBy(folder, ['send', 'tammikuu', '--yes'], env);
  expect(resumed.exitCode).toBe(0);
  expect(receiver.accepted).toHaveLength(5);
  expect([...resumed.packages]).toContain('nodemailer');
  expect([...resumed.packages].filter((name) => /^mjml|^handlebars|^juice|^cheerio/.test(name))).toEqual([]);

  const status = await loadedBy(folder, ['status', 'tammikuu']);
  expect([...status.packages]).toContain('libsql');
  expect([...status.packages].filter((name) => /^mjml|^handlebars|^marked/.test(name))).toEqual([]);

  expect([...(await loadedBy(folder, ['--help'])).packages]).toEqual(['commander']);
});
