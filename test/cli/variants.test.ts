import PostalMime, { type Email } from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { jsonLines, problemsOf, runProgram } from '../support/run-program.ts';
import { type SmtpReceiver, startReceiver } from '../support/smtp-receiver.ts';
import { CONFIG, ISSUE, type TestWorkspace, makeWorkspace } from '../support/workspace.ts';

const LIST = `email,organisation,language
suomi@example.org,Suomi ry,fi
svenska@example.org,Svenska rf,sv
isoin@example.org,Finlandssvenska rf,SV-FI
tyhja@example.org,Tyhjä ry,
muu@example.org,Muu ry,de
`;

const VARIANT = `---
title: Nyhetsbrev januari/2022
summary: Kort.
---

Hej {{organisation|bästa läsare}}!

## 1. Den första

Text och [länken](https://www.example.fi/sv/a).

## 2. Den andra

Mera text.
`;

const BILINGUAL = `${CONFIG.replace('address: Katu 1', 'address: Katu 1, sv: { name: Exempelföreningen, address: Gatan 1 }')
  .replace('address: uutiskirje@example.fi', 'address: uutiskirje@example.fi, sv: { name: Exempelföreningen }')
  .replace(
    'title: Järjestöt',
    'title: Järjestöt, sv: { title: Föreningar }',
  )}archive: { url: https://arkisto.example.fi, missing: ignore }
`;

const VARIANT_FILE = 'issues/tammikuu.sv.md';
const SEND = ['send', 'tammikuu', '--yes', '--json'];

function bilingual(files: Readonly<Record<string, string>> = {}): TestWorkspace {
  return makeWorkspace({ 'newsletter.yaml': BILINGUAL, 'subscribers/jarjestot.csv': LIST, [VARIANT_FILE]: VARIANT, ...files });
}

async function mailsOf({ accepted }: SmtpReceiver): Promise<Map<string, Email>> {
  return new Map(await Promise.all(accepted.map(async ({ to, raw }) => [to, await PostalMime.parse(raw)] as const)));
}

