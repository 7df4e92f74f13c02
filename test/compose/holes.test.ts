import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { parseEmailAddress } from '../../src/address/email-address.ts';
import { escapeHtml } from '../../src/markup/escape-html.ts';
import { personalise } from '../../src/personalise/personalise.ts';
import { prepareMessage } from '../../src/personalise/prepare-message.ts';
import { composeText } from '../support/compose-issue.ts';

const ISSUE = `---
title: Otsikko {{v}}
subject: Aihe {{v}}!
date: 2022-01-26
lists: [jarjestot]
summary: Tiivis {{v}}
---

Teksti {{v}}, **lihava {{v}}**, *vino {{v}}* ja [sana {{v}}](https://www.example.fi/x?a={{v}}&b=1).

## 1. Osio {{v}}

- lista {{v}}

| a {{v}} | b |
|---|---|
| solu {{v}} | **lihava solu {{v}}** |

> lainaus {{v}}

![kuva {{v}}](k.png "kuvateksti {{v}}")

Rivissä ![pieni {{v}}](p.png).

::: note Laatikko {{v}}
laatikossa {{v}}
:::

::: button
[nappi {{v}}](https://www.example.fi/n?a={{v}})
:::

::: event
title: Juhla {{v}}
when: huomenna {{v}}
where: täällä {{v}}
signup: https://www.example.fi/i/{{v}}
:::

::: contacts
- Aino {{v}}, titteli {{v}}
:::
`;

const templates = Promise.all(['selkea', 'lehti'].map((theme) => composeText(ISSUE, theme)));
const prepared = templates.then((all) => all.map(prepareMessage));
const parsed = parseEmailAddress('vastaanottaja@example.fi');
const address = typeof parsed === 'string' ? (undefined as never) : parsed.address;

const values = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
  fc.constantFrom(
    `<>&"'{{}}`,
    '👩‍👩‍👧‍👦 perhe',
    `<>&"'{{}}👩‍👩‍👧‍👦${'ä'.repeat(200)}`,
    '.',
    '..',
    'From x',
    '=?utf-8?q?x?=',
    'a\u00a0b',
    '$& $1 $`',
    '</p><script>',
    'x'.repeat(200),
    'Zh0123456789t0z',
  ),
);

test('a value comes through every position as it is, escaped for where it stands', async () => {
  const messages = await prepared;
  await fc.assert(
    fc.asyncProperty(values, fc.constantFrom(...messages), async (written, message) => {
      const value =
        written
          .replace(/[\p{Cc}\p{Cs}\u2028\u2029\u0085]/gu, '')
          .replace(/\s+/g, ' ')
          .trim() || 'x';
      const copy = { address, fields: { v: value }, messageId: 'x@example.fi', tokens: null, date: new Date(0) };
      const { raw } = personalise(message, copy);
      const mail = await PostalMime.parse(raw);
      expect(mail.subject).toBe(`Aihe ${value}!`);
      const html = mail.html!;
      const escaped = escapeHtml(value);
      const target = encodeURIComponent(value.toWellFormed())
        .replace(/'/g, '%27')
        .replace(/\(/g, '%28')
        .replace(/\)/g, '%29')
        .replace(/%40/g, '@');
      for (const place of [
        `Teksti ${escaped},`,
        `lihava ${escaped}</strong>`,
        `vino ${escaped}</em>`,
        `sana ${escaped}</a>`,
        `lista ${escaped}</li>`,
      ]) {
        expect(html).toContain(place);
      }
      for (const place of [
        `a ${escaped}</th>`,
        `<strong>lihava solu ${escaped}</strong>`,
        `alt="kuva ${escaped}"`,
        `alt="pieni ${escaped}"`,
        `kuvateksti ${escaped}</div>`,
        `Laatikko ${escaped}</p>`,
        `laatikossa ${escaped}</p>`,
        `nappi ${escaped}`,
        `täällä ${escaped}`,
        `solu ${escaped}</td>`,
        `lainaus ${escaped}</p>`,
        `Juhla ${escaped}</h3>`,
        `Aino ${escaped}</strong>`,
        `titteli ${escaped}`,
      ]) {
        expect(html).toContain(place);
      }
      expect(html).toContain(`href="https://www.example.fi/x?a=${target}&amp;b=1"`);
      expect(html).toContain(`href="https://www.example.fi/i/${target}"`);
      expect(html).toContain(`href="https://www.example.fi/n?a=${target}"`);
      expect(html).not.toContain('<script');
      for (const place of ['Teksti', 'lihava solu', '[Kuva: kuva', '[pieni', 'Laatikko', 'laatikossa', 'nappi'])
        expect(mail.text).toContain(`${place} ${value}`);
      expect(mail.text).toContain(`https://www.example.fi/i/${target}`);
      for (const line of raw.toString('latin1').split('\r\n')) {
        expect(line.length).toBeLessThanOrEqual(998);
        expect(line).toMatch(/^[^\r\n\0]*$/);
        expect(line.startsWith('.')).toBe(false);
      }
    }),
    { numRuns: 300 },
  );
});
