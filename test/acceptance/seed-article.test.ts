import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sharedFolder } from '../support/shared-material.ts';
import { spawnProgram } from '../support/spawn-program.ts';
import { CONFIG, makeWorkspace } from '../support/workspace.ts';

const NAME = 'news-article-2021-11-25';

/** A news page as its readers see it: the way past the navigation, title, day and lead, then headings and paragraphs. */
interface NewsPage {
  readonly skip: string;
  readonly title: string;
  readonly day: string;
  readonly lead: string;
  /** What follows the lead; headings begin with `## `. */
  readonly body: readonly string[];
}

function seed(): NewsPage {
  const lines = readFileSync(join(sharedFolder('seeds'), `${NAME}.txt`), 'utf8').split('\n');
  const [skip = '', title = '', written = '', lead = '', ...rest] = lines
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const [date, month, year] = written.split('.');
  const body = rest.map((line) => (/[.:?!]$|\(at\)/.test(line) || line.length > 70 ? line : `## ${line}`));
  return { skip, title, day: `${year}-${month!.padStart(2, '0')}-${date!.padStart(2, '0')}`, lead, body };
}

/** The same as an article: contacts on the line of their announcement, what somebody says behind a dash, and a file among the materials. */
function asMarkdown({ title, day, lead, body }: NewsPage): string {
  const text = body
    .join('\n\n')
    .replace(/(Lisätietoja:)\s+/, '$1 ')
    .replace(/^-(?=\p{L})/gmu, '– ')
    .replace(/^(## .*materiaalit)$/m, '$1\n\n- [Esitys](esitys.pdf)');
  return `---\ntitle: ${JSON.stringify(title)}\ndate: ${day}\nlead: ${JSON.stringify(lead)}\n---\n\n${text}\n`;
}

test('the staff’s real news page has all its parts in place as an article', async () => {
  const page = seed();
  const workspace = makeWorkspace({
    'newsletter.yaml': `${CONFIG}archive: { url: https://arkisto.example.fi }\n`,
    'articles/uutinen.md': asMarkdown(page),
    'articles/uutinen/esitys.pdf': Buffer.alloc(12_000),
  });
  const run = await spawnProgram(workspace.folder, ['archive', '--json']);
  expect(run.exitCode, run.stdout).toBe(0);
  const html = workspace.read('dist/archive/articles/uutinen/index.html');
  const body = html.slice(html.indexOf('<body>'));
  const main = body.slice(body.indexOf('<main'), body.indexOf('</main>'));

  expect(/<a class="skip" href="#Main">([^<]+)<\/a>/.exec(body)?.[1]).toBe(page.skip);
  expect(words(/<h1>(.*?)<\/h1>/.exec(main)![1]!)).toBe(plain(page.title));
  expect(main).toContain(`<time datetime="${page.day}">`);
  expect(words(/<p class="lead">(.*?)<\/p>/.exec(main)![1]!)).toBe(plain(page.lead));
  const headings = [...main.matchAll(/<h2 id="[a-z0-9-]+">(.*?)<\/h2>/g)].map(([, heading]) => words(heading!));
  expect(headings).toEqual(page.body.filter((line) => line.startsWith('## ')).map((line) => plain(line.slice(3))));
  expect(headings).toHaveLength(3);
  expect(main.match(/<blockquote>/g)).toHaveLength(1);
  expect(main).toMatch(/<li><a href="[^"]*esitys-[0-9a-f]{8}\.pdf">Esitys \(PDF, 12\skt\)<\/a><\/li>/);
  const contacts = main.slice(main.indexOf('<div class="box contacts">'));
  expect(contacts).toMatch(/<span class="email">[^<@]+\(at\)[^<@]+<\/span>/);
  expect(contacts).toMatch(/<a href="tel:\d+">/);
  expect(body).not.toMatch(/mailto:|[\w.]+@\w+\.\w/);

  const shown = words(main);
  const sentences = page.body.flatMap((line) => line.replace(/^## |^-(?=\p{L})/u, '').split(/(?<=[.!?])\s+/)).map(plain);
  expect(sentences.length).toBeGreaterThan(20);
  expect(sentences.filter((sentence) => !shown.includes(sentence.replace(/[.:]$/, '')))).toEqual([]);
});

function words(html: string): string {
  return plain(
    html
      .replace(/<[^>]+>/g, '')
      .replace(/&#39;/g, "'")
      .replace(/&quot;/g, '"')
      .replace(/&amp;/g, '&'),
  );
}

/** Words with one kind of space, quotation mark and dash. */
function plain(text: string): string {
  return text.replace(/[”“„]/g, '"').replace(/[–—]/g, '-').replace(/\s+/g, ' ').trim();
}
