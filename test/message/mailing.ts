import { crc32, deflateSync } from 'node:zlib';
import { expect } from 'vitest';
import {
  type JsonLine,
  type ProgramOptions,
  type ProgramRun,
  jsonLines,
  problemsOf,
  runProgram,
} from '../support/run-program.ts';
import { type RawMessage, type RawReceiver, type RawReceiverOptions, startRawReceiver } from '../support/raw-receiver.ts';
import { type TestWorkspace, makeWorkspace } from '../support/workspace.ts';
import { type ReadMessage, readMessage } from './read-message.ts';

/** Only what every workspace needs. */
export const MINIMAL = `organisation: { name: Esimerkkiyhdistys, address: Katu 1 }
from: { name: Esimerkkiyhdistys, address: uutiskirje@example.fi }
lists:
  jarjestot: { title: Jarjestot, file: subscribers/jarjestot.csv, archive: public }
delivery: { connections: 1, retryPauses: [1ms] }
`;

export const ENDPOINT = 'https://peru.example.fi/u';

/** Everything that shows in a message. */
export const FULL = `organisation:
  name: Järvimaan yhdistysverkosto
  address: Rantatie 3, 00100 Esimerkkilä
  url: https://www.example.fi/
  privacyUrl: https://www.example.fi/tietosuoja
  accessibilityUrl: https://www.example.fi/saavutettavuus
from: { name: Järvimaan yhdistysverkosto, address: uutiskirje@example.fi }
replyTo: viestinta@example.fi
bounces: { address: palautuneet@example.fi, verp: true }
unsubscribe: { mailto: poistu@example.fi, url: ${ENDPOINT} }
archive: { url: https://www.example.fi/uutiskirjeet/, missing: ignore }
images: embedded
lists:
  jarjestot: { title: 'Järjestöt, "isot" ja pienet', file: subscribers/jarjestot.csv, archive: public }
  kunnat: { title: Kunnat, file: subscribers/kunnat.csv, archive: public }
delivery: { connections: 1, retryPauses: [1ms] }
`;

export const LIST = `email,name,organisation
Aino.Esimerkki@Example.org,Aino Esimerkki,Pöytyän Martat
eero@example.org,,Järvimaan Sydänyhdistys ry
`;
const OTHER_LIST = `email,name,organisation
eero@example.org,Eero,Muu
kirjaamo@example.org,Kirjaamo,Esimerkkilän kunta
`;

export const LONG_WORD = 'lentokonesuihkuturbiinimoottoriapumekaanikkoaliupseerioppilas'.repeat(3);

/** An issue with something of everything that can stand in one; its links are in `LINKS`. */
export const ISSUE = `---
title: Uutiskirje tammikuu/2022
subject: 'Hei {{organisation|hyvä lukija}}: tammikuun kirje ääkkösin, 👩‍👩‍👧‍👦 ja pitkin sanoin, jotta se on koodattava'
date: 2022-01-26
lists: [jarjestot]
summary: Lyhyesti.
---

Hei {{organisation|hyvä lukija}}!

## 1. Ensimmäinen

Teksti ja [linkki](https://www.example.fi/a?o={{organisation|x}}), [toinen](https://www.example.fi/b?x=1&y=2#kohta),
[kolmas](https://www.example.fi/polku_(suluissa)) ja paljas https://www.example.fi/paljas_osoite/%C3%A4?q=1.

![Kuva: "kaksi" & <kolme>](kuva.png "Kuvateksti.")

- ${LONG_WORD} ![pieni](toinen.png)

| Nimi | Linkki |
|---|---:|
| {{name|lukija}} | [neljäs](https://WWW.Example.fi/Iso) |

## 2. Toinen

${'.'.repeat(300)}

::: event
title: Foorumi
when: ti 8.2.2022 klo 15–17
where: Verkossa
signup: https://www.example.fi/ilmo?a=1&b=2
:::

::: contacts
- Outi Esimerkki, päällikkö, outi@example.fi, p. 050 123 4567
:::
`;

/** The web addresses that stand in `ISSUE` without any hole in them. */
export const LINKS = [
  'https://www.example.fi/b?x=1&y=2#kohta',
  'https://www.example.fi/polku_(suluissa)',
  'https://www.example.fi/paljas_osoite/%C3%A4?q=1',
  'https://WWW.Example.fi/Iso',
  'https://www.example.fi/ilmo?a=1&b=2',
];

/** A short issue with this in its one section. */
export function issueOf(body: string, header: Readonly<Record<string, string>> = {}): string {
  const front = { title: 'Kirje', date: '2022-01-26', lists: '[jarjestot]', summary: 'Lyhyesti.', ...header };
  const lines = Object.entries(front).map(([key, value]) => `${key}: ${value}`);
  return ['---', ...lines, '---', '', '## 1. Osio', '', body, ''].join('\n');
}

