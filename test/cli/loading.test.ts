import { expect, test } from 'vitest';
import { startReceiver } from '../support/smtp-receiver.ts';
import { spawnProgram } from '../support/spawn-program.ts';
import { makeWorkspace } from '../support/workspace.ts';

/** Runs the program and gives the packages that it loaded, ES modules and CommonJS. */
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
  const { readdirSync, readFileSync } = await import('node:fs');
  const reports = readdirSync(`${folder}/coverage-${argv[0]}`).map((file) =>
    readFileSync(`${folder}/coverage-${argv[0]}/${file}`, 'utf8'),
  );
  const urls = reports.flatMap((report) => (JSON.parse(report) as { result: { url: string }[] }).result.map(({ url }) => url));
  return {
    packages: new Set(urls.flatMap((url) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? [])),
    exitCode: run.exitCode,
  };
}

test('build loads MJML; --help, status and a resumed send never do', async () => {
  const receiver = await startReceiver();
  const { folder } = makeWorkspace();
  const env = { NEWSLETTER_SMTP_URL: receiver.url };
  expect((await loadedBy(folder, ['build'])).packages).toContain('mjml');
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
