import { describe, expect, test } from 'vitest';
import { mojibakeIn } from '../../src/source/mojibake.ts';

const SHOWN = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** A text in UTF-8 as a program shows it that takes it for another encoding. */
function garble(text: string, encoding: 'windows-1252' | 'latin-1'): string {
  const octets = Array.from(new TextEncoder().encode(text));
  const isShown = (octet: number): boolean => encoding === 'windows-1252' && octet >= 0x80 && octet < 0xa0;
  return octets.map((octet) => (isShown(octet) ? SHOWN[octet - 0x80]! : String.fromCharCode(octet))).join('');
}

describe.each(['windows-1252', 'latin-1'] as const)('UTF-8 read as %s', (encoding) => {
  test.each(
    `Järvi | Ähtäri | Österbotten | Åbo | PÄIVÄ | ÄÄNI | it’s | “word” | 2–3 | café | voilà | España | 10 € | Straße | Émile | Žukov |
     šakki | Łódź | Paweł | Dvořák | Привет | 😀 | ✓ | ™ | • | … | · | °C | « | ½ | m² | à la`.split(/ \|\s+/),
  )('%s is found', (word) => {
    expect(mojibakeIn(`Hei ${garble(word, encoding)} hei`)).toMatchObject({
      meant: word.split(' ').at(word === 'à la' ? 0 : -1),
    });
  });
});

test('a byte order mark in the middle of a text is found', () => {
  expect(mojibakeIn('ï»¿title')).toEqual({ written: 'ï»¿title', meant: 'title' });
});

test('a word that is garbled and sound at once is found without a guess', () => {
  expect(mojibakeIn('JÃ¤rvi–Ähtäri')).toEqual({ written: 'JÃ¤rvi–Ähtäri', meant: null });
});

test.each(
  `SÃO PAULO | MAÇÃ | “MAÇÃ” | MAÇÃ… | MAÇÃ–LIMÃO | «MAÇû | «» | Â | RÂUL | IRMÃ ANA | IRMÃ® | ÂNGELA | AMANHÃ: | ”SÄÄ” |
   SÄÄ» | TYÖ” | VIÅ– | ”Å” | Ä–Ö | Å… | 10 kÅ | pâté | Þórður | Gruß” | Järvi | CÔTE | Ñandú | ï`.split(/ \|\s+/),
)('%s is left alone', (words) => {
  expect(mojibakeIn(words)).toBeUndefined();
});