/** A picture of one colour, in greys from 0 to 255. */
export function pngOf(width: number, height: number, grey: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width);
  size.writeUInt32BE(height, 4);
  const pixels = Buffer.alloc((width + 1) * height, grey);
  for (let row = 0; row < height; row++) pixels[row * (width + 1)] = 0;
  const parts = [chunk('IHDR', Buffer.concat([size, Buffer.from([8, 0, 0, 0, 0])])), chunk('IDAT', deflateSync(pixels))];
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts, chunk('IEND', Buffer.alloc(0))]);
}

export const IMAGES = { 'issues/tammikuu/kuva.png': pngOf(600, 90, 80), 'issues/tammikuu/toinen.png': pngOf(20, 10, 160) };

type Files = Readonly<Record<string, string | Uint8Array | null>>;

export interface MailingOptions extends ProgramOptions, RawReceiverOptions {
  readonly files?: Files;
  readonly secret?: string;
  /** Behind `send tammikuu --json`; `--yes` unless others are given. */
  readonly argv?: readonly string[];
}

/** What came of sending, with the workspace to go on in. */
export interface Mailing {
  readonly run: ProgramRun;
  readonly receiver: RawReceiver;
  readonly workspace: TestWorkspace;
  /** What was accepted, read, by the recipient's address. */
  readonly copies: ReadonlyMap<string, Copy>;
  readonly problems: readonly string[];
  /** Sends an issue of the same workspace to the same server. */
  readonly send: (slug: string, argv?: readonly string[], options?: ProgramOptions) => Promise<ProgramRun>;
}

export type Copy = RawMessage & ReadMessage;

/** Sends by the whole program to a server that keeps the octets: the full issue to the full list, unless other files are laid over. */
export async function mail(config: string, options: MailingOptions = {}): Promise<Mailing> {
  const { files, secret = 'salaisuus', argv = ['--yes'], extensions, reply, env, ...rest } = options;
  const receiver = await startRawReceiver({ ...(extensions && { extensions }), ...(reply && { reply }) });
  const workspace = makeWorkspace({
    'newsletter.yaml': config,
    'issues/tammikuu.md': ISSUE,
    'subscribers/jarjestot.csv': LIST,
    'subscribers/kunnat.csv': OTHER_LIST,
    ...IMAGES,
    ...files,
  });
  const given = { NEWSLETTER_SMTP_URL: receiver.url, NEWSLETTER_SECRET: secret, ...env };
  const send: Mailing['send'] = (slug, more = ['--yes'], other = {}) =>
    runProgram(workspace.folder, ['send', slug, '--json', ...more], { ...rest, ...other, env: { ...given, ...other.env } });
  const run = await send('tammikuu', argv);
  const problems = problemsOf(run, 'send').map(({ code }) => code);
  return {
    run,
    receiver,
    workspace,
    problems,
    send,
    get copies() {
      return copiesOf(receiver.messages);
    },
  };
}

/** The same, and everybody must have got it. */
export async function mailed(config: string, options: MailingOptions = {}): Promise<Mailing> {
  const mailing = await mail(config, options);
  expect(mailing.run.exitCode, mailing.run.stdout + mailing.run.stderr).toBe(0);
  return mailing;
}

const once = new Map<string, Promise<Mailing>>();

/** The same for all tests of a file that look at what arrived and at nothing else; its workspace is gone. */
export function mailedOnce(config: string, files: Files = {}): Promise<Mailing> {
  const key = JSON.stringify([config, files]);
  const mailing = once.get(key) ?? mailed(config, { files });
  once.set(key, mailing);
  return mailing;
}

/** The accepted messages, read, by the address in RCPT. */
function copiesOf(messages: readonly RawMessage[]): ReadonlyMap<string, Copy> {
  const accepted = messages.filter(({ isAccepted }) => isAccepted);
  return new Map(accepted.map((message) => [/<(.*)>/.exec(message.rcpt)![1]!, { ...message, ...readMessage(message.raw) }]));
}

/** Each attempt at an address, read, in order. */
export function attemptsAt(messages: readonly RawMessage[], address: string): Copy[] {
  return messages
    .filter(({ rcpt }) => rcpt.includes(`<${address}>`))
    .map((message) => ({ ...message, ...readMessage(message.raw) }));
}

/** Nobody was touched: not one MAIL command. */
export function assertUntouched({ run, receiver }: Pick<Mailing, 'run' | 'receiver'>): void {
  expect(run.exitCode, run.stdout).not.toBe(0);
  expect(receiver.said('MAIL')).toEqual([]);
}

export function summaryOf(run: ProgramRun): JsonLine {
  return jsonLines(run).at(-1)!;
}

export const AINO = 'Aino.Esimerkki@example.org';
export const EERO = 'eero@example.org';
