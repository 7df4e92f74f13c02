import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseWithPostalMime } from '../support/parse-mail.ts';
import { type RunningPreview, startPreview } from '../support/preview.ts';
import { type RawAnswer, request } from '../support/raw-http.ts';
import { type SmtpReceiver, startReceiver } from '../support/smtp-receiver.ts';
import { CONFIG, type TestWorkspace, listOf, makeWorkspace } from '../support/workspace.ts';

const FORM = 'application/x-www-form-urlencoded';
const MEMBER = 'jarjesto1@example.org';

let receiver: SmtpReceiver;
let workspace: TestWorkspace;
let preview: RunningPreview;
let token: string;

beforeEach(async () => {
  receiver = await startReceiver();
  workspace = makeWorkspace({ 'newsletter.yaml': `${CONFIG}testAddresses: [koe@example.org, Toinen.Koe@example.fi]\n` });
});
afterEach(() => preview.end());

/** `isReal`: with the receiver as its server. */
async function start(isReal = true): Promise<void> {
  preview = await startPreview(workspace.folder, [], { env: isReal ? { NEWSLETTER_SMTP_URL: receiver.url } : {} });
  const { body } = await request(preview.origin, { target: '/issues/tammikuu' });
  token = /name="token" value="([^"]+)"/.exec(body)![1]!;
}

function post(body: string, target = '/issues/tammikuu/test', type = FORM): Promise<RawAnswer> {
  const headers = [`Origin: ${preview.origin}`, `Content-Type: ${type}`];
  return request(preview.origin, { method: 'POST', target, headers, body });
}

function form(fields: readonly (readonly [string, string])[]): string {
  return new URLSearchParams([['token', token], ...fields.map(([name, value]) => [name, value] as [string, string])]).toString();
}

async function page(): Promise<string> {
  return (await request(preview.origin, { target: '/issues/tammikuu' })).body;
}

test('a test copy comes to the address, once, and says that it is one', async () => {
  await start();
  const { status, headers } = await post(form([['address', 'koe@example.org']]), '/issues/tammikuu/test?view=dark&real=1');
  expect(status).toBe(303);
  expect(headers.get('location')).toEqual(['/issues/tammikuu?view=dark&real=1']);
  expect(receiver.accepted.map(({ to }) => to)).toEqual(['koe@example.org']);
  const { subject, text } = await parseWithPostalMime(receiver.accepted[0]!.raw);
  expect(subject).toBe('TESTI: Uutiskirje tammikuu/2022');
  expect(text).not.toContain('Järjestö 1 ry');
  expect(workspace.has('.newsletter/ledger.db')).toBe(false);
  expect(await page()).toMatch(/class="outcome good"[\s\S]*koe@example\.org/);
});

test('without a server it comes to the outbox', async () => {
  await start(false);
  expect((await post(form([['address', 'koe@example.org']]))).status).toBe(303);
  expect(receiver.tried).toEqual([]);
  const files = (readdirSync(workspace.folder, { recursive: true }) as string[]).filter((file) => file.endsWith('.eml'));
  expect(files).toHaveLength(1);
  const { subject, to } = await parseWithPostalMime(workspace.readBytes(files[0]!));
  expect(subject).toMatch(/^TESTI: /);
  expect(to.map(({ address }) => address)).toEqual(['koe@example.org']);
});

test('an address that the server refuses is told with what it said', async () => {
  await receiver.stop();
  receiver = await startReceiver({ refuse: () => ({ code: 550, text: 'No <b>such</b> user' }) });
  await start();
  expect((await post(form([['address', 'koe@example.org']]))).status).toBe(303);
  const shown = await page();
  expect(shown).toMatch(/class="outcome bad"[\s\S]*No &lt;b&gt;such/);
  expect(receiver.accepted).toEqual([]);
});

