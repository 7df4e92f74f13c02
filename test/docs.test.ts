import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { configSchema } from '../src/config/config-schema.ts';
import { EXIT } from '../src/cli/exit-code.ts';
import { runProgram } from './support/run-program.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

test('every link between the pages leads somewhere', () => {
  for (const page of pages) {
    const prose = read(page)
      .replace(/```[\s\S]*?```/g, '')
      .replace(/`[^`\n]*`/g, '');
    for (const [, target] of prose.matchAll(/\]\(([^)#]+)\)/g)) {
      if (page !== 'docs/problems.md' && !/^https?:/.test(target!))
        expect(existsSync(join(ROOT, dirname(page), target!)), `${page}: ${target}`).toBe(true);
    }
  }
});

test('docs/configuration.md has every key of newsletter.yaml', () => {
  const page = read('docs/configuration.md');
  for (const key of Object.keys(configSchema.shape)) expect(page, key).toMatch(new RegExp(`\`${key}\\b`));
});

test('docs/scripts.md has every exit code, and no other', () => {
  const listed = [...read('docs/scripts.md').matchAll(/^\| (\d+) \|/gm)].map((match) => Number(match[1]));
  expect(listed).toEqual(Object.values(EXIT));
});

test('README and the pages about sending name only options that there are', async () => {
  const commands = [['send'], ['status'], ['subscribers', 'suppress'], ['dkim-key']];
  const pagesOfHelp = await Promise.all(commands.map((command) => runProgram(ROOT, [...command, '--help'])));
  const help = pagesOfHelp.map(({ stdout }) => stdout).join('');
  for (const page of ['README.md', 'docs/sending.md', 'docs/lists.md', 'docs/scheduling.md']) {
    const named = [...read(page).matchAll(/(?:newsletter \w+.*?|`)(--[a-z0-9-]+)/g)].map((match) => match[1]!);
    for (const option of named) expect(`${help} --global`, `${page}: ${option}`).toContain(option);
  }
});

test('CONTRIBUTING.md shows every room', () => {
  const rooms = readdirSync(join(ROOT, 'src'));
  expect([...read('CONTRIBUTING.md').matchAll(/^\| `(\w+)\/` \|/gm)].map((match) => match[1]!).toSorted()).toEqual(
    rooms.toSorted(),
  );
});
