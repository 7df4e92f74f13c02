import { describe, expect, test } from 'vitest';
import { type JsonProblem, problemsOf, runProgram } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { CONFIG, type TestWorkspace, makeWorkspace } from '../support/workspace.ts';

const CODES = ['title-month', 'subject-used', 'section-copied', 'issue-copied'];

/** A paragraph of more than 200 characters about something. */
function about(topic: string): string {
  return `${topic} on aihe, josta kerrotaan tässä osiossa. `.repeat(7).trim();
}

const STANDING = `## Tilaa uutiskirje\n\n${about('Tilaaminen')}\n`;
const CONTACTS = '## Yhteystiedot\n\n::: contacts\nAino Esimerkki, viestintä, aino@example.org\n:::\n';

function issueOf(date: string, title: string, sections: readonly string[], more = ''): string {
  return `---\ntitle: ${title}\ndate: ${date}\nlang: fi\nlists: [jarjestot]\n${more}---\n\nHei!\n\n${sections.join('\n')}`;
}

function section(topic: string): string {
  return `## ${topic}\n\n${about(topic)}\n`;
}

async function copiedIn(workspace: TestWorkspace, name = 'tammikuu', command = 'check'): Promise<JsonProblem[]> {
  const argv = command === 'send' ? ['send', name, '--dry-run', '--json'] : [command, name, '--json'];
  return problemsOf(await runProgram(workspace.folder, argv), command).filter(({ code }) => CODES.includes(code));
}

const OLD = issueOf('2021-12-22', 'Uutiskirje joulukuu/2021', [section('Avustus'), section('Foorumi'), STANDING, CONTACTS]);

describe('an issue that was copied from the last one', () => {
  test.each(['check', 'build', 'send'])('%s names the title, the subject and the sections that were left', async (command) => {
    const workspace = makeWorkspace({
      'issues/joulukuu.md': OLD.replace('date:', 'subject: Kuulumisia  järjestöille\ndate:'),
      'issues/tammikuu.md': issueOf(
        '2022-02-15',
        'Uutiskirje joulukuu/2021',
        [section('Koulutus'), section('Foorumi')],
        'subject: kuulumisia järjestöille\n',
      ),
    });
    const found = await copiedIn(workspace, 'tammikuu', command);
    expect(found).toMatchObject([
      { code: 'title-month', line: 2, details: { key: 'title', written: 'joulukuu/2021' } },
      { code: 'subject-used', line: 6, details: { slug: 'joulukuu' } },
      { code: 'section-copied', line: 15, details: { number: 2, slug: 'joulukuu', earlier: 2 } },
    ]);
    for (const each of found) expect(each).toMatchObject({ severity: 'warning', file: 'issues/tammikuu.md' });
  });

  test('is reported once when nothing in it was rewritten', async () => {
    const copy = OLD.replace('2021-12-22', '2022-01-26').replace('joulukuu/2021', 'tammikuu/2022');
    const workspace = makeWorkspace({ 'issues/joulukuu.md': OLD, 'issues/tammikuu.md': copy });
    expect(await copiedIn(workspace)).toMatchObject([{ code: 'issue-copied', details: { slug: 'joulukuu' } }]);
  });

  test('a section is the same under another heading and number, and with its merge fields', async () => {
    const text = `${about('Avustus')} Hei {{organisation|te}}!`;
    const workspace = makeWorkspace({
      'issues/joulukuu.md': issueOf('2021-12-22', 'Joulukuu 2021', ['## Yksi\n\nUusi.\n', `## Joulun avustus\n\n${text}\n`]),
      'issues/tammikuu.md': issueOf('2022-01-26', 'Tammikuu 2022', [
        `## Avustus\n\n${text.replaceAll('. ', '.\n')}\n`,
        '## Kaksi\n\nToinen.\n',
      ]),
    });
    expect(await copiedIn(workspace)).toMatchObject([{ details: { number: 1, slug: 'joulukuu', earlier: 2 } }]);
  });

  test('a variant is compared with variants of its language', async () => {
    const swedish = (title: string, body: string): string =>
      `---\ntitle: ${title}\n---\n\nHej!\n\n## Ett\n\n${body}\n\n## Två\n\nMera.\n`;
    const finnish = (body: string): string[] => [`## Yksi\n\n${body}\n`, '## Kaksi\n\nLisää.\n'];
    const workspace = makeWorkspace({
      'issues/joulukuu.md': issueOf('2021-12-22', 'Uutiskirje joulukuu/2021', finnish('Vanhaa.')),
      'issues/joulukuu.sv.md': swedish('Nyhetsbrev', about('Bidrag')).replace('Mera.', 'Annat.'),
      'issues/tammikuu.md': issueOf('2022-01-26', 'Uutiskirje tammikuu/2022', finnish('Uutta.')),
      'issues/tammikuu.sv.md': swedish('Nyhetsbrev', about('Bidrag')),
    });
    const found = await copiedIn(workspace);
    expect(found.map(({ code, file }) => `${code} ${file}`)).toEqual([
      'subject-used issues/tammikuu.sv.md',
      'section-copied issues/tammikuu.sv.md',
    ]);
  });
});