describe('an issue with a variant', () => {
  test('reaches each recipient in their language; an empty or unknown one means the issue’s own', async () => {
    const receiver = await startReceiver();
    const { folder } = bilingual();
    const run = await runProgram(folder, SEND, { env: { NEWSLETTER_SMTP_URL: receiver.url } });
    expect(run.exitCode, run.stdout).toBe(0);
    const mails = await mailsOf(receiver);
    const subjects = [...mails].map(([to, { subject }]) => [to, subject] as const);
    expect(subjects.toSorted(([a], [b]) => a.localeCompare(b))).toEqual([
      ['isoin@example.org', 'Nyhetsbrev januari/2022'],
      ['muu@example.org', 'Uutiskirje tammikuu/2022'],
      ['suomi@example.org', 'Uutiskirje tammikuu/2022'],
      ['svenska@example.org', 'Nyhetsbrev januari/2022'],
      ['tyhja@example.org', 'Uutiskirje tammikuu/2022'],
    ]);
    expect(mails.get('svenska@example.org')!.text).toContain('Hej Svenska rf!');
  });

  test('speaks its own language throughout, and is the same list', async () => {
    const receiver = await startReceiver();
    const { folder } = bilingual();
    await runProgram(folder, SEND, { env: { NEWSLETTER_SMTP_URL: receiver.url } });
    const mails = await mailsOf(receiver);
    const [own, variant] = [mails.get('suomi@example.org')!, mails.get('svenska@example.org')!];
    expect(variant.from).toMatchObject({ name: 'Exempelföreningen', address: 'uutiskirje@example.fi' });
    expect(variant.html).toMatch(/<html lang="sv"/);
    for (const words of [
      'Exempelföreningen',
      'Gatan 1',
      'sändlistan Föreningar',
      'Avsluta prenumerationen',
      'I det här nyhetsbrevet',
      '26 januari 2022',
    ]) {
      for (const part of [variant.html, variant.text]) expect(part?.replace(/\s+/g, ' ')).toContain(words);
    }
    const header = ({ headers }: Email, key: string): string | undefined => headers.find((each) => each.key === key)?.value;
    expect(header(variant, 'list-id')).toBe(header(own, 'list-id'));
    expect(header(own, 'list-archive')).toBe('<https://arkisto.example.fi/tammikuu/>');
    expect(header(variant, 'list-archive')).toBe('<https://arkisto.example.fi/tammikuu/sv/>');
  });

  test('is resumed with the texts that were frozen, and a plan shows who gets which', async () => {
    const receiver = await startReceiver();
    const { folder } = bilingual();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    const plan = jsonLines(await runProgram(folder, [...SEND, '--dry-run'], { env })).find(({ type }) => type === 'plan');
    expect(JSON.stringify(plan)).toMatch(/svenska@example\.org[^}]*"language":"sv"/);
    await runProgram(folder, [...SEND, '--limit', '1'], { env });
    await runProgram(folder, SEND, { env });
    const mails = await mailsOf(receiver);
    expect([...mails.values()].filter(({ subject }) => subject === 'Nyhetsbrev januari/2022')).toHaveLength(2);
    expect(receiver.accepted).toHaveLength(5);
    const status = JSON.parse((await runProgram(folder, ['status', 'tammikuu', '--json'])).stdout) as {
      data: { templates: object };
    };
    expect(Object.keys(status.data.templates).toSorted()).toEqual(['fi', 'sv']);
  });

  test('that is taken away in mid-send: with --with-changes its readers get the issue itself', async () => {
    const receiver = await startReceiver();
    const workspace = bilingual();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, [...SEND, '--limit', '1'], { env });
    workspace.remove(VARIANT_FILE);
    const refused = await runProgram(workspace.folder, SEND, { env });
    expect(problemsOf(refused, 'send').map(({ code }) => code)).toContain('sources-changed');
    await runProgram(workspace.folder, [...SEND, '--with-changes', '--limit', '1'], { env });
    workspace.write('subscribers/jarjestot.csv', `${LIST}ny@example.org,Ny rf,sv\n`);
    const rest = await runProgram(workspace.folder, [...SEND, '--include-new'], { env });
    expect(rest.exitCode, rest.stdout).toBe(0);
    const subjects = [...(await mailsOf(receiver)).values()].map(({ subject }) => subject);
    expect(subjects).toEqual(Array.from({ length: 6 }, () => 'Uutiskirje tammikuu/2022'));
  });

  test('who joins a send later gets theirs, or the issue’s own', async () => {
    const receiver = await startReceiver();
    const workspace = bilingual();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, SEND, { env });
    workspace.write('subscribers/jarjestot.csv', `${LIST}ny@example.org,Ny rf,sv\nuusi@example.org,Uusi ry,\n`);
    await runProgram(workspace.folder, [...SEND, '--include-new'], { env });
    const mails = await mailsOf(receiver);
    expect(mails.get('ny@example.org')!.subject).toBe('Nyhetsbrev januari/2022');
    expect(mails.get('uusi@example.org')!.subject).toBe('Uutiskirje tammikuu/2022');
  });

  test('is tried in every language by --test', async () => {
    const receiver = await startReceiver();
    const { folder } = bilingual();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(folder, ['send', 'tammikuu', '--test', 'me@example.org'], { env });
    const subjects = await Promise.all(receiver.accepted.map(async ({ raw }) => (await PostalMime.parse(raw)).subject));
    expect(subjects).toEqual(['TEST: Uutiskirje tammikuu/2022', 'TEST: Nyhetsbrev januari/2022']);
  });

  test('is refused, with nobody mailed, while its sections are others or its holes are not filled', async () => {
    for (const [from, to, code] of [
      ['## 2. Den andra', '### Den andra', 'variant-sections'],
      ['{{organisation|bästa läsare}}', '{{förening}}', 'hole-unknown'],
      ['title:', 'date: 2022-01-27\ntitle:', 'variant-differs'],
    ] as const) {
      const receiver = await startReceiver();
      const { folder } = bilingual({ [VARIANT_FILE]: VARIANT.replace(from, to) });
      const run = await runProgram(folder, SEND, { env: { NEWSLETTER_SMTP_URL: receiver.url } });
      expect(run.exitCode).toBe(4);
      expect(problemsOf(run, 'send')).toContainEqual(expect.objectContaining({ code, file: VARIANT_FILE }));
      expect(receiver.tried).toEqual([]);
    }
  });

  test('only those who read it must have what its holes name', async () => {
    const strict = VARIANT.replace('|bästa läsare', '');
    const list = 'email,organisation,language\na@example.org,,fi\nb@example.org,B,sv\n';
    const sound = bilingual({ [VARIANT_FILE]: strict, 'subscribers/jarjestot.csv': list });
    expect((await runProgram(sound.folder, ['check', 'tammikuu'])).exitCode).toBe(0);
    const open = bilingual({ [VARIANT_FILE]: strict, 'subscribers/jarjestot.csv': list.replace(',B,', ',,') });
    const run = await runProgram(open.folder, ['check', 'tammikuu', '--json']);
    const errors = problemsOf(run, 'check').filter(({ severity }) => severity === 'error');
    expect(errors).toMatchObject([{ code: 'hole-empty', line: 3 }]);
  });

  test('is built beside its issue, and is no issue of its own', async () => {
    const workspace = bilingual();
    const run = await runProgram(workspace.folder, ['build', '--json']);
    expect(run.exitCode, run.stdout).toBe(0);
    const { data } = JSON.parse(run.stdout) as { data: { issues: { slug: string; lang: string; files: { path: string }[] }[] } };
    expect(data.issues.map(({ slug, lang, files }) => [slug, lang, files[0]!.path])).toEqual([
      ['tammikuu', 'fi', 'dist/tammikuu/email.html'],
      ['tammikuu', 'sv', 'dist/tammikuu/sv/email.html'],
    ]);
    expect(workspace.read('dist/tammikuu/sv/email.txt')).toContain('Mera text.');
    const named = await runProgram(workspace.folder, ['build', VARIANT_FILE, '--json']);
    expect(JSON.parse(named.stdout)).toMatchObject({ data: { issues: [{ lang: 'fi' }, { lang: 'sv' }] } });
  });

  test('an issue in Swedish has its Finnish variant', async () => {
    const workspace = makeWorkspace({
      'issues/tammikuu.md': ISSUE.replace('lang: fi', 'lang: sv'),
      'issues/tammikuu.fi.md': VARIANT,
    });
    const run = await runProgram(workspace.folder, ['build', '--json']);
    expect(JSON.parse(run.stdout)).toMatchObject({ data: { issues: [{ lang: 'sv' }, { lang: 'fi' }] } });
    const own = makeWorkspace({ [VARIANT_FILE.replace('.sv.', '.fi.')]: VARIANT });
    expect(problemsOf(await runProgram(own.folder, ['check', '--json']), 'check')).toMatchObject([{ code: 'variant-language' }]);
  });
});
