import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FULL_ISSUE } from './built-email.ts';
import { realClock, runProgram } from './run-program.ts';
import { TestWorkspace } from './workspace.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const EXAMPLE = '2021-12-jarjestot';
const IMAGE = `issues/${EXAMPLE}/valoa-ikkunaan.png`;

/** An archive as `newsletter archive` writes it. */
export interface BuiltArchive {
  /** Its folder, `dist/archive/`. */
  readonly folder: string;
  /** Every HTML file in it, by path. */
  readonly pages: readonly string[];
  remove(): void;
}

/**
 * The archives that are looked at. The example is of a winter day when its theme is Selkeä and both of its events are still ahead; the
 * other is what may become of it: another year, a logo, so the other theme too, an issue with everything, one that was corrected, one in English.
 */
export const ARCHIVES = ['example', 'grown'] as const;
export type ArchiveName = (typeof ARCHIVES)[number];

/** Pages of every kind, in the languages and themes that they come in. */
export const SAMPLE: Readonly<Record<ArchiveName, readonly string[]>> = {
  example: [
    'index.html',
    'sv/index.html',
    '2021/index.html',
    'lists/jarjestot/index.html',
    '2021-12-jarjestot/index.html',
    '2021-12-jarjestot/sv/index.html',
    'articles/index.html',
    'articles/naapuruston-lainaamo/index.html',
    'events/index.html',
    'latest/index.html',
    '404.html',
  ],
  grown: [
    'index.html',
    'en/index.html',
    'sv/2021/index.html',
    'lists/jarjestot/index.html',
    '2021-12-jarjestot/index.html',
    '2022-01-kaikkea/index.html',
    '2022-01-oikaistu/index.html',
    '2022-01-english/index.html',
    'sv/articles/index.html',
    'articles/talkoot/index.html',
    'events/index.html',
    'en/events/index.html',
    'lists/jarjestot/latest/index.html',
    '404.html',
  ],
};

/** Builds one of the archives in a workspace of its own, which is there until it is removed. */
export async function buildArchive(name: ArchiveName): Promise<BuiltArchive> {
  const workspace = new TestWorkspace({ 'issues/tammikuu.md': null });
  for (const each of ['newsletter.yaml', 'issues', 'articles', 'subscribers'])
    cpSync(join(ROOT, each), workspace.path(each), { recursive: true });
  if (name === 'grown') grow(workspace);
  const day = new Date(name === 'grown' ? '2022-01-30T10:00:00Z' : '2022-01-03T10:00:00Z');
  const run = await runProgram(workspace.folder, ['archive'], { clock: { ...realClock, now: () => day } });
  if (run.exitCode !== 0) throw new Error(`the ${name} archive cannot be built: ${run.stdout}${run.stderr}`);
  const folder = workspace.path('dist/archive');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const pages = files.filter((file) => file.endsWith('.html')).toSorted();
  return { folder, pages, remove: () => workspace.remove('.') };
}

