import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, cpSync, openSync, readdirSync, symlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import type { ProblemCode } from '../../src/problem/problem.ts';
import { takeLock } from '../../src/ledger/sqlite-lock.ts';
import { type ProgramOptions, runProgram, testClock } from '../support/run-program.ts';
import type { ReceiverOptions, SmtpReceiver } from '../support/smtp-receiver.ts';
import { Mover } from '../support/move-workspace.ts';
import { CONFIG, ISSUE, type TestWorkspace, listOf } from '../support/workspace.ts';

/** A situation that brings one problem about. The command is `check tammikuu` unless another is given. */
export interface Scenario {
  readonly files?: Readonly<Record<string, string | Uint8Array | null>>;
  readonly argv?: readonly string[];
  readonly options?: ProgramOptions;
  /** What happens before; `receiver` accepts everyone. */
  readonly before?: (workspace: TestWorkspace, receiver: SmtpReceiver) => unknown;
  /** Whether the command talks to a receiver, and what that refuses. */
  readonly online?: boolean;
  readonly receiver?: ReceiverOptions;
  /** How the server is to be named; `{port}` is the receiver's. */
  readonly url?: string;
  /** Blocks of 512 octets that no file of the program may outgrow: a disk that is full. */
  readonly fileLimit?: number;
  /** Where the problem must be said to be. */
  readonly place?: { readonly file: string; readonly line?: number };
  /** A word that the sentence must have: what to write instead, or what it is about. */
  readonly says?: string;
}

const ISSUE_FILE = 'issues/tammikuu.md';
const LIST_FILE = 'subscribers/jarjestot.csv';
const SEND = ['send', 'tammikuu', '--yes'];

function issue(line: number, edit: (text: string) => string, says?: string): Scenario {
  return { files: { [ISSUE_FILE]: edit(ISSUE) }, place: { file: ISSUE_FILE, line }, ...(says !== undefined && { says }) };
}

/** Line 17 is the paragraph of the second section. */
function paragraph(text: string, says?: string): Scenario {
  return issue(17, (whole) => whole.replace('Lisää tekstiä.', text), says);
}

function list(line: number | undefined, text: string | Uint8Array, says?: string): Scenario {
  const place = { file: LIST_FILE, ...(line !== undefined && { line }) };
  return { files: { [LIST_FILE]: text }, place, ...(says !== undefined && { says }) };
}

/** A paragraph that is long enough to be told from a phrase, and an issue of December that has it. */
const LONG = 'Pitkä teksti, jonka joku kirjoitti kerran. '.repeat(6).trim();
const EARLIER = ISSUE.replace('2022-01-26', '2021-12-22')
  .replace('tammikuu/2022', 'joulukuu/2021')
  .replace('Lisää tekstiä.', LONG);

const VARIANT = '---\ntitle: Brev\n---\n\n## 1. Ett\n\n## 2. Två\n';

const ARCHIVE = 'archive: { url: https://arkisto.example.fi }\n';
const ARTICLE = '---\ntitle: Foorumi\ndate: 2022-01-20\n---\n\nTeksti.\n';

/** A paragraph in a workspace with an archive, an article `foorumi`, and another that is a draft. */
function withArchive(text: string, says: string): Scenario {
  const scenario = paragraph(text, says);
  const articles = { 'articles/foorumi.md': ARTICLE, 'articles/luonnos.md': ARTICLE.replace('---\n\n', 'draft: true\n---\n\n') };
  return { ...scenario, files: { ...scenario.files, ...articles, 'newsletter.yaml': `${CONFIG}${ARCHIVE}` } };
}

/** An event on line 17; the first of its lines is on the next. */
function event(lines: string, says: string): Scenario {
  const withTime = lines.includes('when:') ? lines : `${lines}\nwhen: ti 15.2.2022`;
  return issue(18, (text) => text.replace('Lisää tekstiä.', `::: event\n${withTime}\ntitle: Foorumi\n:::`), says);
}

/** The built-in theme copied into the workspace, with one of its files changed. */
function theme(file: string, edit: (text: string) => string, says: string): Scenario {
  return {
    files: { [ISSUE_FILE]: ISSUE.replace('lang: fi', 'theme: oma') },
    before: (workspace) => copyTheme(workspace, file, edit),
    place: { file: `templates/oma/${file}` },
    says,
  };
}

function copyTheme(workspace: TestWorkspace, file: string, edit: (text: string) => string): void {
  cpSync(join(import.meta.dirname, '../../templates/selkea'), workspace.path('templates/oma'), { recursive: true });
  workspace.write(`templates/oma/${file}`, edit(workspace.read(`templates/oma/${file}`)));
}

/** An issue with so many pictures of 900,000 octets. */
function heavy(count: number, says: string): Scenario {
  const names = Array.from({ length: count }, (_, index) => `kuva${index}.gif`);
  const scenario = paragraph(names.map((name) => `![Kuva](${name})`).join('\n\n'), says);
  const pictures = Object.fromEntries(names.map((name, index) => [`issues/tammikuu/${name}`, gifOf(900_000 + index)]));
  return { files: { ...scenario.files, ...pictures }, says };
}

/** A GIF of one pixel with so many octets: blocks without a meaning stand behind the pixel's own. */
function gifOf(size: number): Buffer {
  const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
  const end = gif.length - 2;
  const fill = Buffer.alloc(size - gif.length);
  for (let at = 0; at < fill.length; at += 256) fill[at] = Math.min(255, fill.length - at - 1);
  return Buffer.concat([gif.subarray(0, end), fill, gif.subarray(end)]);
}