describe('what may be the same stays quiet', () => {
  const fresh = issueOf('2022-01-26', 'Uutiskirje tammikuu/2022', [section('Koulutus'), STANDING, CONTACTS]);

  test('a section that stands in two earlier issues, and short ones, people and events', async () => {
    const event = '## Tapahtumat\n\n::: event\ntitle: Talvifoorumi\nwhen: ti 15.3.2022\n:::\n';
    const older = issueOf('2021-11-22', 'Uutiskirje marraskuu/2021', [section('Talous'), STANDING, CONTACTS, event]);
    const workspace = makeWorkspace({
      'issues/marraskuu.md': older,
      'issues/joulukuu.md': `${OLD}\n${event}`,
      'issues/tammikuu.md': `${fresh}\n${event}\n## Lopuksi\n\nHyvää vuotta!\n`,
    });
    expect(await copiedIn(workspace)).toEqual([]);
    workspace.remove('issues/marraskuu.md');
    expect(await copiedIn(workspace)).toMatchObject([{ code: 'section-copied', details: { number: 2 } }]);
  });

  test('an issue of another list, a later one, a draft, and the same issue once it was sent', async () => {
    const two = CONFIG.replace('delivery:', '  muut: { title: Muut, file: subscribers/muut.csv }\ndelivery:');
    const workspace = makeWorkspace({
      'newsletter.yaml': two,
      'subscribers/muut.csv': 'email\na@example.org\n',
      'issues/tammikuu.md': issueOf('2022-01-26', 'Kuulumisia', [section('Foorumi'), section('Uutta')]),
      'issues/muille.md': issueOf('2021-12-22', 'Kuulumisia', [section('Foorumi')]).replace('[jarjestot]', '[muut]'),
      'issues/helmikuu.md': issueOf('2022-02-26', 'Kuulumisia', [section('Foorumi')]),
      'issues/luonnos.md': issueOf('2022-01-20', 'Kuulumisia', [section('Foorumi')], 'draft: true\n'),
    });
    expect(await copiedIn(workspace)).toEqual([]);
    expect((await copiedIn(workspace, 'helmikuu')).map(({ code }) => code)).toEqual(['subject-used', 'section-copied']);
    const receiver = await startReceiver();
    await runProgram(workspace.folder, ['send', 'helmikuu', '--yes'], { env: { NEWSLETTER_SMTP_URL: receiver.url } });
    expect(await copiedIn(workspace, 'helmikuu')).toEqual([]);
  });

  test('a correction with another subject, and a section that was rewritten in one word', async () => {
    const workspace = makeWorkspace({
      'issues/joulukuu.md': issueOf('2021-12-22', 'Uutiskirje joulukuu/2021', [section('Foorumi'), section('Avustus')]),
      'issues/tammikuu.md': issueOf('2021-12-22', 'Korjaus: uutiskirje joulukuu/2021', [
        section('Foorumi').replace('tässä', 'nyt'),
        section('Koulutus'),
      ]),
    });
    expect(await copiedIn(workspace)).toEqual([]);
  });

  test('of two issues of one day the other counts only when it was sent', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace({
      'issues/aamu.md': issueOf('2022-01-26', 'Kuulumisia', ['## Yksi\n\nA.\n']),
      'issues/tammikuu.md': issueOf('2022-01-26', 'Kuulumisia', ['## Yksi\n\nB.\n']),
    });
    expect(await copiedIn(workspace)).toEqual([]);
    await runProgram(workspace.folder, ['send', 'aamu', '--yes'], { env: { NEWSLETTER_SMTP_URL: receiver.url } });
    expect((await copiedIn(workspace)).map(({ code }) => code)).toEqual(['subject-used']);
  });

  test('what stands in the sixth issue before and no later one', async () => {
    const months = ['2021-07-22', '2021-08-22', '2021-09-22', '2021-10-22', '2021-11-22', '2021-12-22'];
    const others = months.map((date, index) => [
      `issues/k${index}.md`,
      issueOf(date, `Kirje ${date}`, [section(`Aihe ${index}`)]),
    ]);
    const workspace = makeWorkspace({
      ...(Object.fromEntries(others) as Record<string, string>),
      'issues/tammikuu.md': issueOf('2022-01-26', 'Uusi', [section('Aihe 0'), section('Toinen')]),
    });
    expect(await copiedIn(workspace)).toEqual([]);
    workspace.write('issues/tammikuu.md', issueOf('2022-01-26', 'Uusi', [section('Aihe 1'), section('Toinen')]));
    expect(await copiedIn(workspace)).toMatchObject([{ details: { slug: 'k1' } }]);
  });
});