describe('nobody else is mailed, whatever is posted', () => {
  const ADDRESSES = [
    MEMBER,
    MEMBER.toUpperCase(),
    `koe@example.org,${MEMBER}`,
    `koe@example.org, ${MEMBER}`,
    `koe@example.org;${MEMBER}`,
    `koe@example.org ${MEMBER}`,
    `koe@example.org\n${MEMBER}`,
    `koe@example.org\r\nRCPT TO:<${MEMBER}>`,
    `koe@example.org>\r\nRCPT TO:<${MEMBER}>\r\nBcc: ${MEMBER}`,
    `koe@example.org\r\nBcc: ${MEMBER}`,
    `koe@example.org\0${MEMBER}`,
    `<koe@example.org>`,
    `Koe <koe@example.org>`,
    `"koe@example.org" <${MEMBER}>`,
    `${MEMBER} <koe@example.org>`,
    `koe@example.org?bcc=${MEMBER}`,
    `mailto:koe@example.org`,
    ' koe@example.org',
    'koe@example.org ',
    'koe@example.org.',
    'koe@EXAMPLE.ORG',
    'koe+x@example.org',
    'ｋoe@example.org',
    'koe@example.fi',
    'toinen.koe@example.fi',
    'jarjestot',
    'accepted:tammikuu',
    '*',
    '%',
    '',
    'constructor',
    '__proto__',
  ];

  test('to whatever address', async () => {
    await start();
    for (const address of ADDRESSES) {
      expect((await post(form([['address', address]]))).status, address).toBe(303);
      expect((await page()).match(/class="outcome \w+"/)?.[0], address).toBe('class="outcome bad"');
    }
    expect(receiver.tried).toEqual([]);
  });

  test('with fields that repeat, or have other names', async () => {
    await start();
    const other: readonly (readonly [string, string])[][] = [
      [
        ['address', MEMBER],
        ['address', 'koe@example.org'],
      ],
      [['address[]', MEMBER]],
      [
        ['address[0]', MEMBER],
        ['address', ''],
      ],
      [['Address', MEMBER]],
      [
        ['to', MEMBER],
        ['lists', 'jarjestot'],
        ['test', 'false'],
        ['send', '1'],
      ],
      [],
    ];
    for (const fields of other) expect((await post(form(fields))).status, JSON.stringify(fields)).toBe(303);
    expect(receiver.tried).toEqual([]);
    const generous = [
      ['address', 'koe@example.org'],
      ['address', MEMBER],
      ['to', MEMBER],
      ['list', 'jarjestot'],
      ['all', '1'],
      ['test', ''],
    ] as const;
    expect((await post(form(generous))).status).toBe(303);
    expect(receiver.tried).toEqual(['koe@example.org']);
  });

  test('in whatever form', async () => {
    await start();
    const fields = { token, address: MEMBER };
    const multipart = Object.entries(fields).map(
      ([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    expect((await post(JSON.stringify(fields), undefined, 'application/json')).status).toBe(403);
    expect((await post(`${multipart.join('')}--x--\r\n`, undefined, 'multipart/form-data; boundary=x')).status).toBe(403);
    expect((await post(form([['address', MEMBER]]), undefined, 'text/plain')).status).toBe(303);
    expect((await post(form([['address', `${MEMBER},${'x'.repeat(1_000_000)}`]]))).status).toBe(413);
    expect(
      (
        await postInChunks(
          form([
            ['address', 'koe@example.org'],
            ['x', 'y'.repeat(200_000)],
          ]),
        )
      ).status,
    ).toBe(413);
    expect(receiver.tried).toEqual([]);
  });

  test('at whatever address of ours', async () => {
    await start();
    const places = [
      '/',
      '/issues/tammikuu',
      '/issues/tammikuu/send',
      '/issues/tammikuu/test/all',
      '/send',
      '/test',
      '/send/tammikuu',
    ];
    const more = [
      '/frames/tammikuu/email',
      '/messages/tammikuu',
      '/files/tammikuu/kuva.png',
      '/hand-on/tammikuu',
      '/changes',
      '/identity',
    ];
    const odd = [
      '/issues/nowhere/test',
      '/issues/jarjestot/test',
      '/issues/tammikuu%2ftest',
      '/issues//test',
      '/issues/TAMMIKUU/test',
    ];
    for (const place of [...places, ...more, ...odd]) {
      for (const address of [MEMBER, 'koe@example.org']) {
        expect((await post(form([['address', address]]), place)).status, place).toBe(404);
      }
    }
    expect(receiver.tried).toEqual([]);
    expect(workspace.has('.newsletter/ledger.db')).toBe(false);
  });

  test('without addresses for tests', async () => {
    workspace.write('newsletter.yaml', `${CONFIG}testAddresses: []\n`);
    preview = await startPreview(workspace.folder, [], { env: { NEWSLETTER_SMTP_URL: receiver.url } });
    const { body } = await request(preview.origin, { target: '/issues/tammikuu' });
    expect(body).not.toContain('method="post"');
    expect(body).not.toContain('name="token"');
    token = '';
    for (const address of ['koe@example.org', MEMBER, '', 'undefined'])
      expect((await post(form([['address', address]]))).status).toBe(403);
    expect(receiver.tried).toEqual([]);
  });
});

test('an address that is struck from newsletter.yaml gets no more', async () => {
  await start();
  workspace.write('newsletter.yaml', `${CONFIG}testAddresses: [Toinen.Koe@example.fi]\n`);
  await expect.poll(page, { timeout: 10_000 }).not.toContain('<option>koe@example.org');
  await post(form([['address', 'koe@example.org']]));
  expect(receiver.tried).toEqual([]);
});

test('looking at everything mails nothing', async () => {
  workspace.write('subscribers/jarjestot.csv', listOf(40));
  await start();
  const { body } = await request(preview.origin, { target: '/issues/tammikuu?real=1&find=ry' });
  const links = [...body.matchAll(/(?:href|src|action)="(\/[^"]*)"/g)].map(([, link]) => link!.replaceAll('&amp;', '&'));
  expect(links.length).toBeGreaterThan(40);
  for (const target of new Set(links)) await request(preview.origin, { target });
  expect(receiver.tried).toEqual([]);
  expect(workspace.has('outbox')).toBe(false);
});

function postInChunks(body: string): Promise<RawAnswer> {
  const headers = [`Origin: ${preview.origin}`, `Content-Type: ${FORM}`, 'Transfer-Encoding: chunked'];
  const chunks = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
  return request(preview.origin, { method: 'POST', target: '/issues/tammikuu/test', headers, body: chunks });
}

test('a second copy is not mailed while one is on its way', async () => {
  await receiver.stop();
  receiver = await startReceiver({ delay: 300 });
  await start();
  const first = post(form([['address', 'koe@example.org']]));
  await expect.poll(page, { interval: 10 }).toContain('disabled');
  await post(form([['address', 'koe@example.org']]));
  await first;
  expect(receiver.accepted).toHaveLength(1);
  expect(await page()).not.toContain('disabled');
});