function config(line: number | undefined, edit: (text: string) => string, says?: string): Scenario {
  const place = { file: 'newsletter.yaml', ...(line !== undefined && { line }) };
  return { files: { 'newsletter.yaml': edit(CONFIG) }, place, ...(says !== undefined && { says }) };
}

/** A workspace whose configuration names `avain.pem`. */
const DKIM_KEY = {
  files: { 'newsletter.yaml': `${CONFIG}dkim: { domain: example.fi, selector: s, keyFile: avain.pem }\n` },
  argv: ['dkim-key'],
} satisfies Scenario;

const sendOnce = (workspace: TestWorkspace, receiver: SmtpReceiver): Promise<unknown> =>
  runProgram(workspace.folder, SEND, { env: { NEWSLETTER_SMTP_URL: receiver.url } });

function suppressing(address: string): (workspace: TestWorkspace) => Promise<unknown> {
  return (workspace) => runProgram(workspace.folder, ['subscribers', 'suppress', address]);
}

/** The folder with the second copies of what says that mail was sent. */
function stateCopies(workspace: TestWorkspace): string {
  return `.state/newsletter/${readdirSync(workspace.path('.state/newsletter'))[0]}`;
}

function afterSending(change: (workspace: TestWorkspace) => unknown, argv: readonly string[] = SEND): Scenario {
  return {
    argv,
    online: true,
    before: async (workspace, receiver) => {
      await sendOnce(workspace, receiver);
      await change(workspace);
    },
  };
}

/** A workspace whose send is planned, for what happens then. */
let planned: TestWorkspace | undefined;

const [GONE, MOVED] = [new Mover(), new Mover()];

