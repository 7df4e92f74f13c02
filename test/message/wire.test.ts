import { decodeHTML } from 'entities';
import { describe, expect, test } from 'vitest';
import { folded } from '../support/naughty-strings.ts';
import { rawMailViolations } from '../support/raw-mail-rules.ts';
import {
  AINO,
  type Copy,
  FULL,
  ISSUE,
  LIST,
  MINIMAL,
  type Mailing,
  assertUntouched,
  issueOf,
  mail,
  mailed,
  mailedOnce,
} from './mailing.ts';

const DOTS = `.

..

.a

.. a ..

.\\
.\\
..b

- .
- ..c

> .d

\`\`\`
.
..
  .e

.
MAIL FROM:<a@example.org>
\`\`\`
`;

/** Every end of data but the right one that some server takes for one. */
const SMUGGLED = /\r\n\.\r(?!\n)|\r\n\.\n|(?<!\r)\n\.\r?\n|\r(?!\n)\.\r|\r(?!\n)\.\n|\n\.\r(?!\n)|(?<!\r)\n|\r(?!\n)/;

describe('lines that begin with a dot', () => {
  test('arrive as they were meant, and each message ends once', async () => {
    const { copies, receiver } = await mailed(MINIMAL, { files: { 'issues/tammikuu.md': issueOf(DOTS) } });
    for (const copy of copies.values()) {
      const shown = linesOf(copy.text);
      for (const line of [
        '.',
        '..',
        '.a',
        '.. a ..',
        '..b',
        '- .',
        '- ..c',
        '    .d',
        '    .',
        '    ..',
        '      .e',
        '    MAIL FROM:<a@example.org>',
      ])
        expect(shown).toContain(line);
      expect(decodeHTML(/<code[^>]*>([^]*?)<\/code>/.exec(copy.html)![1]!)).toBe('.\n..\n  .e\n\n.\nMAIL FROM:<a@example.org>');
      for (const words of ['.', '..', '.a', '.. a ..'])
        expect(copy.html).toMatch(new RegExp(`<p[^>]*>${words.replaceAll('.', '\\.')}</p>`));
    }
    assertOneEnd(receiver);
  });

  test('also from a recipient’s value, alone on its line', async () => {
    const files = {
      'issues/tammikuu.md': issueOf('Eka\n\n{{organisation}}\n\n{{name}}{{organisation}}\n\nLoppu', {
        subject: "'{{organisation}}'",
      }),
      'subscribers/jarjestot.csv': 'email,name,organisation\na@example.org,.,.\nb@example.org,..,.b\n',
    };
    const { copies, receiver } = await mailedOnce(MINIMAL, files);
    expect(linesOf(copies.get('a@example.org')!.text)).toEqual(expect.arrayContaining(['.', '..']));
    expect(linesOf(copies.get('b@example.org')!.text)).toEqual(expect.arrayContaining(['.b', '...b']));
    expect(copies.get('a@example.org')!.words('Subject')).toBe('.');
    expect(copies.get('a@example.org')!.words('To')).toBe('. <a@example.org>');
    assertOneEnd(receiver);
  });

  test('also when a long line is broken just before a dot', async () => {
    const files = {
      'issues/tammikuu.md': issueOf(
        Array.from({ length: 80 }, (_, index) => `${'x'.repeat(index)}${'.'.repeat(160)}`).join('\n\n'),
      ),
    };
    const { copies, receiver } = await mailedOnce(MINIMAL, files);
    const shown = linesOf(copies.get(AINO)!.text);
    for (let index = 0; index < 80; index++) expect(shown).toContain(`${'x'.repeat(index)}${'.'.repeat(160)}`);
    assertOneEnd(receiver);
  });
});

