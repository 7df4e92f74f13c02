import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseWhen } from '../../../src/issue/dates/parse-when.ts';

/** An issue of the 22nd of December 2021 in Finland. */
function read(written: string, language: 'fi' | 'sv' | 'en' = 'fi'): string {
  const when = parseWhen(written, { language, after: '2021-12-22', timezone: 'Europe/Helsinki' });
  if ('fault' in when) return [when.fault, ...('day' in when ? [when.day] : [])].join(' ');
  if (when.kind === 'days') return when.first === when.last ? when.first : `${when.first}/${when.last}`;
  const { start, end } = when;
  return [start, ...(end ? [end] : [])].map(({ day, time }) => `${day}T${time}`).join('/');
}

describe('Finnish', () => {
  test.each([
    ['ti 25.1.2022 klo 15–17', '2022-01-25T15:00/2022-01-25T17:00'],
    ['ti 15.2. 13–16', '2022-02-15T13:00/2022-02-15T16:00'],
    ['12.–18.1.2022', '2022-01-12/2022-01-18'],
    ['sunnuntai 23.1.2022', '2022-01-23'],
    ['sunnuntaina 23.1.', '2022-01-23'],
    ['viikolla 4/2022', '2022-01-24/2022-01-30'],
    ['viikolla 4', '2022-01-24/2022-01-30'],
    ['vko 53', 'impossible'],
    ['31.1.–25.2.2022', '2022-01-31/2022-02-25'],
    ['28.12.–5.1.2022', '2021-12-28/2022-01-05'],
    ['27.-30.12.', '2021-12-27/2021-12-30'],
    ['pe 28.1. klo 18 – su 30.1. klo 14', '2022-01-28T18:00/2022-01-30T14:00'],
    ['tiistaina 25. tammikuuta 2022 kello 15.30–17', '2022-01-25T15:30/2022-01-25T17:00'],
    ['25. tammikuuta', '2022-01-25'],
    ['ma–pe 10.–14.1.2022', '2022-01-10/2022-01-14'],
    ['12.–13.1.2022 klo 9–15', '2022-01-12/2022-01-13'],
    ['la 29.1. klo 22–02', '2022-01-29T22:00/2022-01-30T02:00'],
    ['la 29.1. klo 20–24', '2022-01-29T20:00/2022-01-30T00:00'],
    ['ti 25.1.22 klo 15', '2022-01-25T15:00'],
    ['25.1.2022 15.30 (kahvit klo 15)', '2022-01-25T15:30'],
    ['25.1.2022\u00a0klo\u00a015', '2022-01-25T15:00'],
    ['31.1. mennessä', '2022-01-31'],
    ['viimeistään 31.1. klo 16', '2022-01-31T16:00'],
    ['maanantaina 31.1. klo 18 alkaen', '2022-01-31T18:00'],
    ['31.1. klo 18–', '2022-01-31T18:00'],
    ['29.2.', '2024-02-29'],
    ['22.12.', '2021-12-22'],
    ['21.12.', '2022-12-21'],
  ])('%s', (written, meant) => expect(read(written)).toBe(meant));
});

describe('Swedish', () => {
  test.each([
    ['tis 25.1 kl. 15–17', '2022-01-25T15:00/2022-01-25T17:00'],
    ['tisdagen den 25 januari 2022 kl. 15.00–17.00', '2022-01-25T15:00/2022-01-25T17:00'],
    ['25–27 januari 2022', '2022-01-25/2022-01-27'],
    ['den 18 januari', '2022-01-18'],
    ['senast den 1:a februari', '2022-02-01'],
    ['vecka 4', '2022-01-24/2022-01-30'],
    ['v. 4/2022', '2022-01-24/2022-01-30'],
    ['25/1 2022 kl 15', '2022-01-25T15:00'],
    ['lö 29.1 kl. 10 till 12', '2022-01-29T10:00/2022-01-29T12:00'],
  ])('%s', (written, meant) => expect(read(written, 'sv')).toBe(meant));
});

describe('English', () => {
  test.each([
    ['Tue 25 January 2022, 3–5 pm', '2022-01-25T15:00/2022-01-25T17:00'],
    ['Tuesday, January 25, 2022 at 10:30 am to 12 noon', '2022-01-25T10:30/2022-01-25T12:00'],
    ['Tue 25 January, 10–2 pm', '2022-01-25T10:00/2022-01-25T14:00'],
    ['25 January – 3 February 2022', '2022-01-25/2022-02-03'],
    ['25th of January', '2022-01-25'],
    ['week 4/2022', '2022-01-24/2022-01-30'],
    ['Tue 25 January 2022, 12 am', '2022-01-25T00:00'],
  ])('%s', (written, meant) => expect(read(written, 'en')).toBe(meant));
});

