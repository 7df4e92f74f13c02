import { expect, test } from 'vitest';
import { ReplyParser, formatReply } from '../../src/deliver/smtp/smtp-reply.ts';

test('replies are complete whatever way the octets are cut', () => {
  const octets = Buffer.from('250-first\r\n250 2.1.0 Ää ok\r\n550 5.1.1 no\r\n');
  for (let cut = 0; cut <= octets.length; cut++) {
    const parser = new ReplyParser();
    const replies = [...parser.feed(octets.subarray(0, cut)), ...parser.feed(octets.subarray(cut))];
    expect(replies.map(({ code, enhanced }) => [code, enhanced])).toEqual([
      [250, null],
      [550, '5.1.1'],
    ]);
    expect(replies[0]!.text).toBe('first 2.1.0 Ää ok');
  }
});

test('control and escape characters in a reply do not reach anyone', () => {
  const [reply] = new ReplyParser().feed(Buffer.from('550 5.1.1 \u001b[31mred\u0007\r\n'));
  expect(formatReply(reply!)).toBe('550 5.1.1  [31mred');
});

test.each(['hello\r\n', '25\r\n', '650 x\r\n', '\r\n'])('%j is no reply', (line) => {
  expect(() => [...new ReplyParser().feed(Buffer.from(line))]).toThrow();
});

test('rubbish takes nothing away from the replies before it', () => {
  const codes: number[] = [];
  expect(() => {
    for (const { code } of new ReplyParser().feed(Buffer.from('250 taken\r\n354 go on\r\nrubbish\r\n'))) codes.push(code);
  }).toThrow('no SMTP reply: rubbish');
  expect(codes).toEqual([250, 354]);
});

test('an endless reply is given up', () => {
  for (const line of ['250-x\r\n', '250-\r\n', '250']) {
    const parser = new ReplyParser();
    expect(() => [...parser.feed(Buffer.from(line.repeat(100_000)))]).toThrow();
  }
});