/** One scenario for every code: a code without one does not compile. */
export const SCENARIOS: Readonly<Record<ProblemCode, Scenario>> = {
  usage: { argv: ['check', '--jsonn', '--json'], says: '--json' },
  internal: { options: { onStdout: failOnce() }, says: 'bug' },

  'config-missing': { files: { 'newsletter.yaml': null }, says: '-C' },
  'config-syntax': config(1, (text) => `x: [\n${text}`),
  'config-unknown-key': config(1, (text) => `organization: x\n${text}`, 'organisation'),
  'config-required': config(1, (text) => text.replace(/^from:.*\n/m, ''), 'from'),
  'config-value': config(2, (text) => text.replace('uutiskirje@example.fi', 'uutiskirje'), 'newsletter@example.org'),
  'unsubscribe-url-long': config(
    5,
    (text) => text.replace('poistu@example.fi', `poistu@example.fi, url: https://www.example.fi/${'x'.repeat(30)}`),
    'unsubscribe.url',
  ),
  'smtp-password-in-url': {
    options: { env: { NEWSLETTER_SMTP_URL: 'smtp://me:secret@smtp.example.org' } },
    says: 'NEWSLETTER_SMTP_PASSWORD',
  },
  'smtp-password-missing': { options: { env: { NEWSLETTER_SMTP_URL: 'smtp://me@smtp.example.org' } }, says: 'smtp.passwordFile' },
  'smtp-password-unreadable': {
    ...config(undefined, (text) => `${text}smtp: { url: smtp://me@smtp.example.org, passwordFile: salaisuus }\n`, 'salaisuus'),
    argv: SEND,
    place: undefined as never,
  },
  'ca-file-unusable': {
    argv: SEND,
    online: true,
    files: { 'newsletter.yaml': `${CONFIG}smtp: { caFile: varmenne.pem }\n`, 'varmenne.pem': 'x\n' },
    says: 'BEGIN CERTIFICATE',
  },
  'smtp-password-open': {
    argv: SEND,
    online: true,
    url: 'smtp://me@127.0.0.1:{port}',
    files: { 'newsletter.yaml': `${CONFIG}smtp: { passwordFile: salasana }\n`, salasana: 'x\n' },
    before: (workspace) => chmodSync(workspace.path('salasana'), 0o644),
    receiver: {
      server: {
        disabledCommands: ['STARTTLS'],
        allowInsecureAuth: true,
        onAuth: (_auth, _session, done) => done(null, { user: 'me' }),
      },
    },
    says: 'chmod 600',
  },
  'env-line': {
    files: { '.env': '\nNEWSLETTER_SMTP_URL: smtp://mail.example.org\n' },
    place: { file: '.env', line: 2 },
    says: 'NEWSLETTER_SMTP_URL=',
  },
  'env-unknown': {
    files: { '.env': 'NEWSLETTER_SMPT_URL=smtp://mail.example.org\n' },
    place: { file: '.env', line: 1 },
    says: 'NEWSLETTER_SMTP_URL',
  },
  'dkim-domain': config(9, (text) => `${text}dkim: { domain: example.org, selector: s, keyFile: k }\n`, 'example.fi'),
  'dkim-key-unreadable': { ...DKIM_KEY, files: { ...DKIM_KEY.files, 'avain.pem/x': '' }, says: 'avain.pem' },
  'dkim-key-open': {
    ...DKIM_KEY,
    before: (workspace) => {
      workspace.write('avain.pem', 'x');
      chmodSync(workspace.path('avain.pem'), 0o640);
    },
    says: 'chmod 600 avain.pem',
  },
  'dkim-key-unusable': {
    ...DKIM_KEY,
    before: (workspace) => {
      workspace.write('avain.pem', 'x');
      chmodSync(workspace.path('avain.pem'), 0o600);
    },
    says: 'BEGIN PRIVATE KEY',
  },
  'rehearsal-unsigned': { ...DKIM_KEY, argv: SEND, says: 'avain.pem' },
  'smtp-not-configured': { before: sendOnce, argv: SEND, says: '--outbox' },

  'file-unreadable': { files: { [LIST_FILE]: null }, place: { file: LIST_FILE } },
  'file-unwritable': { argv: ['build', 'tammikuu'], files: { dist: 'in the way' }, says: 'dist/tammikuu/' },
  'file-encoding': list(3, Buffer.from('email,organisation\na@example.org,A\nb@example.org,Pöytyä\n', 'latin1'), 'UTF-8'),
  'file-not-text': list(
    undefined,
    Buffer.from('PK\u0003\u0004 [Content_Types].xml xl/workbook.xml\u00e4', 'latin1'),
    'CSV UTF-8',
  ),
  'text-mojibake': list(2, 'email,organisation\na@example.org,JÃ¤rvikylÃ¤ ry\nb@example.org,TÃ¶lÃ¶\n', 'Järvikylä'),
  'issue-not-found': { argv: ['check', 'tammiku'], says: 'tammikuu' },
  'issue-none': { argv: ['check'], files: { [ISSUE_FILE]: null }, says: 'issues/' },
  'issue-slug': {
    argv: ['check', 'issues/Tammikuu 2022.md'],
    files: { 'issues/Tammikuu 2022.md': ISSUE },
    says: 'tammikuu-2022.md',
  },

  'front-matter-missing': issue(1, () => '## 1. Otsikko\n', '---'),
  'front-matter-unclosed': issue(1, (text) => text.replace('\n---\n', '\n'), '---'),
  'front-matter-language': issue(1, (text) => text.replace('---', '---js')),
  'front-matter-syntax': issue(5, (text) => text.replace('[jarjestot]', '[jarjestot'), 'lists: [jarjestot]'),
  'front-matter-quotes': issue(2, (text) => text.replace(/title: .*/, 'title: "[Uusi]"').replaceAll('"', ''), 'title: "[Uusi]"'),
  'front-matter-blank': issue(6, (text) => text.replace(/^summary: .*$/m, 'subject: "\u200b"'), 'delete the line'),
  'front-matter-colon': issue(
    2,
    (text) => text.replace('Uutiskirje tammikuu/2022', 'Uutiskirje: tammikuu'),
    'title: "Uutiskirje: tammikuu"',
  ),
  'front-matter-cut': issue(
    2,
    (text) => text.replace('Uutiskirje tammikuu/2022', 'Uutiskirje #4/2021'),
    'title: "Uutiskirje #4/2021"',
  ),
  'front-matter-unknown-key': issue(6, (text) => text.replace('summary:', 'sumary:'), 'summary'),
  'front-matter-required': issue(1, (text) => text.replace(/^title:.*\n/m, ''), 'title: '),
  'front-matter-value': issue(4, (text) => text.replace('lang: fi', 'lang: suomi'), 'fi | sv | en'),
  'date-impossible': issue(3, (text) => text.replace('2022-01-26', '2022-02-30'), '2022-02-30'),
  'variant-language': {
    files: { 'issues/tammikuu.de.md': ISSUE },
    place: { file: 'issues/tammikuu.de.md' },
    says: 'fi, sv, en',
  },
  'variant-differs': {
    files: { 'issues/tammikuu.sv.md': ISSUE.replace('2022-01-26', '2022-01-27').replace('lang: fi', 'lang: sv') },
    place: { file: 'issues/tammikuu.sv.md', line: 3 },
    says: '2022-01-26',
  },
  'subject-too-long': issue(2, (text) => text.replace('tammikuu/2022', 'pitkä '.repeat(40)), 'subject:'),
  'subject-form': issue(2, (text) => text.replace('Uutiskirje tammikuu/2022', '"RE: Uutiskirje"'), 'RE:'),

  'issue-too-large': issue(8, (text) => text + 'Sanoja.\n\n'.repeat(35_000), '300,000'),
  'line-too-long': paragraph('x'.repeat(20_001), '20,000'),
  'nesting-too-deep': paragraph('> '.repeat(6), '5 levels'),
  'text-too-dense': paragraph('*a'.repeat(501), '500'),
  'section-too-many': issue(214, (text) => text.replace(/## 2[^]*/, '') + '## x\n'.repeat(201), '200'),

  'title-month': issue(2, (text) => text.replace('tammikuu/2022', 'lokakuu/2021'), 'lokakuu/2021'),
  'subject-used': {
    files: { 'issues/joulukuu.md': ISSUE.replace('2022-01-26', '2021-12-22') },
    place: { file: ISSUE_FILE, line: 2 },
    says: 'joulukuu',
  },
  'section-copied': {
    files: {
      'issues/joulukuu.md': EARLIER.replace('Teksti ja', 'Toinen teksti ja'),
      [ISSUE_FILE]: ISSUE.replace('Lisää tekstiä.', LONG),
    },
    place: { file: ISSUE_FILE, line: 15 },
    says: 'joulukuu',
  },
  'issue-copied': {
    files: { 'issues/joulukuu.md': EARLIER, [ISSUE_FILE]: ISSUE.replace('Lisää tekstiä.', LONG) },
    place: { file: ISSUE_FILE },
    says: 'joulukuu',
  },
  'section-none': { ...issue(9, (text) => text.replace(/## .*/g, '')), place: { file: ISSUE_FILE } },
  'variant-sections': {
    files: { 'issues/tammikuu.sv.md': '---\ntitle: Brev\n---\n\n## 1. Ett\n\n## 3. Tre\n' },
    place: { file: 'issues/tammikuu.sv.md' },
    says: '2 missing, 3 only here',
  },
  'section-number-repeated': issue(15, (text) => text.replace('## 2.', '## 1.'), 'line 11'),
  'section-number-gap': issue(15, (text) => text.replace('## 2.', '## 4.'), '2, 3'),
  'section-number-order': issue(15, (text) => text.replace('## 1.', '## 3.'), 'order'),
  'heading-too-high': paragraph('# Otsikko', '##'),
  'heading-attribute': issue(15, (text) => text.replace('Toinen', 'Toinen {content="x"}'), '{contents='),
  'heading-link': issue(15, (text) => text.replace('Toinen', '[Toinen](https://www.example.fi)'), 'below'),
  'heading-skipped': paragraph('#### Otsikko', '###'),
  'more-misplaced': issue(
    17,
    (text) => `${text}\n<!-- more -->\n\nLisää.\n`.replace('Lisää tekstiä.', '- <!-- more -->'),
    'more',
  ),
  'more-without-archive': issue(19, (text) => `${text}\n<!-- more -->\n\nLisää.\n`, 'archive.url'),

  'markdown-leftover': paragraph('Katso ![Kuva](kuva oma.png)', 'space'),
  'markdown-doubtful': paragraph('Hienoa :tada: jee', 'character'),
  'setext-heading': issue(18, (text) => text.replace('Lisää tekstiä.', 'Kiitos kaikille!\n---'), 'empty line'),
  'footnote-unused': paragraph('[^1]: Lähde: kaupunki.', '[^1]'),
  'code-unclosed': paragraph('```\nKoodi', 'not closed'),
  'text-damaged': paragraph('J\ufffdrvi', 'letter'),
  'raw-html': paragraph('Teksti <font>iso</font>', 'Markdown'),
  'list-numbers': paragraph('3. tammikuuta\n10. tammikuuta', 'days'),
  'table-cells': issue(19, (text) => text.replace('Lisää tekstiä.', '| a | b |\n|---|---|\n| 1 | 2 | 3 |'), '3 cells'),
  'definition-unused': paragraph('[Huom]: peruttu', 'backslash'),
  'heading-space': paragraph('###Otsikko', 'space'),
  'directive-unknown': paragraph('::: evnt\ntitle: x\n:::', 'event'),
  'directive-stray': paragraph(':::', '::: event'),
  'directive-unclosed': paragraph('::: event\ntitle: A\nwhen: ti 25.1.', ':::'),
  'directive-line': issue(
    18,
    (text) => text.replace('Lisää tekstiä.', '::: event\nJoulujuhla\ntitle: A\nwhen: B\n:::'),
    'title, when, where',
  ),
  'directive-key-unknown': issue(
    18,
    (text) => text.replace('Lisää tekstiä.', '::: event\ntitel: A\ntitle: A\nwhen: B\n:::'),
    'title',
  ),
  'directive-key-missing': paragraph('::: event\ntitle: A\n:::', 'when: '),
  'directive-argument': paragraph('::: event Foorumi\ntitle: A\nwhen: ti 25.1.2022\n:::', 'Foorumi'),
  'directive-empty': paragraph('::: contacts\n:::', 'Fill'),
  'button-content': paragraph('::: button\nPaina [tästä](https://www.example.fi)!\n:::', 'one link'),
  'channels-line': issue(18, (text) => text.replace('Lisää tekstiä.', '::: channels\nFacebook\n:::'), 'hashtag'),
  'contact-unreachable': issue(18, (text) => text.replace('Lisää tekstiä.', '::: contacts\nAino Esimerkki\n:::'), 'comma'),
  'control-character': paragraph('Teksti \u0007', 'U+0007'),

  'date-unreadable': event('when: huomenna', '12.–18.1.2022'),
  'date-weekday': paragraph('Tavataan ti 16.2.2022 klo 15.', 'Wednesday 16 Feb 2022'),
  'date-far': event('when: 25.1.', '2023'),
  'date-backwards': event('when: 25.–20.2.2022', 'begins'),
  'date-clock-change': event('when: 27.3.2022 klo 3.30', 'Europe/Helsinki'),
  'event-past': event('when: ti 25.1.2022', '2022-01-26'),
  'event-deadline': event('deadline: 28.2.2022\nwhen: ti 15.2.2022', 'deadline'),
  'event-id-taken': issue(
    25,
    (text) =>
      text.replace(
        'Lisää tekstiä.',
        '::: event\ntitle: Foorumi\nwhen: 15.2.2022\n:::\n\n::: event\ntitle: Ilta\nwhen: 16.2.2022\nid: foorumi\n:::',
      ),
    'another id',
  ),
  'event-id': event('id: Talvi Foorumi', 'id: talvi-foorumi'),

  'link-placeholder': paragraph('[Lue lisää](#)', 'Lue lisää'),
  'link-other-place': paragraph('[https://pankki.example.fi](https://www.example.com/)', 'leads to www.example.com'),
  'link-mistyped': paragraph('[Lue](https://https://www.example.fi/)', 'https://www.example.fi/'),
  'link-empty': paragraph('[](https://www.example.fi/)', 'words'),
  'link-forbidden': paragraph('[Lue](javascript:alert(1))', 'https'),
  'link-relative': paragraph('[Lue](www.example.fi)', 'https://'),
  'link-anchor-unknown': paragraph('[Lue](#ensimmainn)', '#ensimmainen'),
  'variant-alone': {
    files: { 'issues/tamikuu.sv.md': VARIANT },
    argv: ['check'],
    place: { file: 'issues/tamikuu.sv.md' },
    says: 'tammikuu',
  },
  'page-not-found': withArchive('[Uutinen](article:foorum)', 'article:foorumi'),
  'page-not-public': withArchive('[Uutinen](article:luonnos)', 'draft: true'),
  'page-without-archive': paragraph('[Uutinen](article:foorumi)', 'archive.url'),
  'link-too-long': paragraph(`[Lue](https://www.example.fi/${'x'.repeat(2000)})`, '2,000'),
  'link-vague': paragraph('[Lue lisää](https://www.example.fi/a)', 'Name what is there'),
  'image-alt-missing': { ...paragraph('![](kuva.png)', '![What it shows]'), before: writePng },
  'image-not-found': paragraph('![Kuva](kuva.png)', 'issues/tammikuu/'),
  'image-outside': { ...paragraph('![Kuva](../../kuva.png)', 'issues/tammikuu/'), before: writePng },
  'image-remote': paragraph('![Kuva](https://www.example.fi/kuva.png)', 'issues/tammikuu/'),
  'image-path': paragraph(String.raw`![Kuva](C:\Kuvat\kuva.png)`, 'write kuva.png'),
  'image-damaged': {
    ...paragraph('![Kuva](kuva.gif)', 'ends too early'),
    before: (workspace) => workspace.write('issues/tammikuu/kuva.gif', gifOf(1_000).subarray(0, 30)),
  },
  'image-unsupported': { ...paragraph('![Kuva](kuva.svg)', 'PNG'), before: writePng },
  'image-too-large': {
    ...paragraph('![Kuva](kuva.gif)', 'JPEG'),
    before: (workspace) => workspace.write('issues/tammikuu/kuva.gif', gifOf(1_000_001)),
  },
  'images-without-archive': config(9, (text) => `${text}images: linked\n`, 'archive.url'),
  'file-not-found': paragraph('[Ohjelma](ohjelma.pdf)', 'issues/tammikuu/'),
  'file-outside': {
    ...paragraph('[Ohjelma](../salaisuus.pdf)', 'issues/tammikuu/'),
    before: (workspace) => {
      workspace.write('issues/salaisuus.pdf', 'x');
      workspace.write('issues/tammikuu/ohjelma.pdf', 'x');
    },
  },
  'file-too-large': {
    ...paragraph('[Ohjelma](ohjelma.pdf)', '25 MB'),
    before: (workspace) => workspace.write('issues/tammikuu/ohjelma.pdf', Buffer.alloc(25_000_001)),
  },
  'file-without-archive': {
    ...paragraph('[Ohjelma](ohjelma.pdf)', 'archive.url'),
    before: (workspace) => workspace.write('issues/tammikuu/ohjelma.pdf', 'x'),
  },
  'logo-unusable': {
    ...config(undefined, (text) => text.replace('address: Katu 1', 'logo: logo.svg'), 'organisation.logo'),
    before: (workspace) => workspace.write('logo.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'),
  },

  'preview-cannot-listen': {
    argv: ['preview', '--host', '192.0.2.1', '--port', '4400', '--no-open', '--json'],
    says: '192.0.2.1',
  },
  'archive-locked': {
    argv: ['archive'],
    before: (workspace) =>
      takeLock(workspace.path('dist/.cache/archive.lock'), { pid: 4321, host: 'other', since: '2022-01-26T07:00:00Z' }),
    says: '4321',
  },
  'archive-name-taken': {
    files: { 'newsletter.yaml': `${CONFIG}${ARCHIVE}`, 'issues/latest.md': ISSUE },
    argv: ['archive'],
    place: { file: 'issues/latest.md' },
    says: 'latest/',
  },
  'archive-without-url': { argv: ['archive'], says: '--base-url' },
  'archive-page-missing': {
    files: { 'newsletter.yaml': `${CONFIG}archive: { url: "http://127.0.0.1:1" }\n` },
    argv: SEND,
    online: true,
    says: 'http://127.0.0.1:1/tammikuu/',
  },
  'archive-image-missing': {
    files: {
      'newsletter.yaml': `${CONFIG}archive: { url: "http://127.0.0.1:1" }\n`,
      [ISSUE_FILE]: ISSUE.replace('Lisää tekstiä.', '![Kuva](kuva.png)'),
    },
    before: writePng,
    argv: SEND,
    online: true,
    says: 'empty frame',
  },
  'page-dated-ahead': {
    files: { 'newsletter.yaml': `${CONFIG}${ARCHIVE}` },
    before: async (workspace) => {
      await runProgram(workspace.folder, ['archive']);
      workspace.write(ISSUE_FILE, ISSUE.replace('2022-01-26', '2099-01-26'));
    },
    argv: ['archive'],
    place: { file: ISSUE_FILE },
    says: 'draft: true',
  },
  'archive-page-refused': {
    files: { 'newsletter.yaml': `${CONFIG}archive: { url: "http://127.0.0.1:1", missing: refuse }\n` },
    argv: SEND,
    online: true,
    says: 'http://127.0.0.1:1/tammikuu/',
  },
  'send-draft': {
    files: { 'newsletter.yaml': `${CONFIG}${ARCHIVE}`, [ISSUE_FILE]: ISSUE.replace('lang: fi', 'draft: true') },
    argv: SEND,
    online: true,
    place: { file: ISSUE_FILE },
    says: 'draft: true',
  },
  'issue-draft': {
    files: { 'newsletter.yaml': `${CONFIG}${ARCHIVE}`, [ISSUE_FILE]: ISSUE.replace('lang: fi', 'draft: true') },
    place: { file: ISSUE_FILE },
    says: 'draft: true',
  },
  'sent-differs': {
    ...afterSending((workspace) => workspace.write(ISSUE_FILE, ISSUE.replace('Lisää tekstiä.', 'Muuta.')), ['check', 'tammikuu']),
    place: { file: ISSUE_FILE },
    says: 'corrections:',
  },
  'hole-public': withArchive('Hei {{organisation}}', '{{organisation|…}}'),

  'hole-malformed': paragraph('Hei {{#if nimi}}', '{{column'),
  'hole-unknown': paragraph('Hei {{organisaton}}', 'organisation'),
  'hole-fallback-only': paragraph('Hei {{organisaton|sinä}}', 'organisation'),
  'hole-empty': {
    files: { [ISSUE_FILE]: ISSUE.replace('Lisää', '{{name}}'), [LIST_FILE]: 'email,name\na@example.org,\n' },
    place: { file: LIST_FILE, line: 2 },
    says: '{{name|',
  },
  'hole-link': {
    files: { [ISSUE_FILE]: ISSUE.replace('Lisää', '[x]({{url}})'), [LIST_FILE]: 'email,url\na@example.org,www\n' },
    place: { file: LIST_FILE, line: 2 },
    says: 'https://',
  },

  'list-outside': {
    files: { 'newsletter.yaml': CONFIG.replace('subscribers/jarjestot.csv', '../jarjestot.csv') },
    place: { file: 'issues/tammikuu.md', line: 5 },
    says: 'outside: true',
  },
  'list-unknown': issue(5, (text) => text.replace('[jarjestot]', '[jarjesto]'), 'jarjestot'),
  'list-empty': list(undefined, 'email,organisation\n', 'row'),
  'list-syntax': list(2, 'email,organisation\na@example.org,"Yhdistys "x" ry"\n', 'quotes'),
  'list-no-email-column': list(1, 'yhteystieto (posti);organisation\na@example.org;A\n', 'yhteystieto (posti)'),
  'list-duplicate-header': list(1, 'email,Organisation,organisation\na@example.org,A,B\n', 'organisation'),
  'list-header-ambiguous': list(1, 'email;sähköposti;organisation\na@example.org;b@example.org;A\n', 'sähköposti'),
  'list-language-column': list(1, 'email,organisation,toivottu kieli\na@example.org,A,suomi\n', '"language"'),
  'list-reserved-header': list(1, 'email,__proto__\na@example.org,A\n', '__proto__'),
  'list-columns': list(3, 'email,organisation\na@example.org,A\nb@example.org,B, C\n', 'quotes'),
  'list-address': list(3, 'email,organisation\na@example.org,A\nb(at)example.org,B\n', 'b(at)example.org'),
  'list-address-not-ascii': list(2, 'email,organisation\näiti@example.org,A\n', 'äiti@example.org'),
  'list-control-character': list(2, 'email,organisation\na@example.org,A\u0007\n', 'organisation'),
  'list-cell-error': list(2, 'email,organisation\na@example.org,#PUUTTUU!\n', '#PUUTTUU!'),
  'list-letter-lost': list(2, 'email,organisation\na@example.org,J\ufffdrvi\n', 'organisation'),
  'list-language': list(2, 'email,organisation,language\na@example.org,A,suomi ja ruotsi\n', 'sv'),
  'language-without-variant': {
    files: { [LIST_FILE]: 'email,organisation,kieli\na@example.org,A,ruotsi\nb@example.org,B,suomi\n' },
    place: { file: ISSUE_FILE },
    says: 'tammikuu.sv.md',
  },
  'variant-unread': {
    files: { 'issues/tammikuu.sv.md': VARIANT },
    place: { file: 'issues/tammikuu.sv.md' },
    says: 'sv',
  },
  'list-duplicate-address': list(3, 'email,organisation\na@example.org,A\nA@Example.org,B\n', 'subscribers/jarjestot.csv:2'),
  'list-lost': {
    argv: SEND,
    online: true,
    before: async (workspace, receiver) => {
      await runProgram(workspace.folder, [...SEND, '--limit', '2'], { env: { NEWSLETTER_SMTP_URL: receiver.url } });
      workspace.remove(LIST_FILE);
    },
    place: { file: LIST_FILE },
    says: 'mailed all the same',
  },
  'list-more': list(undefined, `email\n${'nobody\n'.repeat(203)}`, 'list-address'),

  'theme-unknown': { files: { [ISSUE_FILE]: ISSUE.replace('lang: fi', 'theme: selke') }, says: 'selkea' },
  'theme-syntax': {
    argv: ['build', 'tammikuu'],
    ...theme('partials/prose.hbs', (text) => `\n\n${text}{{#if html}}\n`, 'line 5'),
    place: { file: 'templates/oma/partials/prose.hbs', line: 5 },
  },
  'theme-outside': {
    ...theme('theme.yaml', (text) => text, 'theme.yaml'),
    before: (workspace) => {
      copyTheme(workspace, 'theme.yaml', (text) => text);
      workspace.write('theme.yaml', workspace.read('templates/oma/theme.yaml'));
      workspace.remove('templates/oma/theme.yaml');
      symlinkSync('../../theme.yaml', workspace.path('templates/oma/theme.yaml'));
    },
  },
  'theme-token-missing': theme('theme.yaml', (text) => text.replace(/^ {2}accent:.*\n/m, ''), 'light.accent'),
  'theme-token-unknown': theme('theme.yaml', (text) => text.replace('  accent:', '  accnt:'), 'light.accent'),
  'theme-token-value': theme('theme.yaml', (text) => text.replace(/accent: .*/, 'accent: petrooli'), '#1c2833'),
  'theme-loses-text': {
    argv: ['build', 'tammikuu'],
    ...theme('partials/prose.hbs', (text) => text.replace('</mj-text>', ''), 'tekstiä'),
    place: { file: 'templates/oma/email.mjml.hbs' },
  },
  'theme-without-unsubscribe': {
    argv: ['build', 'tammikuu'],
    ...theme('email.txt.hbs', (text) => text.replace('{{unsubscribe.link}}', ''), 'unsubscribe.link'),
  },
  'theme-forbidden': {
    argv: ['build', 'tammikuu'],
    ...theme('partials/prose.hbs', (text) => `<mj-raw><svg/onload=alert(1)></svg></mj-raw>${text}`, 'svg'),
    place: { file: 'templates/oma/email.mjml.hbs' },
  },
  'theme-contrast': {
    ...theme('theme.yaml', (text) => text.replace(/text: .*/, 'text: "#aaaaaa"'), '4.5 : 1'),
    place: { file: 'templates/oma/theme.yaml', line: 7 },
  },

  'html-large': {
    ...paragraph(`${'Pitkä teksti. '.repeat(60)}\n\n`.repeat(83)),
    place: undefined as never,
    says: '100 kB',
  },
  'html-too-large': {
    ...paragraph(`${'Pitkä teksti. '.repeat(60)}\n\n`.repeat(130)),
    place: undefined as never,
    says: '2. Toinen',
  },
  'message-heavy': heavy(4, '10 MB'),
  'message-too-heavy': heavy(9, 'smaller images'),

  'send-refused': { ...paragraph('[Lue](#)'), argv: SEND, place: undefined as never, says: '1 error' },
  'test-address': { argv: ['send', 'tammikuu', '--test', 'nobody'], says: 'nobody' },
  'test-suppressed': {
    argv: ['send', 'tammikuu', '--test', 'a@example.org'],
    before: suppressing('a@example.org'),
    says: 'unsuppress a@example.org',
  },
  'address-invalid': { argv: ['send', 'tammikuu', '--only', 'nobody'], says: 'nobody' },
  'only-unknown': { argv: [...SEND, '--only', 'jarjesto@example.org'], says: 'jarjesto0@example.org' },
  'only-not-due': {
    argv: [...SEND, '--only', 'jarjesto1@example.org', '--only', 'jarjesto2@example.org'],
    before: suppressing('jarjesto1@example.org'),
    says: 'jarjesto1@example.org',
  },
  'to-unknown': { argv: [...SEND, '--to', 'accepted:joulukuu'], says: 'joulukuu' },
  'to-nobody': {
    ...afterSending(
      (workspace) => workspace.write('issues/oikaisu.md', ISSUE.replace('Lisää', 'Oikaisu')),
      ['send', 'oikaisu', '--yes', '--to', 'rejected:tammikuu'],
    ),
    says: 'tammikuu',
  },
  'audience-changed': {
    ...afterSending(() => undefined, [...SEND, '--to', 'accepted:joulukuu']),
    says: 'another file name',
  },
  'suppress-unlisted': { argv: ['subscribers', 'suppress', 'jarjesto1@exmaple.org'], says: 'jarjesto1@example.org' },
  'status-csv-of-one': { argv: ['status', '--csv', 'x.csv'], says: 'newsletter status' },
  'at-invalid': { argv: [...SEND, '--at', 'huomenna'], says: '09:00' },
  'at-past': { argv: [...SEND, '--at', '2022-01-26 09:00'], says: '--at' },
  'issue-dated-ahead': {
    argv: SEND,
    files: { [ISSUE_FILE]: ISSUE.replace('2022-01-26', '2026-04-02').replace('tammikuu/2022', 'huhtikuu/2026') },
    options: { clock: testClock },
    place: { file: ISSUE_FILE },
    says: '31 days',
  },
  'confirmation-needed': { argv: ['send', 'tammikuu'], says: '--confirm 5' },
  'confirmation-wrong': { argv: ['send', 'tammikuu', '--confirm', '6'], says: '5' },
  'confirmation-declined': { argv: ['send', 'tammikuu'], options: { answer: '' }, says: 'again' },
  'send-locked': {
    argv: SEND,
    before: (workspace) =>
      takeLock(workspace.path('dist/tammikuu/outbox/tammikuu.lock'), { pid: 4711, host: 'other', since: '2022-01-26T10:00:00Z' }),
    says: '4711',
  },
  'workspace-gone': {
    argv: SEND,
    before: GONE.prepare,
    options: { onStdout: (text) => (text.includes('"type":"plan"') ? GONE.move() : undefined) },
    says: 'new place',
  },
  'workspace-moved': {
    argv: SEND,
    online: true,
    before: MOVED.prepare,
    receiver: { onMessage: () => MOVED.move() },
    says: 'mails nobody twice',
  },
  'ledger-missing': { ...afterSending((workspace) => workspace.remove('.newsletter')), says: '--new-ledger' },
  'ledger-other': {
    ...afterSending((workspace) =>
      workspace.write(
        'issues/tammikuu.sent.yaml',
        workspace.read('issues/tammikuu.sent.yaml').replace(/^ledger: .*/m, 'ledger: other'),
      ),
    ),
    says: 'backup|bring',
  },
  'ledger-older': {
    ...afterSending((workspace) =>
      workspace.write(
        'issues/tammikuu.sent.yaml',
        workspace.read('issues/tammikuu.sent.yaml').replace(/^generation: .*/m, 'generation: 7'),
      ),
    ),
    says: '7',
  },
  'ledger-damaged': { ...afterSending((workspace) => damage(workspace.path('.newsletter/ledger.db'))), says: 'backup' },
  'ledger-foreign': { argv: SEND, online: true, before: (workspace) => foreignDatabase(workspace, 0, 0), says: 'ledger:' },
  'ledger-newer': { argv: SEND, online: true, before: (workspace) => foreignDatabase(workspace, 0x6e77736c, 99), says: '99' },
  'ledger-changed': {
    argv: [...SEND, '--new-ledger'],
    online: true,
    url: 'smtp://me@127.0.0.1:{port}',
    files: { 'newsletter.yaml': `${CONFIG}smtp: { passwordCommand: [sh, -c, 'cp -r backup/. .newsletter; echo x'] }\n` },
    before: async (workspace, receiver) => {
      await sendOnce(workspace, receiver);
      workspace.copy('.newsletter', 'backup');
      workspace.remove('.newsletter');
    },
    says: 'Run send again',
  },
  'ledger-on-network': {
    argv: SEND,
    online: true,
    options: { mounts: '30 1 0:50 / / rw - nfs4 server:/share rw\n' },
    says: 'ledger: /var/lib',
  },
  'suppressions-lost': {
    ...afterSending((workspace) => workspace.remove('.newsletter'), [...SEND, '--new-ledger']),
    says: 'backup',
  },
  'ledger-write-failed': {
    argv: SEND,
    online: true,
    files: { [LIST_FILE]: listOf(300) },
    fileLimit: 400,
    says: 'disk',
  },
  'trace-unreadable': {
    ...afterSending((workspace) => workspace.write('issues/tammikuu.sent.yaml', 'slug: [')),
    says: 'version control',
  },
  'trace-copy-broken': {
    ...afterSending((workspace) => workspace.write(`${stateCopies(workspace)}/tammikuu.sent.yaml`, 'slug: [')),
    says: 'issues/tammikuu.sent.yaml',
  },
  'trace-inaccessible': {
    ...afterSending((workspace) => {
      const folder = stateCopies(workspace);
      workspace.remove(folder);
      symlinkSync(workspace.path(folder), workspace.path(folder));
    }),
    says: 'XDG_STATE_HOME',
  },
  'trace-unwritable': {
    argv: SEND,
    online: true,
    before: (workspace) => (planned = workspace),
    options: {
      onStdout: (text) => (text.includes('"type":"plan"') ? planned?.write('issues/tammikuu.sent.yaml/x', '') : undefined),
    },
    says: 'twice',
  },
  'trace-copy-unwritable': { argv: SEND, online: true, files: { '.state': 'in the way' }, says: 'copy' },
  'sources-changed': {
    ...afterSending((workspace) => workspace.write(ISSUE_FILE, `${ISSUE}\nMuutos.\n`)),
    says: 'new file name',
  },
  'recipients-removed': {
    argv: SEND,
    online: true,
    before: async (workspace, receiver) => {
      await runProgram(workspace.folder, [...SEND, '--limit', '1'], { env: { NEWSLETTER_SMTP_URL: receiver.url } });
      workspace.write(LIST_FILE, listOf(4));
    },
    says: 'jarjesto4@example.org',
  },
  'recipients-added': { ...afterSending((workspace) => workspace.write(LIST_FILE, listOf(6))), says: 'jarjesto5@example.org' },
  'recipients-changed': {
    argv: SEND,
    online: true,
    before: async (workspace, receiver) => {
      await runProgram(workspace.folder, [...SEND, '--limit', '1'], { env: { NEWSLETTER_SMTP_URL: receiver.url } });
      workspace.write(LIST_FILE, listOf(5).replace('Järjestö 3 ry', 'Uusi nimi ry'));
    },
    says: '--with-changes',
  },
  'recipients-suppressed': { argv: SEND, before: suppressing('jarjesto2@example.org'), says: 'jarjesto2@example.org' },
  'secret-missing': {
    argv: ['send', 'helmikuu', '--yes'],
    online: true,
    files: { 'issues/helmikuu.md': ISSUE.replace('Lisää', 'Muuta') },
    before: async (workspace, receiver) => {
      await sendOnce(workspace, receiver);
      workspace.remove('.newsletter/secret');
    },
    says: 'NEWSLETTER_SECRET',
  },
  'content-sent-before': {
    ...afterSending((workspace) => workspace.copy(ISSUE_FILE, 'issues/helmikuu.md'), ['send', 'helmikuu', '--yes']),
    says: 'tammikuu',
  },
  'smtp-unreachable': {
    argv: ['send', 'tammikuu', '--test', 'a@example.org'],
    options: { env: { NEWSLETTER_SMTP_URL: 'smtp://127.0.0.1:1' } },
    says: '127.0.0.1:1',
  },
  'smtp-insecure': { argv: SEND, online: true, url: 'smtps://127.0.0.1:{port}', says: '465' },
  'smtp-login-refused': {
    argv: SEND,
    online: true,
    url: 'smtp://me@127.0.0.1:{port}',
    options: { env: { NEWSLETTER_SMTP_PASSWORD: 'x' } },
    says: 'password',
  },
  'smtp-refuses-everyone': {
    argv: SEND,
    online: true,
    receiver: { refuse: () => ({ code: 554, text: '5.7.1 no relay' }) },
    says: '5.7.1',
  },
  'message-too-large': { argv: SEND, online: true, receiver: { server: { size: 1000 } }, says: 'images' },
  'report-unwritable': { argv: SEND, online: true, files: { 'dist/tammikuu/report.txt/x': '' }, says: 'status' },
};

/** A bug, as far as the program can tell: something throws where nothing should. */
function failOnce(): () => void {
  let hasFailed = false;
  return () => {
    if (!hasFailed) {
      hasFailed = true;
      throw new Error('boom');
    }
  };
}

/** A real picture of one white pixel, and an SVG, beside the issue and outside its folder. */
function writePng(workspace: TestWorkspace): void {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==',
    'base64',
  );
  workspace.write('issues/tammikuu/kuva.png', png);
  workspace.write('issues/tammikuu/kuva.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>');
  workspace.write('kuva.png', png);
}

function damage(path: string): void {
  const file = openSync(path, 'r+');
  writeSync(file, randomBytes(4096), 0, 4096, 4096);
  closeSync(file);
}

function foreignDatabase(workspace: TestWorkspace, applicationId: number, version: number): void {
  workspace.write('.newsletter/x', '');
  const database = new Database(join(workspace.folder, '.newsletter', 'ledger.db'));
  database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${version}; CREATE TABLE x (y)`);
  database.close();
}