describe('ISO', () => {
  test.each([
    ['2022-01-25', '2022-01-25'],
    ['2022-01-25 15:00–17:00', '2022-01-25T15:00/2022-01-25T17:00'],
    ['2022-01-25T15:00/2022-01-26T10:00', '2022-01-25T15:00/2022-01-26T10:00'],
    ['2022-01-25/2022-01-27', '2022-01-25/2022-01-27'],
    ['2022-W04', '2022-01-24/2022-01-30'],
    ['2020-W53', '2020-12-28/2021-01-03'],
  ])('%s', (written, meant) => expect(read(written)).toBe(meant));
});

describe('what is no date', () => {
  test.each([
    ['ke 25.1.2022', 'weekday 2022-01-25'],
    ['ti 16.2.', 'weekday 2022-02-16'],
    ['ti–to 25.–28.1.2022', 'weekday 2022-01-28'],
    ['31.4.2022', 'impossible'],
    ['29.2.2022', 'impossible'],
    ['viikolla 53/2022', 'impossible'],
    ['25.1.2022 klo 25', 'impossible'],
    ['25.1.2022 klo 24', 'impossible'],
    ['25.1.2022 klo 15.75', 'impossible'],
    ['25.1.2022 klo 17–15', 'backwards'],
    ['25.–20.1.2022', 'backwards'],
    ['huomenna', 'unreadable'],
    ['tammikuussa', 'unreadable'],
    ['', 'unreadable'],
    ['25.1.2022 ja 26.1.2022', 'unreadable'],
  ])('%s', (written, meant) => expect(read(written)).toBe(meant));
});

test('words of another language than the issue’s are understood too', () => {
  expect(read('Tue 25 January 2022, 3–5 pm', 'fi')).toBe('2022-01-25T15:00/2022-01-25T17:00');
  expect(read('ti 25.1. klo 15', 'en')).toBe('2022-01-25T15:00');
});

test('moments are on the clocks of the zone, summer time and the nights of its change among them', () => {
  const setting = { language: 'fi', after: '2022-01-01', timezone: 'Europe/Helsinki' } as const;
  const instant = (written: string): string => {
    const when = parseWhen(written, setting);
    return 'kind' in when && when.kind === 'time' ? new Date(when.start.instant).toISOString() : JSON.stringify(when);
  };
  expect(instant('25.1.2022 klo 15')).toBe('2022-01-25T13:00:00.000Z');
  expect(instant('25.7.2022 klo 15')).toBe('2022-07-25T12:00:00.000Z');
  expect(instant('27.3.2022 klo 2.30')).toBe('2022-03-27T00:30:00.000Z');
  expect(instant('27.3.2022 klo 3.30')).toBe('{"fault":"clock-change","day":"2022-03-27","time":"03:30"}');
  expect(instant('30.10.2022 klo 3.30')).toBe('2022-10-30T00:30:00.000Z');
});

test('any day and hour is read back from every way to write it', () => {
  const names = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' } as const;
  const day = fc.date({ min: new Date('2022-01-01T00:00:00Z'), max: new Date('2037-12-31T00:00:00Z'), noInvalidDate: true });
  fc.assert(
    fc.property(day, fc.integer({ min: 6, max: 20 }), fc.constantFrom('fi', 'sv', 'en'), (date, hour, language) => {
      const iso = date.toISOString().slice(0, 10);
      const format = (options: Intl.DateTimeFormatOptions): string =>
        new Intl.DateTimeFormat(names[language], { ...options, timeZone: 'UTC' }).format(date);
      const [year, month, dayOfMonth] = iso.split('-').map(Number);
      const weekday = format({ weekday: 'short' });
      const clock = { fi: 'klo', sv: 'kl.', en: 'at' }[language];
      for (const written of [
        `${dayOfMonth}.${month}.${year}`,
        `${weekday} ${dayOfMonth}.${month}.${year}`,
        format({ dateStyle: 'long' }),
        format({ dateStyle: 'full' }),
      ]) {
        expect(read(written, language), written).toBe(iso);
        expect(read(`${written} ${clock} ${hour}–${hour + 2}`, language), written).toBe(
          `${iso}T${String(hour).padStart(2, '0')}:00/${iso}T${String(hour + 2).padStart(2, '0')}:00`,
        );
      }
    }),
  );
});

test('whatever is written, the answer is a date or a fault', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (written) => {
      expect(read(written)).toMatch(/./);
    }),
  );
});
