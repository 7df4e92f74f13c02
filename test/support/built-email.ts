import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from './run-program.ts';
import { makeWorkspace } from './workspace.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const EXAMPLE = '2021-12-jarjestot';
const FULL = 'kaikkea';

/** The built-in themes. */
export const THEMES = ['selkea', 'lehti'];

/** The issues whose e-mails are looked at: the example, and one with everything that Markdown and the blocks can put into an issue. */
export const ISSUES = [EXAMPLE, FULL];

/** An e-mail as `newsletter build` writes it; its images lie beside it until the test is over. */
export interface BuiltEmail {
  readonly file: string;
  readonly html: string;
}

/** Builds one of the issues with a theme, in a workspace of its own. */
export async function buildEmail(slug: string, theme: string): Promise<BuiltEmail> {
  const workspace = makeWorkspace({ 'issues/tammikuu.md': null });
  for (const folder of ['issues', 'articles']) cpSync(join(ROOT, folder), workspace.path(folder), { recursive: true });
  cpSync(join(ROOT, 'newsletter.yaml'), workspace.path('newsletter.yaml'));
  workspace.copy(`issues/${EXAMPLE}`, `issues/${FULL}`);
  workspace.write(`issues/${FULL}.md`, FULL_ISSUE);
  const text = workspace.read(`issues/${slug}.md`);
  workspace.write(`issues/${slug}.md`, text.replace(/^theme:.*\n/m, '').replace(/^---\n/, `---\ntheme: ${theme}\n`));
  const run = await runProgram(workspace.folder, ['build', slug]);
  if (run.exitCode !== 0) throw new Error(`${slug} cannot be built with ${theme}: ${run.stdout}${run.stderr}`);
  return { file: workspace.path(`dist/${slug}/email.html`), html: workspace.read(`dist/${slug}/email.html`) };
}

/** An issue with everything that Markdown and the blocks can put into one. */
export const FULL_ISSUE = `---
title: Kirje, jossa on kaikkea
date: 2022-01-26
lang: fi
lists: [jarjestot]
summary: Jokainen lohko ja merkintä kerran.
---

Hei {{organisation|hyvä lukija}}, **vahva**, *korostettu*, ~~vanhentunut~~, \`koodi\`,\\
uusi rivi ja [hyvin pitkä linkki](https://www.example.fi/avustukset/yleisavustukset/hakeminen/ohjeet?vuosi=2022&haku=kevat).

https://www.example.fi/avustukset/yleisavustukset/hakeminen/ohjeet/liitteet-ja-lomakkeet?vuosi=2022&haku=kevat

## 1. Luettelot ja väliotsikot

- ensimmäinen
  - sisäkkäinen
    1. kolmas taso
- toinen

  Kohdan toinen kappale.

3. kolmas
4. neljäs

- [Linkki, joka on luettelossa yksin](https://www.example.fi/yksi)
- [Toinen samanlainen](https://www.example.fi/kaksi)

Vesi on H<sub>2</sub>O ja neliömetri m<sup>2</sup>.

### Väliotsikko

#### Alempi väliotsikko

##### Vielä alempi

###### Alin

Kuva tekstissä: ![Piirros: kaksi naapuria](valoa-ikkunaan.png) ja teksti jatkuu.

## 2. Lainaus, koodi, viiva ja taulukko

> Lainauksessa on [linkki](https://www.example.fi/lainaus) ja luettelo:
>
> - kohta
>
> — Aino Esimerkki

– Puhe alkaa viivalla, kertoo Eero Malli.

\`\`\`
koodia  rivillä, joka ei katkea: yleisavustuksenhakemusliitteidentoimitusosoitteenmuutosilmoitus
\`\`\`

---

| Vasen | Keskellä | Oikea |
|:------|:--------:|------:|
| **vahva** | [linkki](https://www.example.fi/) | 1 284 750 € |
| Kansalaisjärjestöavustusten hakuaika | 31.1.–25.2.2022 | 110 000 € |

![Piirros: kaksi naapuria juttelee lumisella pihalla](valoa-ikkunaan.png)

## 3. Lohkot

::: event
title: Tapahtuma, josta tiedetään kaikki
when: ti 1.2.2022 klo 15–17
where: Järvimaan kirjasto, https://www.example.fi/kirjasto
signup: https://www.example.fi/ilmoittaudu
deadline: 18.1.2022
:::

::: event
title: Tapahtuma, josta tiedetään vain aika
when: ke 26.1.2022
:::

::: contacts
- Aino Esimerkki, projektipäällikkö, aino.esimerkki@example.fi, p. 050 123 4567
- Eero Malli, eero.malli@example.fi
:::

::: button
[Lataa talvifoorumin ohjelma](talvifoorumi-ohjelma.pdf)
:::

::: note Hyvä tietää
Laatikossa on **lihavaa** ja luettelo:

- yksi
- kaksi
:::

::: channels
- Mastodon: [@jarvimaa](https://toot.example.org/@jarvimaa)

#yhdessäjärvimaalla
:::

![Piirros: kaksi naapuria juttelee lumisella pihalla, ikkunoissa on valo](valoa-ikkunaan.png "Kuvateksti.")

::: signoff
**Järvimaan yhdistysverkosto**\\
[www.example.fi](https://www.example.fi)
:::

<!-- more -->

Loput ovat vain verkossa.
`;
