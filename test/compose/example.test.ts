import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { THEMES, buildEmail } from '../support/built-email.ts';

/** The example issue as it is built, in each language. */
async function editions(theme: string): Promise<string[]> {
  const { file, html } = await buildEmail('2021-12-jarjestot', theme);
  return [html, readFileSync(file.replace('email.html', 'sv/email.html'), 'utf8')];
}

describe.each(THEMES)('the example in %s', (theme) => {
  test('is far smaller than what Gmail cuts, in every language', async () => {
    for (const html of await editions(theme)) expect(Buffer.byteLength(html.replaceAll('\n', '\r\n'))).toBeLessThan(90_000);
  });

  test('lays out with tables that say so, and its one table of data is none of them', async () => {
    for (const html of await editions(theme)) {
      const tables = html.match(/<table[^>]*>/g)!;
      expect(
        tables.filter((table) => !table.includes('role="presentation"')).map((table) => /class="[^"]*"/.exec(table)?.[0]),
      ).toEqual(['class="data"']);
    }
  });

  test('keeps every conditional comment for Outlook closed', async () => {
    for (const html of await editions(theme)) {
      const opened = html.match(/<!--\[if [^\]]*\]>/g)!;
      const closed = html.match(/<!\[endif\]-->/g)!;
      expect(opened.length).toBeGreaterThan(20);
      expect(closed).toHaveLength(opened.length);
    }
  });

  test('announces both colour schemes, has rules for dark, its language and direction', async () => {
    for (const html of await editions(theme)) {
      expect(html).toMatch(/<html lang="(fi|sv)" dir="ltr"/);
      for (const name of ['color-scheme', 'supported-color-schemes'])
        expect(html).toContain(`<meta name="${name}" content="light dark">`);
      expect(html).toContain('@media (prefers-color-scheme: dark)');
    }
  });

  test('has one h1, no level left out, and a link to its page before it', async () => {
    for (const html of await editions(theme)) {
      const levels = [...html.matchAll(/<h([1-6])[\s>]/g)].map((match) => Number(match[1]));
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      for (const [index, level] of levels.entries()) expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1);
      const online = html.search(/<a href="https:\/\/uutiskirjeet\.example\.fi\/2021-12-jarjestot\/(sv\/)?"/);
      expect(online).toBeGreaterThan(0);
      expect(online).toBeLessThan(html.indexOf('<h1'));
    }
  });

  test('fills the inbox’s preview, so that nothing behind the preheader leaks into it', async () => {
    for (const html of await editions(theme)) {
      const [, preheader] = /<div style="display:none[^>]*>([^<]*)<\/div>/.exec(html)!;
      expect(preheader).toMatch(/^[\p{L} ,.]{40,}[\u034f\u200c\u00a0]+$/u);
      expect(preheader!.length).toBeGreaterThan(300);
    }
  });

  test('has buttons that are links in a coloured cell, with their colours in both', async () => {
    for (const html of await editions(theme)) {
      const buttons = [...html.matchAll(/<td align="center" bgcolor="(#\w+)"[^>]*>\s*<a href="https[^>]*style="([^"]*)"/g)];
      expect(buttons).toHaveLength(3);
      for (const [, colour, style] of buttons) expect(style).toContain(`background:${colour}`);
    }
  });
});
