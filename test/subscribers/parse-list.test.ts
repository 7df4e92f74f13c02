import { describe, expect, test } from 'vitest';
import { decodeText } from '../../src/source/decode-text.ts';
import { selectRecipients } from '../../src/subscribers/select-recipients.ts';
import { parseList } from '../support/parse-list.ts';

const parse = (text: string, name = 'jarjestot') => parseList(text, name, `${name}.csv`);

describe('a list', () => {
  test('as Finnish Excel writes it: semicolons, byte order mark, CRLF, quotes, padded rows', () => {
    const excel =
      '\ufeffEmail;Organisation;Notes\r\naino@example.fi;"Sydän; ry";"eka rivi\r\ntoka rivi"\r\neero@example.fi;Åbo rf;\r\n;;\r\n';
    const { value, problems } = parse(decodeText(Buffer.from(excel), 'x').value!);
    expect(problems).toEqual([]);
    expect(value.columns).toEqual(['email', 'organisation', 'notes']);
    expect(value.subscribers.map(({ fields, place }) => [{ ...fields }, place.line])).toEqual([
      [{ email: 'aino@example.fi', organisation: 'Sydän; ry', notes: 'eka rivi toka rivi' }, 2],
      [{ email: 'eero@example.fi', organisation: 'Åbo rf', notes: '' }, 4],
    ]);
  });

  test.each([',', ';', '\t'])('parted by %j', (delimiter) => {
    const text = [
      ['email', 'name'],
      ['a@example.org', 'A'],
    ]
      .map((row) => row.join(delimiter))
      .join('\n');
    expect(parse(text).value.subscribers[0]!.fields['name']).toBe('A');
  });

  test('one column is enough', () => {
    expect(parse('email\na@example.org\n').value.subscribers).toHaveLength(1);
  });

  test('every wrong row is reported with its own line, and the sound ones are kept', () => {
    const { value, problems } = parse(
      'email,name\na@example.org,A\nb,B\nc@example.org,"x\ny"\nd@example.org;e@example.org,E\nf@example.org,F,G\n',
    );
    expect(value.subscribers.map(({ address }) => address)).toEqual(['a@example.org', 'c@example.org']);
    expect(problems.map(({ code, place }) => [code, place!.line])).toEqual([
      ['list-address', 3],
      ['list-address', 6],
      ['list-columns', 7],
    ]);
  });

  test.each(['Aino\u0000', '\u0000', '\u0085', '\u0007 '])(
    'a control character is reported, also where nothing else stands: %j',
    (cell) => {
      expect(parse(`email,name\na@example.org,${cell}\n`).problems.map(({ code }) => code)).toEqual(['list-control-character']);
    },
  );

  test.each(['\u200b', '\u00ad', '\u0301', '\u3164 \u2800'])('a cell in which nobody sees anything is empty: %j', (cell) => {
    const { value, problems } = parse(`email,name\na@example.org,${cell}\n`);
    expect([value.subscribers[0]!.fields['name'], problems]).toEqual(['', []]);
  });

  test('rows have no prototype, and a column cannot be called as one of its parts', () => {
    expect(Object.getPrototypeOf(parse('email\na@example.org\n').value.subscribers[0]!.fields)).toBeNull();
    expect(parse('email,constructor\na@example.org,x\n').problems.map(({ code }) => code)).toEqual(['list-reserved-header']);
  });
});

test('on several lists, the row of the first list wins, whatever the case of the address', () => {
  const first = parse('email,name\nAino@example.fi,Ensin\n', 'a').value;
  const second = parse('email,name\naino@EXAMPLE.fi,Sitten\neero@example.fi,Eero\n', 'b').value;
  expect(selectRecipients([first, second]).map(({ address, list, fields }) => [address, list, fields['name']])).toEqual([
    ['Aino@example.fi', 'a', 'Ensin'],
    ['eero@example.fi', 'b', 'Eero'],
  ]);
});