/** What kind of page a path leads to: the path without names, languages and years. */
export function kindOf(path: string): string {
  return path
    .replace(/^2\d{3}-\d\d-[a-z]+\//, 'issue/')
    .replace(/^articles\/[a-z-]+\//, 'article/')
    .replace(/(?<=^|\/)(?:sv|en)\//, '')
    .replace(/^2\d{3}\//, 'year/')
    .replace(/^lists\/[a-z]+\/latest\//, 'latest/')
    .replace(/^lists\/[a-z]+\//, 'list/');
}

function grow(workspace: TestWorkspace): void {
  const config = workspace.read('newsletter.yaml');
  workspace.write('newsletter.yaml', config.replace('organisation:\n', 'organisation:\n  logo: logo.png\n'));
  workspace.write('logo.png', LOGO);
  workspace.copy(`issues/${EXAMPLE}`, 'issues/2022-01-kaikkea');
  workspace.write('issues/2022-01-kaikkea.md', FULL_ISSUE);
  workspace.write('issues/2022-01-oikaistu.md', CORRECTED);
  workspace.write('issues/2022-01-oikaistu.sv.md', CORRECTED_IN_SWEDISH);
  workspace.write('issues/2022-01-english.md', IN_ENGLISH);
  workspace.write('articles/talkoot.md', ARTICLE);
  workspace.copy(IMAGE, 'articles/talkoot/valoa-ikkunaan.png');
}

/** 240 × 60 pixels, teal on nothing. */
const LOGO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAPAAAAA8AgMAAAAlEd/OAAAADFBMVEVMaXEKWWcKWWcLWmiexWnXAAAAA3RSTlMAO7ANpZhqAAAACXBIWXMAAAsTAAALEwEAmpwYAAAA/ElEQVRIx+2XMQ6CQBBFgUIKj2DBETiC3MfCI8ARvBFX4AgWNnZbUGAijBFxM8lmZf8M2uDvfsLLFjv75xNFa1V8oGshhY9EdBOyG3rqJD9YenRCL1USeDfBFwlcTnAvuSd6S3BbqYWb0VOgxo8za1sczq3tcLi2doDhmPkChRPmKxROmW9QeMv8GYUz5lsUzpnvUHjP/B2FS+b7n8I184MaRuQO+x/+Hqy6KmRIjC/yQ8ZzWRh5kg6MhIEDIzHkwEgAGv+em49e4+sFIaFv/Ot5ft2YDyM2u+hcGFixLgwsd6OpFWbZQqOqUroSp6qPquKqq8yqsq77TViXHnkHxMhPS7V4AAAAAElFTkSuQmCC',
  'base64',
);

const CORRECTED = `---
title: "Järjestökirje 1/2022: hyvinvointiyhteistyöneuvottelukunta aloittaa, ja kevään avustushaku lähestyy"
date: 2022-01-12
lang: fi
lists: [jarjestot]
summary: Neuvottelukunnan kokoonpano, haun aikataulu ja kevään koulutukset.
corrections:
  - 2022-01-13: Korjattu koulutuksen päivä.
  - 2022-01-17: Korjattu linkki hakuohjeeseen, joka on nyt osoitteessa www.example.fi/avustukset/yleisavustukset/hakeminen/ohjeet/liitteet.
---

Hei!

## Neuvottelukunta aloittaa

Neuvottelukunnassa on yksitoista jäsentä. Valinnasta kerrottiin [joulukuun kirjeessä](issue:2021-12-jarjestot).

## Kevään koulutukset

::: event
title: Koulutus: yhdistyksen talous tutuksi
when: to 10.2.2022 klo 17–19
where: Järvimaan kirjasto, Koivusali
signup: https://www.example.fi/ilmoittaudu/talous
deadline: 3.2.2022
:::
`;

const CORRECTED_IN_SWEDISH = `---
title: "Föreningsbrevet 1/2022: delegationen börjar sitt arbete"
summary: Delegationens sammansättning och vårens utbildningar.
---

Hej!

## Delegationen börjar

Delegationen har elva medlemmar. Om valet berättades i [brevet i december](issue:2021-12-jarjestot).

## Vårens utbildningar

::: event
title: Utbildning: föreningens ekonomi
when: tors 10.2.2022 kl. 17–19
where: Järvimaa bibliotek, Björksalen
signup: https://www.example.fi/sv/anmalan/ekonomi
deadline: 3.2.2022
:::
`;

const IN_ENGLISH = `---
title: Newsletter for associations, January 2022
date: 2022-01-19
lang: en
lists: [jarjestot]
summary: What the network does, in English for the first time.
---

Hello!

## 1. What the network does

It brings together the associations of the district.

## 2. How to join

Write to the office, and somebody answers within the week.
`;

const ARTICLE = `---
title: Talkoot kokosivat pihan täyteen
date: 2022-01-20
lang: fi
lead: Neljäkymmentä kyläläistä kunnosti kerhotalon yhdessä iltapäivässä.
---

Pakkasta oli kymmenen astetta, ja mehu höyrysi.

## Mitä tehtiin?

![Piirros: kaksi naapuria juttelee lumisella pihalla](valoa-ikkunaan.png)

Lainatavarat tulivat [lainaamosta](article:naapuruston-lainaamo).
`;
