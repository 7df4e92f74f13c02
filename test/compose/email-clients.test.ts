import { describe, expect, test } from 'vitest';
import { buildEmail, ISSUES, THEMES } from '../support/built-email.ts';
import { DATA_DATE, type Feature, FEATURES, type Support, supportIn } from './can-i-email.ts';
import { FALLBACKS, FAMILIES, type Family } from './email-clients.ts';
import { featuresOf, KNOWN_FEATURES, propertiesUntoldOf } from './email-features.ts';
import { readEmail, type ReadEmail } from './read-email.ts';

test('every feature that a client lacks has a fallback, and no fallback is left over', async () => {
  const { lacking } = split(await readAll());
  expect(lacking.map(({ slug }) => slug).toSorted()).toEqual(Object.keys(FALLBACKS).toSorted());
});

test('what the fallbacks say of the HTML is so', async () => {
  const emails = await readAll();
  const untrue = Object.entries(FALLBACKS).filter(([, { holds }]) => holds && !emails.every(holds));
  expect(untrue.map(([slug, { says }]) => `${slug}: ${says}`)).toEqual([]);
});

test('docs/email-clients.md has them all, with the clients', async () => {
  const emails = await readAll();
  const { lacking, full } = split(emails);
  const untold = [...new Set(emails.flatMap(propertiesUntoldOf))].toSorted();
  const rows = lacking.map(
    (feature) =>
      `| ${linkTo(feature)} | ${clients(feature, 'none')} | ${clients(feature, 'partial')} | ${FALLBACKS[feature.slug]?.says} |`,
  );
  const page = [
    '# E-mail clients',
    '',
    'What the built-in themes use of HTML and CSS that not every mail client reads, and what a reader gets there, by the data of',
    `[Can I email](https://www.caniemail.com/) of ${DATA_DATE}. \`npm run docs\` writes this page; a feature that lacks its sentence in`,
    '`test/compose/email-clients.ts`, or a sentence that nothing uses any more, fails the tests.',
    '',
    `The clients: ${FAMILIES.map(nameOf).join('; ')}.`,
    'The new Outlook for Windows is the one on the web. A client of which Can I email knows nothing is not named.',
    '',
    '| feature | not in | in part, or with faults | what a reader gets there |',
    '|---|---|---|---|',
    ...rows,
    '',
    `All these clients read the other ${full.length} features in use: ${full.map(linkTo).join(', ')}.`,
    '',
    `Can I email does not tell of ${untold.map((property) => `\`${property}\``).join(', ')}.`,
    '',
  ].join('\n');
  await expect(page).toMatchFileSnapshot('../../docs/email-clients.md');
});

async function readAll(): Promise<ReadEmail[]> {
  const pairs = THEMES.flatMap((theme) => ISSUES.map((slug) => [slug, theme] as const));
  return Promise.all(pairs.map(async ([slug, theme]) => readEmail((await buildEmail(slug, theme)).html)));
}

/** The features in use: those that a client lacks in whole or in part, and those that all of them have. */
function split(emails: readonly ReadEmail[]): { lacking: Feature[]; full: Feature[] } {
  const slugs = new Set(emails.flatMap(featuresOf));
  const used = FEATURES.filter(({ slug }) => slugs.has(slug)).toSorted((a, b) => (a.slug < b.slug ? -1 : 1));
  const clients = FAMILIES.flatMap(({ members }) => members);
  const isLacking = (feature: Feature): boolean =>
    clients.some(({ key }) => ['none', 'partial'].includes(supportIn(feature, ...key)));
  return { lacking: used.filter(isLacking), full: used.filter((feature) => !isLacking(feature)) };
}

function linkTo({ title, url }: Feature): string {
  return `[${title.replace(/</g, '&lt;')}](${url})`;
}

/** The clients with such support, a family whole or with its members in brackets. */
function clients(feature: Feature, support: Support): string {
  const named = FAMILIES.flatMap(({ name, members }) => {
    const found = members.filter(({ key }) => supportIn(feature, ...key) === support);
    if (found.length === 0) return [];
    return [found.length === members.length ? name : nameOf({ name, members: found })];
  });
  return named.join(', ');
}

function nameOf({ name, members }: Family): string {
  return `${name} (${members.map((member) => member.name).join(', ')})`;
}

describe('the features of an e-mail', () => {
  test('are all looked for', () => {
    expect(FEATURES.map(({ slug }) => slug).filter((slug) => !KNOWN_FEATURES.includes(slug))).toEqual([]);
  });

  test.each([
    ['<p style="margin-top: 1px">', 'html-p css-margin css-unit-px'],
    ['<p style="font-family: &quot;Segoe UI&quot;, system-ui; border-top: 0">', 'html-p css-sytem-ui css-border'],
    [
      '<div style="background-image: url(data:image/png;base64,AA==); color: rgba(0,0,0,.5)">',
      'html-div css-background-image css-rgba',
    ],
    [
      '<h2 id="a"><a href="#a">a</a> <a href="mailto:a@example.fi" target="_blank">b</a>',
      'html-h1-h6 html-anchor-links html-mailto-links html-target',
    ],
    ['<img src="a.jpg" width="1" alt=">">', 'html-img image-jpg html-width'],
    [
      '<style>/* a */ a:hover > b { display: flex !important }</style>',
      `html-style css-comments css-pseudo-class-hover css-selector-child
      css-selector-type css-display css-display-flex css-important`,
    ],
    [
      '<style>@media (prefers-color-scheme: dark) { .a.b, #c d { gap: 1em } }</style>',
      `html-style css-at-media
      css-at-media-prefers-color-scheme css-selector-chaining css-selector-class css-selector-grouping css-selector-id
      css-selector-descendant css-selector-type css-gap css-unit-em`,
    ],
    [
      '<style>@import url(a.css); .a { .b { width: calc(1px + 1rem) } }</style>',
      `html-style css-at-import css-selector-class css-nesting
      css-width css-unit-calc css-unit-px css-unit-rem`,
    ],
    ['<style media="screen and (min-width: 1px)"></style>', 'html-style css-at-media'],
    ['<!--[if mso]><table width="1"><![endif]--><p></p>', 'html-comments html-p'],
    ['<!--[if !mso]><!--><p></p><!--<![endif]-->', 'html-comments html-p'],
    ['<!doctype html>\n<html lang="fi">', 'html-doctype html-lang'],
  ])('%s', (html, features) => {
    expect(featuresOf(readEmail(html)).toSorted()).toEqual(features.split(/\s+/).toSorted());
  });

  test('are not guessed where the HTML cannot be read', () => {
    expect(() => readEmail("<p style='color: red'>")).toThrow(/not written as our e-mails are: <p style/);
  });

  test('the newest version of a client counts, and a fault told in a note', () => {
    const feature = (versions: Record<string, string>): Feature => ({
      slug: 'x',
      title: 'x',
      url: 'x',
      stats: { outlook: { macos: versions } },
      notes_by_num: { 1: 'Partial. Not in bold.', 2: 'Tested in the dark.' },
    });
    const support = (versions: Record<string, string>): Support => supportIn(feature(versions), 'outlook', 'macos');
    expect(support({ '2016': 'y', '2019': 'n' })).toBe('none');
    expect(support({ '16.80': 'n', '2019': 'y' })).toBe('none');
    expect(support({ '12.4': 'n', '16': 'y' })).toBe('full');
    expect(support({ '9': 'n', '10.2': 'y #1 #2' })).toBe('partial');
    expect(support({ '10.2': 'y #2' })).toBe('full');
    expect(support({ '10.2': 'u' })).toBe('unknown');
    expect(supportIn(feature({}), 'gmail', 'ios')).toBe('unknown');
  });
});
