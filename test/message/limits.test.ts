import { describe, expect, test } from 'vitest';
import { AINO, ENDPOINT, FULL, ISSUE, LIST, MINIMAL, assertUntouched, issueOf, mail, mailed, mailedOnce } from './mailing.ts';
import { hrefsOf } from './read-message.ts';

const LARGE_ENDPOINT = MINIMAL.replace('lists:', `unsubscribe: { url: ${ENDPOINT} }\nlists:`);

describe('the decoded HTML', () => {
  /** Long paragraphs that make the HTML of the copies so many octets, as it arrives. */
  const issueFor = async (config: string, size: number): Promise<string> => {
    const { copies } = await mailedOnce(config, { 'issues/tammikuu.md': issueOf(paragraphsOf(80_000)) });
    return issueOf(paragraphsOf(80_000 + size - copies.get(AINO)!.htmlSize));
  };

  test.each([
    ['the mailto: link', MINIMAL],
    ['an endpoint', LARGE_ENDPOINT],
  ])('with %s: of 90,000 octets goes without a word, of more is warned of', async (_, config) => {
    const still = await mailed(config, { files: { 'issues/tammikuu.md': await issueFor(config, 90_000) } });
    expect(still.copies.get(AINO)!.htmlSize).toBe(90_000);
    expect(still.problems).not.toContain('html-large');
    const large = await mailed(config, { files: { 'issues/tammikuu.md': await issueFor(config, 90_001) } });
    expect(large.problems).toContain('html-large');
  });

  test.each([
    ['the mailto: link', MINIMAL],
    ['an endpoint', LARGE_ENDPOINT],
  ])('with %s: of 100,001 octets is refused with nobody touched', async (_, config) => {
    const mailing = await mail(config, { files: { 'issues/tammikuu.md': await issueFor(config, 100_001) } });
    assertUntouched(mailing);
    expect(mailing.problems).toContain('html-too-large');
  });

  test('with its line ends as they arrive is never over 100,000 octets', async () => {
    const { copies } = await mail(MINIMAL, { files: { 'issues/tammikuu.md': await issueFor(MINIMAL, 99_990) } });
    for (const { htmlSize } of copies.values()) expect(htmlSize).toBeLessThanOrEqual(100_000);
  });

  test('that one recipient’s values alone make too large is refused with nobody touched', async () => {
    const list = `${LIST}pitka@example.org,x,${'&'.repeat(21_000)}\n`;
    const mailing = await mail(MINIMAL, {
      files: { 'issues/tammikuu.md': issueOf('Hei {{organisation}}!'), 'subscribers/jarjestot.csv': list },
    });
    assertUntouched(mailing);
    expect(mailing.problems).toContain('html-too-large');
  });

  test('has its unsubscribe link before the point where Gmail cuts', async () => {
    const files = { 'issues/tammikuu.md': await issueFor(LARGE_ENDPOINT, 99_500) };
    const { html } = (await mailedOnce(LARGE_ENDPOINT, files)).copies.get(AINO)!;
    const link = hrefsOf(html).find((href) => href.startsWith(ENDPOINT))!;
    expect(Buffer.byteLength(html.slice(0, html.indexOf(link) + link.length).replaceAll('\n', '\r\n'))).toBeLessThan(102_000);
  });
});

describe('a web address over 2,000 characters', () => {
  const LONG = `https://www.example.fi/${'x'.repeat(1_978)}`;

  test.each([
    ['behind words', `[linkki](${LONG})`],
    ['bare', LONG],
    ['in a table', `| a |\n|---|\n| [x](${LONG}) |`],
    ['as the place to sign up', `::: event\ntitle: A\nwhen: B\nsignup: ${LONG}\n:::`],
  ])('%s is refused with nobody touched', async (_, body) => {
    const mailing = await mail(MINIMAL, { files: { 'issues/tammikuu.md': issueOf(body) } });
    assertUntouched(mailing);
    expect(mailing.problems).toContain('link-too-long');
  });

  const withLink = (link: string): Record<string, string> => ({
    'issues/tammikuu.md': issueOf('[linkki]({{url}})'),
    'subscribers/jarjestot.csv': `email,url\na@example.org,https://www.example.fi/\nb@example.org,${link}\n`,
  });

  test('that is one recipient’s value is refused with nobody touched', async () => {
    const mailing = await mail(MINIMAL, { files: withLink(LONG) });
    assertUntouched(mailing);
    expect(mailing.problems).toContain('hole-link');
  });

  test('that one recipient’s value becomes once it is encoded is refused with nobody touched', async () => {
    const { copies } = await mail(MINIMAL, { files: withLink(`https://www.example.fi/${'ä'.repeat(900)}`) });
    for (const { html } of copies.values()) for (const href of hrefsOf(html)) expect(href.length).toBeLessThanOrEqual(2_000);
  });

  test('of 2,000 goes out, as a value too', async () => {
    const link = LONG.slice(0, 2_000);
    const { copies } = await mailed(MINIMAL, { files: withLink(link) });
    expect(hrefsOf(copies.get('b@example.org')!.html)).toContain(link);
  });

  test.each([
    ['no web address', 'www.example.fi'],
    ['a script', 'javascript:alert(1)'],
    ['two words', 'https://www.example.fi/ toinen'],
  ])('or a value that is %s never becomes a link', async (_, value) => {
    const { copies } = await mail(MINIMAL, { files: withLink(value) });
    for (const { html } of copies.values())
      for (const href of hrefsOf(html)) expect(href).toMatch(/^(https:\/\/www\.example\.fi\/[^\s]*|mailto:\S+|#osio)$/);
  });
});

test('the whole example is far from every limit', async () => {
  const { problems, copies } = await mailed(FULL, { files: { 'issues/tammikuu.md': ISSUE } });
  expect(problems).toEqual([]);
  expect(copies.get(AINO)!.htmlSize).toBeLessThan(90_000);
});

/** Five paragraphs, the last of which makes up the length. */
function paragraphsOf(length: number): string {
  return `${`${wordsOf(14_000)}\n\n`.repeat(5)}${wordsOf(length - 70_000)}`;
}

/** So many letters and spaces, in lines that text can be broken into. */
function wordsOf(length: number): string {
  return `${'sanoja on monta '.repeat(Math.ceil(length / 16)).slice(0, length - 1)}x`;
}
