import { describe, expect, test } from 'vitest';
import { RECORDS, realMessage, signedMessage, variedMessages } from '../support/signed-mail.ts';
import { verifyWithMailauth, verifyWithPython } from '../support/verify-dkim.ts';

function octets(messages: readonly string[]): Buffer[] {
  return messages.map((message) => Buffer.from(message, 'latin1'));
}

describe('two verifiers', () => {
  test('take both signatures of every message, whatever its headers and its body look like', async () => {
    const signed = octets(await Promise.all((await variedMessages()).map((raw) => signedMessage(raw))));
    const verdicts = verifyWithPython(signed, RECORDS);
    expect(verdicts).toHaveLength(signed.length);
    for (const [index, verdict] of verdicts.entries()) {
      expect(verdict, signed[index]!.toString('latin1')).toEqual([
        { selector: 'newsletter2022', algorithm: 'rsa-sha256', passes: true, reason: '' },
        { selector: 'newsletter2022e', algorithm: 'ed25519-sha256', passes: true, reason: '' },
      ]);
    }
    expect(await verifyWithMailauth(signed, RECORDS)).toEqual(verdicts);
  });

  test('take none of a message that was changed', async () => {
    const message = await signedMessage(await realMessage());
    const changed = octets([
      message.replace('Hei', 'Hej'),
      message.replace(/^Subject: /m, '$&x'),
      message.replace(/^(?=Subject:)/m, 'Subject: Voitit!\r\n'),
      `From: b@example.fi\r\n${message}`,
      `Reply-To: b@example.fi\r\n${message}`,
      message.replace(/^List-Unsubscribe-Post:.*\r\n/m, ''),
      message.replace(/^List-Unsubscribe: </m, '$&https://www.example.org>,<'),
    ]);
    for (const verify of [verifyWithMailauth, verifyWithPython]) {
      const verdicts = await verify(changed, RECORDS);
      expect(verdicts).toHaveLength(changed.length);
      expect(verdicts.map((signatures) => signatures.map(({ passes }) => passes))).toEqual(changed.map(() => [false, false]));
    }
  });

  test('take none where the DNS has no key, or another one', async () => {
    const signed = octets([await signedMessage(await realMessage())]);
    const [rsa, ed25519] = Object.entries(RECORDS) as [[string, string], [string, string]];
    const swapped = { [rsa[0]]: ed25519[1], [ed25519[0]]: rsa[1] };
    for (const records of [{}, swapped]) {
      for (const verify of [verifyWithMailauth, verifyWithPython]) {
        const [verdicts] = await verify(signed, records);
        expect(verdicts!.map(({ passes }) => passes)).toEqual([false, false]);
        for (const { reason } of verdicts!) expect(reason).not.toBe('');
      }
    }
  });
});
