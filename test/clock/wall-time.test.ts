import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isoTimeIn, parseWallTime } from '../../src/clock/wall-time.ts';

const NOW = new Date('2022-01-26T22:30:00Z');
const iso = (written: string, zone = 'Europe/Helsinki'): string | undefined => {
  const instant = parseWallTime(written, zone, NOW);
  return instant === undefined ? undefined : new Date(instant).toISOString();
};

describe('a time as people write it', () => {
  test.each([
    ['09:00', '2022-01-27T07:00:00.000Z'],
    ['9.05', '2022-01-27T07:05:00.000Z'],
    ['2022-01-28 09:00', '2022-01-28T07:00:00.000Z'],
    ['2022-07-01 09:00', '2022-07-01T06:00:00.000Z'],
    ['2022-07-01T09:00', '2022-07-01T06:00:00.000Z'],
    ['2022-07-01T09:00Z', '2022-07-01T09:00:00.000Z'],
    ['2022-07-01T09:00:30+02:00', '2022-07-01T07:00:30.000Z'],
  ])('%s in Helsinki, when it is half past midnight there', (written, expected) => {
    expect(iso(written)).toBe(expected);
  });

  test.each(['huomenna', '24:00', '09:60', '2022-02-30 09:00', '2022-13-01 09:00', '9', '', '09:00 EET'])(
    '%j is none',
    (written) => {
      expect(iso(written)).toBeUndefined();
    },
  );
});

describe('in the nights in which the clocks are changed', () => {
  test('a time that they leave out is none', () => {
    expect(iso('2022-03-27 03:30')).toBeUndefined();
    expect(iso('2022-03-27 02:59')).toBe('2022-03-27T00:59:00.000Z');
    expect(iso('2022-03-27 04:00')).toBe('2022-03-27T01:00:00.000Z');
  });

  test('of a time that comes twice the first is meant', () => {
    expect(iso('2022-10-30 03:30')).toBe('2022-10-30T00:30:00.000Z');
    expect(iso('2022-10-30 04:00')).toBe('2022-10-30T02:00:00.000Z');
  });
});

test('whatever is understood is what the clocks of the zone show', () => {
  const zones = fc.constantFrom(
    'Europe/Helsinki',
    'Europe/Stockholm',
    'America/St_Johns',
    'Pacific/Apia',
    'Asia/Kathmandu',
    'UTC',
  );
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2000-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
      zones,
      (date, zone) => {
        const written = date.toISOString().slice(0, 16).replace('T', ' ');
        const instant = parseWallTime(written, zone, NOW);
        if (instant === undefined) return;
        const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(
          instant,
        );
        expect(shown).toBe(written);
      },
    ),
  );
});

test.each([
  ['2022-01-26T22:30:59.900Z', 'Europe/Helsinki', '2022-01-27T00:30:59+02:00'],
  ['2022-07-26T22:30:59Z', 'Europe/Helsinki', '2022-07-27T01:30:59+03:00'],
  ['2022-01-01T00:00:00Z', 'America/St_Johns', '2021-12-31T20:30:00-03:30'],
  ['2022-10-30T00:30:00Z', 'Europe/Helsinki', '2022-10-30T03:30:00+03:00'],
  ['2022-10-30T01:30:00Z', 'Europe/Helsinki', '2022-10-30T03:30:00+02:00'],
  ['2024-02-29T23:30:00Z', 'UTC', '2024-02-29T23:30:00+00:00'],
])('%s in %s is written %s', (instant, zone, expected) => {
  expect(isoTimeIn(zone, new Date(instant))).toBe(expected);
});
