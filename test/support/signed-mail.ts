import { type KeyObject, generateKeyPairSync } from 'node:crypto';
import { type ParsedAddress, parseEmailAddress } from '../../src/address/email-address.ts';
import { personalise } from '../../src/personalise/personalise.ts';
import { prepareMessage } from '../../src/personalise/prepare-message.ts';
import { prepareBodyHash } from '../../src/sign/body-hash.ts';
import type { DkimKeys } from '../../src/sign/dkim-keys.ts';
import { dkimRecord } from '../../src/sign/dkim-record.ts';
import { makeSigner } from '../../src/sign/sign-headers.ts';
import { composeText } from './compose-issue.ts';
import type { DnsRecords } from './verify-dkim.ts';
import { ISSUE } from './workspace.ts';

const DOMAIN = 'example.fi';
const RSA: KeyObject = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const ED25519: KeyObject = generateKeyPairSync('ed25519').privateKey;

/** One key of each kind, and what the DNS says of them. */
export const KEYS: DkimKeys = {
  domain: DOMAIN,
  keys: [
    { algorithm: 'rsa-sha256', selector: 'newsletter2022', key: RSA },
    { algorithm: 'ed25519-sha256', selector: 'newsletter2022e', key: ED25519 },
  ],
};
export const RECORDS: DnsRecords = Object.fromEntries(
  KEYS.keys.map((key) => dkimRecord(DOMAIN, key)).map(({ name, value }) => [name, value]),
);

/** The time of the attempt; verifiers hold nothing against the past. */
export const AT = new Date('2022-01-26T10:00:00.900Z');

/** A message as it goes out, with both signatures in front of it. */
export async function signedMessage(raw: string, keys: DkimKeys = KEYS): Promise<string> {
  const end = raw.indexOf('\r\n\r\n');
  const headers = raw.slice(0, end + 2);
  return (await makeSigner(keys)(headers, prepareBodyHash([raw.slice(end + 4)])([]), AT)) + raw;
}

/** One recipient's real copy of an issue, unsigned. */
export async function realMessage(name = 'Aino Ääkkönen', organisation = 'Pöytyän Martat'): Promise<string> {
  const { address } = parseEmailAddress('aino@example.org') as ParsedAddress;
  const template = await composeText(ISSUE);
  const url = 'https://www.example.fi/poistu';
  const withLink = { ...template, sender: { ...template.sender, unsubscribe: { ...template.sender.unsubscribe, url } } };
  const tokens = { unsubscribe: 'x'.repeat(27), verp: 'y'.repeat(16) };
  const copy = { address, fields: { name, organisation }, messageId: 'abc@example.fi', tokens, date: AT };
  return personalise(prepareMessage(withLink), copy).raw.toString('latin1');
}

/** Messages with whatever canonicalisation must get over: headers and bodies, each a whole message. */
export async function variedMessages(): Promise<string[]> {
  const head = 'From: a@example.fi\r\nTo: b@example.org\r\nSubject: x\r\n';
  const bodies = ['', '\r\n', '\r\n\r\n', 'a\r\n', ' a \t b \r\n\t\r\n\r\n', '\r\na\r\n\r\nb\r\n \r\n', '=\r\n'.repeat(40)];
  const heads = [
    'FROM:  a@example.fi\r\nsubject:\tx \t y \r\n  z\r\nTo:\r\n b@example.org\r\n',
    'Subject: x\r\nFrom: a@example.fi\r\n',
    `From: a@example.fi\r\n${'X-Filler: b\r\n'.repeat(30)}Subject:\r\nReply-To: c@example.fi\r\n`,
    'From: a@example.fi\r\nSubject: DKIM-Signature: b=c; bh=d\r\nDate: x\r\nMessage-ID: <x@example.fi>\r\n',
  ];
  const texts = [...bodies.map((body) => `${head}\r\n${body}`), ...heads.map((own) => `${own}\r\nA\r\n\r\n`)];
  return [await realMessage(), await realMessage('"; \\ :', '=?UTF-8?Q?x?='), ...texts];
}