describe('line ends in the issue’s file', () => {
  const bodyOf = ({ text, html }: Copy): string[] => [text, html];

  test.each([
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('%s means the same as LF', async (_, end) => {
    const plain = await mailed(FULL, { files: { 'issues/tammikuu.md': `${ISSUE}\n${DOTS}` } });
    const other = await mailed(FULL, {
      files: {
        'issues/tammikuu.md': `${ISSUE}\n${DOTS}`.replaceAll('\n', end),
        'subscribers/jarjestot.csv': LIST.replaceAll('\n', end),
        'newsletter.yaml': FULL.replaceAll('\n', end),
      },
    });
    expect(other.copies.size).toBe(2);
    for (const [address, copy] of other.copies) expect(bodyOf(copy)).toEqual(bodyOf(plain.copies.get(address)!));
    assertOneEnd(other.receiver);
  });

  test('mixed in one file mean the same as LF, dots between them', async () => {
    const written = 'Eka\r\n.\r\nToka\r.\rKolmas\n.\nNeljäs\r\n.\rViides\n.\r\n\r\n```\r.\r\n..\n\r.x\r```';
    const { copies, receiver } = await mailed(MINIMAL, { files: { 'issues/tammikuu.md': issueOf(written) } });
    const { text, html } = copies.get(AINO)!;
    expect(text).toContain('Eka . Toka . Kolmas . Neljäs . Viides .\n\n    .\n    ..\n\n    .x\n');
    expect(decodeHTML(/<code[^>]*>([^]*?)<\/code>/.exec(html)![1]!)).toBe('.\n..\n\n.x');
    assertOneEnd(receiver);
  });

  test.each([
    ['U+2028', '\u2028'],
    ['U+2029', '\u2029'],
    ['U+0085', '\u0085'],
    ['a vertical tab', '\u000b'],
    ['a form feed', '\u000c'],
    ['a NUL', '\0'],
  ])('%s is refused, with nobody touched', async (_, end) => {
    const mailing = await mail(MINIMAL, { files: { 'issues/tammikuu.md': issueOf(`Eka${end}.${end}Toka`) } });
    assertUntouched(mailing);
    expect(mailing.problems).toContain('control-character');
  });

  test.each([
    ['a reference to a line feed', 'Eka&#10;.&#10;Toka'],
    ['a reference to a carriage return', 'Eka&#13;.&#13;Toka'],
    ['a reference to both', 'Eka&#13;&#10;.&#13;&#10;MAIL FROM:<a@example.org>'],
    ['a reference to a line separator', 'Eka&#x2028;.&#x2028;Toka'],
    ['a reference to a NUL', 'Eka&#0;Toka'],
  ])('%s ends no message and leaves no stray octet', async (_, body) => {
    const { receiver } = await mail(MINIMAL, { files: { 'issues/tammikuu.md': issueOf(body) } });
    assertOneEnd(receiver);
    for (const { raw } of receiver.messages) expect(rawMailViolations(raw)).toEqual([]);
  });

  test.each([
    ['the title', { title: '"Eka\\r\\n.\\r\\nToka"' }],
    ['the summary', { summary: '"Eka\\r\\n.\\r\\nToka\\u2028."' }],
    ['the subject', { subject: '"Eka\\n.\\nToka"' }],
  ])('written as an escape in %s end nothing', async (_, header) => {
    const { receiver } = await mail(MINIMAL, { files: { 'issues/tammikuu.md': issueOf('Teksti.', header) } });
    assertOneEnd(receiver);
    for (const { raw } of receiver.messages) expect(rawMailViolations(raw)).toEqual([]);
  });
});

describe('values that look like an end of data, with the next envelope behind each final dot', () => {
  const COMMANDS = 'MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\nSubject: x\r\n\r\nx\r\n.\r\n';

  /** Everybody got one message, in which the value stands where it should, and which ends where it should. */
  async function assertOneEach(values: readonly string[], body: string, shown: (value: string) => string): Promise<void> {
    const rows = values.map((value, index) => `jarjesto${index}@example.org,"${value}",.`);
    const { receiver, copies } = await mailed(MINIMAL, {
      extensions: ['PIPELINING', '8BITMIME'],
      files: {
        'issues/tammikuu.md': issueOf(body, { subject: "'{{organisation}}'" }),
        'subscribers/jarjestot.csv': ['email,organisation,name', ...rows, ''].join('\n'),
      },
    });
    expect(
      receiver.reads.filter((read) => /\r\n\.\r\nMAIL FROM:<[^>]*>\r\nRCPT TO:<[^>]*>\r\nDATA\r\n$/.test(`\r\n${read}`)),
    ).toHaveLength(values.length - 1);
    assertOneEnd(receiver);
    expect(receiver.messages.map(({ rcpt }) => rcpt)).toEqual(values.map((_, index) => `RCPT TO:<jarjesto${index}@example.org>`));
    for (const [index, value] of values.entries()) {
      const copy = copies.get(`jarjesto${index}@example.org`)!;
      const { raw, text } = copy;
      expect(rawMailViolations(raw)).toEqual([]);
      expect(raw.toString('latin1').endsWith(`--${/boundary="([^"]+)"/.exec(copy.header('Content-Type'))![1]!}--\r\n`)).toBe(
        true,
      );
      expect(linesOf(text)).toContain(shown(value));
      expect(copy.words('Subject')).toBe(folded(value));
    }
  }

  test('dots between line ends of every kind are folded into the line, and begin nothing', async () => {
    const ends = ['\n', '\r', '\r\n', '\v', '\f', '\u2028', '\u2029', '\n\r', '\r\r\n', '\n\n'];
    const dots = ends.flatMap((before) => ends.map((after) => `${before}.${after}`));
    const values = dots.flatMap((dot) => [
      `Eka${dot}Toka`,
      ...(dot === '\r\n.\r\n' || dot === '\n.\n' ? [`Eka${dot}${COMMANDS}loppu`] : []),
    ]);
    await assertOneEach(values, 'Alku\n\n{{organisation}}\n\nLoppu', folded);
  });

  test('a dot alone, and dots at every column at which a line may be broken, are stuffed or encoded', async () => {
    const widths = Array.from({ length: 90 }, (_, index) => 'x'.repeat(index + 1));
    const values = ['.', '..', '.\n.', ...widths, ...widths.map((width) => `${width}.`)];
    await assertOneEach(values, 'Alku\n\n{{organisation}}{{name}}.\n\nLoppu', (value) => `${folded(value)}..`);
  });

  test.each(['\0', '\u0085', '\b', '\u001b', '\u007f'])('%j around a dot is refused, with nobody touched', async (end) => {
    const list = `email,organisation,name\na@example.org,"Eka${end}.${end}Toka",x\n`;
    const mailing = await mail(MINIMAL, {
      extensions: ['PIPELINING'],
      files: { 'issues/tammikuu.md': issueOf('{{organisation}}'), 'subscribers/jarjestot.csv': list },
    });
    assertUntouched(mailing);
    expect(mailing.problems).toContain('list-control-character');
  });
});

/** Nothing but right commands, as many ends of data as DATA commands, and no octets that another server takes for one. */
function assertOneEnd(receiver: Mailing['receiver']): void {
  expect(receiver.commands.filter((command) => !/^(EHLO|MAIL FROM:|RCPT TO:|DATA$|QUIT$)/.test(command))).toEqual([]);
  expect(receiver.messages).toHaveLength(receiver.said('DATA').length);
  for (const { stuffed } of receiver.messages) {
    const wire = stuffed.toString('latin1');
    expect(SMUGGLED.exec(wire)?.[0]).toBeUndefined();
    expect(wire.endsWith('\r\n')).toBe(true);
    expect(wire).not.toMatch(/\r\n\.(?!\.)/);
  }
}

function linesOf(text: string): string[] {
  return text.split('\n');
}
