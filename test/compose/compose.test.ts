import { describe, expect, test } from 'vitest';
import { fillHoles } from '../../src/personalise/fill-holes.ts';
import { composeText } from '../support/compose-issue.ts';

const HEADER =
  '---\ntitle: Uutiskirje & kuulumisia\nsubject: Hei {{name}}\ndate: 2022-01-26\nlang: fi\nlists: [jarjestot]\nsummary: Lyhyesti <tästä>.\n---\n';
const BODY = `
Alkusanat {{name}}.

## 1. Ensimmäinen "otsikko"

Teksti, **vahva**, *korostus* ja [linkki](https://www.example.fi/?a=1&b=2).

### Väliotsikko

1. yksi
2. kaksi

::: event
title: Foorumi
when: ti 25.1.2022 klo 15–17
where: Verkossa
signup: https://www.example.fi/ilmoittaudu
deadline: 18.1.2022
:::

## 2. Toinen {contents="Lyhyt"}

> Lainaus.

::: contacts
Aino Esimerkki, projektipäällikkö, aino(at)example.fi, p. 050 123 4567
:::

## 3. Kolmas {contents=no}

Summa on 1 284 750 euroa. Puhumme {{handlebars}}-kielestä koodina: \`{{#if}}\`.

::: signoff
**Esimerkkiyhdistys**
:::
`.replace('{{handlebars}}', '\\{{handlebars}}');

const template = composeText(HEADER + BODY);
const html = async (): Promise<string> => fillHoles((await template).html, { name: 'Aino' });
const text = async (): Promise<string> => fillHoles((await template).text, { name: 'Aino' });

describe('the HTML', () => {
  test('declares its language, title and preheader', async () => {
    expect(await html()).toMatch(/<html lang="fi"/);
    expect(await html()).toContain('<title>Hei Aino</title>');
    expect(await html()).toContain('Lyhyesti &lt;tästä&gt;.');
  });

  test('has a contents list with numbers, leading to the sections’ anchors', async () => {
    const page = await html();
    expect(page).toMatch(/<li value="1"[^>]*><a href="#ensimmainen-otsikko"[^>]*>Ensimmäinen ”otsikko”<\/a>/);
    expect(page).toMatch(/<li value="2"[^>]*><a href="#toinen"[^>]*>Lyhyt<\/a>/);
    expect(page).not.toContain('href="#kolmas"');
    for (const anchor of ['ensimmainen-otsikko', 'toinen', 'kolmas']) expect(page).toMatch(new RegExp(`<h2 id="${anchor}"`));
  });

  test('has one h1, an h2 for each section and no heading level left out', async () => {
    const levels = [...(await html()).matchAll(/<h([1-6])/g)].map((match) => Number(match[1]));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.reduce((before, level) => {
      expect(level).toBeLessThanOrEqual(before + 1);
      return level;
    });
  });

  test('turns events into a button, contacts into mailto: and tel: links', async () => {
    expect(await html()).toMatch(/<a href="https:\/\/www\.example\.fi\/ilmoittaudu"[^>]*>\s*Ilmoittaudu: Foorumi\s*<\/a>/);
    expect(await html()).toMatch(/<a href="mailto:aino@example\.fi"[^>]*>aino@example\.fi<\/a>/);
    expect(await html()).toMatch(/<a href="tel:0501234567"[^>]*>p\.\u00a0050\u00a0123\u00a04567<\/a>/);
  });

  test('says who sends it, why, and how to stop, and leaves nothing open', async () => {
    expect(await html()).toContain('Esimerkkiyhdistys');
    expect(await html()).toContain('jakelulistalla Järjestöt');
    expect(await html()).toMatch(/<a href="mailto:poistu@example\.fi\?subject=unsubscribe%20jarjestot"/);
    expect(await html()).not.toMatch(/undefined|\[object|<script|javascript:|<iframe|<form/);
  });

  test('prints what talks about holes in code or behind a backslash', async () => {
    expect(await html()).toContain('Puhumme {{handlebars}}-kielestä koodina: <code');
    expect(await html()).toContain('{{#if}}');
  });
});

describe('the text', () => {
  test('is made from the same sections: numbers, titles, links, events, contacts, sign-off', async () => {
    const plain = await text();
    expect(plain).toContain('Alkusanat Aino.');
    expect(plain).toContain('1. Ensimmäinen ”otsikko”');
    expect(plain).toContain('2. Lyhyt');
    expect(plain).toContain('linkki (https://www.example.fi/?a=1&b=2)');
    expect(plain).toContain('  Ilmoittaudu mukaan: https://www.example.fi/ilmoittaudu');
    expect(plain).toContain('- Aino Esimerkki, projektipäällikkö, aino@example.fi, p. 050 123 4567');
    expect(plain).toContain('Esimerkkiyhdistys');
    expect(plain).toContain('mailto:poistu@example.fi?subject=unsubscribe%20jarjestot');
  });

  test('has no entities, no tags, and no line over 76 columns but for a link', async () => {
    const plain = await text();
    expect(plain).not.toMatch(/&amp;|&lt;|<p>/);
    expect(plain.split('\n').filter((line) => line.length > 76 && !/https?:|mailto:/.test(line))).toEqual([]);
    expect(plain).toContain('1 284 750 euroa');
  });

  test('holds every link that the HTML holds', async () => {
    const links = [...(await html()).matchAll(/href="([^"#][^"]*)"/g)].map((match) =>
      match[1]!.replaceAll('&amp;', '&').replace(/^(mailto|tel):/, ''),
    );
    const plain = (await text()).replace(/\s/g, '');
    for (const link of new Set(links)) expect(plain).toContain(link.replace(/^0501234567$/, '0501234567'));
  });
});

test('the subject is the front matter’s, with its holes', async () => {
  expect(fillHoles((await template).subject, { name: 'Aino & Eero' })).toBe('Hei Aino & Eero');
});

test('composing the same issue twice gives the same template', async () => {
  expect(await composeText(HEADER + BODY)).toEqual(await template);
});

test.each([
  '[verkossa](https://www.example.fi/online=1)',
  '![Missä onnistuimme = täällä, url(x)](k.png)',
  '`<script>` ja onclick="x" url(y) @import',
])('%s is no work of the theme', async (body) => {
  expect((await composeText(`${HEADER}${body}\n\n## 1. A\n`)).html.length).toBeGreaterThan(0);
});
