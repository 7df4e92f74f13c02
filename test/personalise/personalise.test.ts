import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import type { ParsedAddress } from '../../src/address/email-address.ts';
import { parseEmailAddress } from '../../src/address/email-address.ts';
import { messageId } from '../../src/personalise/keyed-hash.ts';
import { personalise } from '../../src/personalise/personalise.ts';
import { prepareMessage } from '../../src/personalise/prepare-message.ts';
import { composeText } from '../support/compose-issue.ts';
import { ISSUE } from '../support/workspace.ts';

const { address, key } = parseEmailAddress('Aino.Esimerkki@example.org') as ParsedAddress;
const copy = {
  address,
  fields: { name: 'Aino Ääkkönen', organisation: 'Pöytyän Martat' },
  messageId: 'abc@example.fi',
  tokens: null,
  date: new Date('2022-01-26T10:00:00Z'),
};
const message = composeText(ISSUE).then((template) => personalise(prepareMessage(template), copy));

describe('a message', () => {
  test('has each header that RFC 5322 wants once, and those of a list', async () => {
    const [head] = (await message).raw.toString('latin1').split('\r\n\r\n', 1) as [string];
    const unfolded = head.replace(/\r\n /g, ' ').split('\r\n');
    const names = unfolded.map((line) => line.split(':', 1)[0]!);
    expect(new Set(names).size).toBe(names.length);
    expect(unfolded).toContain('Date: Wed, 26 Jan 2022 10:00:00 +0000');
    expect(unfolded).toContain('Message-ID: <abc@example.fi>');
    expect(unfolded).toContain('Reply-To: viestinta@example.fi');
    expect(unfolded.find((line) => line.startsWith('List-Id:'))).toMatch(
      /^List-Id: =\?UTF-8\?B\?\S+\?= <jarjestot\.example\.fi>$/,
    );
    expect(unfolded).toContain('List-Unsubscribe: <mailto:poistu@example.fi?subject=unsubscribe%20jarjestot>');
    expect(unfolded).toContain('X-Auto-Response-Suppress: OOF, AutoReply');
    expect(unfolded).toContain('Precedence: bulk');
    expect(names).not.toContain('Auto-Submitted');
    for (const name of ['From', 'To', 'Subject', 'MIME-Version', 'Content-Type']) expect(names).toContain(name);
  });

  test('names sender and recipient as they are written, and goes by the envelope to one', async () => {
    const { raw, envelope } = await message;
    const mail = await PostalMime.parse(raw);
    expect(mail.from).toEqual({ name: 'Esimerkkiyhdistys', address: 'uutiskirje@example.fi' });
    expect(mail.to).toEqual([{ name: 'Aino Ääkkönen', address: 'Aino.Esimerkki@example.org' }]);
    expect(envelope).toEqual({ from: 'palautuneet@example.fi', to: 'Aino.Esimerkki@example.org' });
  });

  test('is multipart/alternative with the text first, both parts whole', async () => {
    const { raw } = await message;
    const types = [...raw.toString('latin1').matchAll(/^Content-Type: ([a-z/]+)/gm)].map((match) => match[1]);
    expect(types).toEqual(['multipart/alternative', 'text/plain', 'text/html']);
    const mail = await PostalMime.parse(raw);
    expect(mail.text).toContain('Hei Pöytyän Martat!');
    expect(mail.text).toContain('https://www.example.fi/a?o=P%C3%B6yty%C3%A4n%20Martat');
    expect(mail.html).toContain('Hei Pöytyän Martat!');
    expect(mail.html!.trimEnd()).toMatch(/<\/html>$/);
  });

  test('is ASCII on the wire, in lines that every server takes', async () => {
    const wire = (await message).raw.toString('latin1');
    expect(wire).toMatch(/^[\t\r\n\x20-\x7e]*$/);
    expect(wire.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(Math.max(...wire.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(78);
    expect(wire.endsWith('--\r\n')).toBe(true);
  });
});

test('a Message-ID is the same for the same recipient, issue and secret, and tells nobody the address', () => {
  const id = messageId('secret', 'tammikuu', key, 'example.fi');
  expect(messageId('secret', 'tammikuu', key, 'example.fi')).toBe(id);
  expect(messageId('other', 'tammikuu', key, 'example.fi')).not.toBe(id);
  expect(messageId('secret', 'helmikuu', key, 'example.fi')).not.toBe(id);
  expect(id).toMatch(/^[0-9a-f]{32}@example\.fi$/);
});
