import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { calendarFile } from '../../src/archive/calendar/calendar-file.ts';
import type { Entry, EntryEvent } from '../../src/archive/entry/entry.ts';
import { clockAt, writeArchiveAt } from '../support/archive.ts';
import { runProgram } from '../support/run-program.ts';
import { CONFIG, type TestWorkspace, makeWorkspace } from '../support/workspace.ts';

const NOW = '2022-01-10T10:00:00Z';
const LATER = '2022-01-12T08:30:15Z';
const BASE_URL = 'https://uutiskirjeet.example.fi';
const WITH_URL = `${CONFIG}archive: { url: ${BASE_URL} }\n`;

/** The lines of an event, as they stand in an issue. */
type Lines = Readonly<Record<string, string>>;

function eventBlock(lines: Lines): string {
  return ['::: event', ...Object.entries(lines).map(([key, value]) => `${key}: ${value}`), ':::'].join('\n');
}

function issueOf(events: readonly Lines[], header: Lines = {}): string {
  const front = { title: 'Uutiskirje', date: '2022-01-10', lists: '[jarjestot]', typography: 'off', ...header };
  const lines = Object.entries(front).map(([key, value]) => `${key}: ${value}`);
  return ['---', ...lines, '---', '', '## 1. Tapahtumat', '', 'Tervetuloa.', '', ...events.map(eventBlock), ''].join('\n');
}

function variantOf(events: readonly Lines[]): string {
  return ['---', 'title: Nyhetsbrev', '---', '', '## 1. Evenemang', '', 'Välkommen.', '', ...events.map(eventBlock), ''].join(
    '\n',
  );
}

const FORUM = { title: 'Talvifoorumi', when: 'ti 25.1.2022 klo 15–17', where: 'Verkossa' };
const WORKSHOP = { title: 'Työpaja', when: 'ti 15.2.2022 klo 13–16' };
const DANCE = { title: 'Tanssit', when: 'pe 25.2.2022 klo 22–2' };
const CAMP = { title: 'Leiri', when: '12.–18.2.2022' };

function makeIssues(issues: Readonly<Record<string, string>>, config = WITH_URL): TestWorkspace {
  const files = Object.entries(issues).map(([name, text]) => [`issues/${name}.md`, text]);
  return makeWorkspace({ 'newsletter.yaml': config, 'issues/tammikuu.md': null, ...Object.fromEntries(files) });
}

/** A calendar file, understood by a program that is not ours. */
function readCalendar(text: string): ICAL.Component {
  return new ICAL.Component(ICAL.parse(text) as unknown[]);
}

function eventsOf(calendar: ICAL.Component): ICAL.Event[] {
  return calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
}

function onlyEvent(text: string): ICAL.Event {
  const events = eventsOf(readCalendar(text));
  expect(events).toHaveLength(1);
  return events[0]!;
}

function instant(time: ICAL.Time): string {
  expect(time.zone.tzid).toBe('UTC');
  return time.toJSDate().toISOString();
}

/** What calendar programs decide by whether an event is another one, and a newer one. */
function versionOf(text: string): { uid: string; sequence: number; stamp: string } {
  const event = onlyEvent(text);
  const time = (name: string): string => instant(event.component.getFirstPropertyValue(name) as ICAL.Time);
  expect(time('last-modified')).toBe(time('dtstamp'));
  return { uid: event.uid, sequence: event.sequence, stamp: time('dtstamp') };
}

const FORUM_FILE = 'dist/archive/kirje/talvifoorumi.ics';

describe('a calendar file', () => {
  test.each([
    ['a winter day', 'ti 25.1.2022 klo 15–17', '2022-01-25T13:00Z', '2022-01-25T15:00Z'],
    ['a summer day', 'ti 26.7.2022 klo 15–17', '2022-07-26T12:00Z', '2022-07-26T14:00Z'],
    ['the night in which the clocks go forward', '27.3.2022 klo 2.30–4.30', '2022-03-27T00:30Z', '2022-03-27T01:30Z'],
    ['the night in which the clocks go back', '30.10.2022 klo 2–5', '2022-10-29T23:00Z', '2022-10-30T03:00Z'],
    ['an evening that ends after midnight', 'pe 28.1.2022 klo 22–2', '2022-01-28T20:00Z', '2022-01-29T00:00Z'],
    ['an evening that ends at midnight', 'pe 28.1.2022 klo 18–24', '2022-01-28T16:00Z', '2022-01-28T22:00Z'],
    ['a night over which the clocks go forward', 'la 26.3.2022 klo 22–5', '2022-03-26T20:00Z', '2022-03-27T02:00Z'],
    ['hours over several days', 'pe 28.1.2022 klo 18 – su 30.1.2022 klo 14', '2022-01-28T16:00Z', '2022-01-30T12:00Z'],
    ['an hour without an end', 'ti 25.1.2022 klo 18', '2022-01-25T16:00Z', '2022-01-25T16:00Z'],
  ])('has the instants of %s', async (_, when, start, end) => {
    const workspace = makeIssues({ kirje: issueOf([{ ...FORUM, when }]) });
    await writeArchiveAt(workspace, NOW);
    const event = onlyEvent(workspace.read(FORUM_FILE));
    const expected = [start, end].map((iso) => new Date(iso).toISOString());
    expect([instant(event.startDate), instant(event.endDate)]).toEqual(expected);
  });

  test.each([
    ['one day', '12.2.2022', '2022-02-12', '2022-02-13'],
    ['several days', '12.–18.1.2022', '2022-01-12', '2022-01-19'],
    ['the last day of a month', '28.2.2022', '2022-02-28', '2022-03-01'],
    ['the last day of a year', '31.12.2022', '2022-12-31', '2023-01-01'],
    ['a day on which the clocks are changed', '27.3.2022', '2022-03-27', '2022-03-28'],
    ['a week', 'viikolla 4/2022', '2022-01-24', '2022-01-31'],
  ])('has whole days up to the one after the last: %s', async (_, when, start, end) => {
    const workspace = makeIssues({ kirje: issueOf([{ ...FORUM, when }]) });
    await writeArchiveAt(workspace, NOW);
    const { startDate, endDate } = onlyEvent(workspace.read(FORUM_FILE));
    expect([startDate.isDate, endDate.isDate]).toEqual([true, true]);
    expect([startDate.toString(), endDate.toString()]).toEqual([start, end]);
  });

  test('is understood on the clocks of the workspace', async () => {
    const workspace = makeIssues({ kirje: issueOf([FORUM]) }, `${WITH_URL}timezone: Europe/Stockholm\n`);
    await writeArchiveAt(workspace, NOW);
    expect(instant(onlyEvent(workspace.read(FORUM_FILE)).startDate)).toBe('2022-01-25T14:00:00.000Z');
  });

  test('says what it is, where, how to take part, and where it was told of', async () => {
    const signup = 'https://www.example.fi/ilmoittaudu?a=1,2;3';
    const workspace = makeIssues({ kirje: issueOf([{ ...FORUM, signup }]) });
    await writeArchiveAt(workspace, NOW);
    const calendar = readCalendar(workspace.read(FORUM_FILE));
    const [event] = eventsOf(calendar);
    const page = `${BASE_URL}/kirje/#tapahtumat`;
    expect(event!.summary).toBe('Talvifoorumi');
    expect(event!.location).toBe('Verkossa');
    expect(event!.description).toBe(`ti 25.1.2022 klo 15–17\n${signup}\n${page}`);
    expect(event!.component.getFirstPropertyValue('url')).toBe(page);
    expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
    expect(calendar.getFirstPropertyValue('prodid')).not.toBe('');
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toBeNull();
  });

  test.each([
    ['commas and semicolons', 'Kahvit, puhe; ja kysymyksiä', 'Sali A, Talo; 2. kerros'],
    ['backslashes', String.raw`Polku C:\nimi \, loppu\\`, String.raw`\n\;`],
    ['colons and quotation marks', 'Aihe: "mitä" tehdään?', `'Sali': "B"`],
    ['what looks like calendar data', 'END:VEVENT', 'SUMMARY;LANGUAGE=fi:toinen'],
  ])('keeps %s', async (_, title, where) => {
    const workspace = makeIssues({ kirje: issueOf([{ title, when: FORUM.when, where, id: 'talvifoorumi' }]) });
    await writeArchiveAt(workspace, NOW);
    const text = workspace.read(FORUM_FILE);
    const { summary, location } = onlyEvent(text);
    expect({ summary, location }).toEqual({ summary: title, location: where });
  });

  test('has lines of at most 75 octets that part no character, and ends them with CR and LF', async () => {
    const long = `${'Pääsiäistä ja yötä '.repeat(8)}${'🎉👩‍👩‍👧'.repeat(20)}`;
    const workspace = makeIssues({ kirje: issueOf([{ ...FORUM, title: long, where: `x${long}`, id: 'talvifoorumi' }]) });
    await writeArchiveAt(workspace, NOW);
    for (const file of [FORUM_FILE, 'dist/archive/events/events.ics']) {
      const bytes = workspace.readBytes(file);
      expect(onlyEvent(bytes.toString()).summary).toBe(long);
      checkLines(bytes);
    }
  });
});

/** RFC 5545 §3.1. */
function checkLines(bytes: Buffer): void {
  const lines = bytes.toString('latin1').split('\r\n');
  expect(lines.pop()).toBe('');
  for (const line of lines) {
    expect(line).not.toMatch(/[\r\n]/);
    expect(line.length).toBeLessThanOrEqual(75);
    new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(line, 'latin1'));
  }
}

describe('an event in the calendars of readers', () => {
  const FIRST = { uid: 'kirje.talvifoorumi@example.fi', sequence: 0, stamp: '2022-01-10T00:00:00.000Z' };

  async function publish(events: readonly Lines[]): Promise<TestWorkspace> {
    const workspace = makeIssues({ kirje: issueOf(events) });
    await writeArchiveAt(workspace, NOW);
    expect(versionOf(workspace.read(FORUM_FILE))).toEqual(FIRST);
    return workspace;
  }

  test('stays the same however often and whenever the archive is written', async () => {
    const workspace = await publish([FORUM]);
    const before = workspace.read(FORUM_FILE);
    expect((await writeArchiveAt(workspace, LATER)).written).not.toContain('kirje/talvifoorumi.ics');
    expect(workspace.read(FORUM_FILE)).toBe(before);
  });

  test.each([
    ['time', { when: 'ke 26.1.2022 klo 15–17' }],
    ['place', { where: 'Kirjastossa' }],
    ['way to sign up', { signup: 'https://www.example.fi/uusi' }],
  ])('is one version further when its %s changes, under the same name', async (_, change) => {
    const workspace = await publish([FORUM]);
    workspace.write('issues/kirje.md', issueOf([{ ...FORUM, ...change }]));
    expect((await writeArchiveAt(workspace, LATER)).written).toContain('kirje/talvifoorumi.ics');
    expect(versionOf(workspace.read(FORUM_FILE))).toEqual({ ...FIRST, sequence: 1, stamp: '2022-01-12T08:30:15.000Z' });
    workspace.write('issues/kirje.md', issueOf([FORUM]));
    await writeArchiveAt(workspace, '2022-01-13T00:00:00Z');
    expect(versionOf(workspace.read(FORUM_FILE))).toEqual({ ...FIRST, sequence: 2, stamp: '2022-01-13T00:00:00.000Z' });
  });

  test('keeps its name under another title where it has an id', async () => {
    const workspace = await publish([{ ...FORUM, id: 'talvifoorumi' }]);
    workspace.write('issues/kirje.md', issueOf([{ ...FORUM, title: 'Kevätfoorumi', id: 'talvifoorumi' }]));
    await writeArchiveAt(workspace, LATER);
    expect(versionOf(workspace.read(FORUM_FILE))).toMatchObject({ uid: FIRST.uid, sequence: 1 });
    expect(onlyEvent(workspace.read(FORUM_FILE)).summary).toBe('Kevätfoorumi');
  });

  test('is no other version when something else in the issue changes', async () => {
    const workspace = await publish([FORUM]);
    const edited = issueOf([WORKSHOP, FORUM], { title: 'Uusi otsikko' }).replace('Tervetuloa.', 'Tulkaa mukaan.');
    workspace.write('issues/kirje.md', edited);
    workspace.write('issues/toinen.md', issueOf([DANCE]));
    await writeArchiveAt(workspace, LATER);
    expect(versionOf(workspace.read(FORUM_FILE))).toEqual(FIRST);
    expect(versionOf(workspace.read('dist/archive/kirje/tyopaja.ics'))).toMatchObject({ sequence: 0 });
  });

  test('keeps its version when everything that was built is deleted', async () => {
    const workspace = await publish([FORUM]);
    workspace.write('issues/kirje.md', issueOf([{ ...FORUM, where: 'Kirjastossa' }]));
    await writeArchiveAt(workspace, LATER);
    const before = workspace.read(FORUM_FILE);
    workspace.remove('dist');
    await writeArchiveAt(workspace, '2022-01-20T00:00:00Z');
    expect(workspace.read(FORUM_FILE)).toBe(before);
  });

  test('counts on from where it was when it comes back', async () => {
    const workspace = await publish([FORUM]);
    workspace.write('issues/kirje.md', issueOf([WORKSHOP]));
    expect((await writeArchiveAt(workspace, LATER)).removed).toEqual(['kirje/talvifoorumi.ics']);
    workspace.write('issues/kirje.md', issueOf([WORKSHOP, { ...FORUM, where: 'Kirjastossa' }]));
    await writeArchiveAt(workspace, '2022-01-13T00:00:00Z');
    expect(versionOf(workspace.read(FORUM_FILE))).toMatchObject({ uid: FIRST.uid, sequence: 1 });
  });

  test('is newer by its time stamp also when it changes in the night in which it is published', async () => {
    const workspace = makeIssues({ kirje: issueOf([FORUM]) });
    await writeArchiveAt(workspace, '2022-01-09T22:10:00Z');
    const before = versionOf(workspace.read(FORUM_FILE));
    workspace.write('issues/kirje.md', issueOf([{ ...FORUM, where: 'Kirjastossa' }]));
    await writeArchiveAt(workspace, '2022-01-09T22:20:00Z');
    const after = versionOf(workspace.read(FORUM_FILE));
    expect(after.sequence).toBe(1);
    expect(Date.parse(after.stamp)).toBeGreaterThan(Date.parse(before.stamp));
  });

  test('has another name in another language and in another issue', async () => {
    const workspace = makeIssues({
      kirje: issueOf([FORUM]),
      'kirje.sv': variantOf([{ title: 'Talvifoorumi', when: '25.1.2022 kl. 15–17' }]),
      toinen: issueOf([FORUM, FORUM]),
    });
    await writeArchiveAt(workspace, NOW);
    const files = ['kirje/talvifoorumi', 'kirje/sv/talvifoorumi', 'toinen/talvifoorumi', 'toinen/talvifoorumi-2'];
    const names = files.map((file) => versionOf(workspace.read(`dist/archive/${file}.ics`)).uid);
    expect(names).toEqual(files.map((file) => `${file.replaceAll('/', '.')}@example.fi`));
  });

  test('is not written anew from a record that cannot be understood', async () => {
    const workspace = await publish([FORUM]);
    workspace.write('issues/events.json', '{"events": {"kirje/talvifoorumi.ics": {"sequence": 1');
    const run = await runProgram(workspace.folder, ['archive'], { clock: clockAt(LATER) });
    expect(run.exitCode).toBe(1);
    expect(run.stdout + run.stderr).toContain('issues/events.json');
    expect(versionOf(workspace.read(FORUM_FILE))).toEqual(FIRST);
  });
});

describe('the calendar of what is coming up', () => {
  const JANUARY = issueOf([FORUM, WORKSHOP]);
  const LAST = issueOf([{ ...WORKSHOP, title: 'TYÖPAJA' }, CAMP, DANCE], { date: '2022-01-26' });
  const ISSUES = {
    tammikuu: JANUARY,
    'tammikuu.sv': variantOf([
      { title: 'Vinterforum', when: 'tis 25.1.2022 kl. 15–17' },
      { title: 'Verkstad', when: 'tis 15.2.2022 kl. 13–16' },
    ]),
    viimeinen: LAST,
    luonnos: issueOf([{ ...DANCE, title: 'Luonnoksen tapahtuma' }], { draft: 'yes' }),
    tuleva: issueOf([{ title: 'Tulevan kirjeen tapahtuma', when: '30.12.2022' }], { date: '2022-12-01' }),
  };

  async function titlesAt(iso: string, file = 'events/events.ics'): Promise<string[]> {
    const workspace = makeIssues(ISSUES);
    await writeArchiveAt(workspace, iso);
    return eventsOf(readCalendar(workspace.read(`dist/archive/${file}`))).map(({ summary }) => summary);
  }

  test.each([
    ['before all of them', '2022-01-26T06:00:00Z', ['Leiri', 'Työpaja', 'Tanssit']],
    ['while one goes on for days', '2022-02-17T06:00:00Z', ['Leiri', 'Tanssit']],
    ['on the last day of one', '2022-02-18T21:59:00Z', ['Leiri', 'Tanssit']],
    ['after midnight of the last day of one', '2022-02-18T22:01:00Z', ['Tanssit']],
    ['on the day after the night of one', '2022-02-26T10:00:00Z', ['Tanssit']],
    ['after all of them', '2022-02-27T10:00:00Z', []],
  ])('has those that are not over, the next first: %s', async (_, now, titles) => {
    expect(await titlesAt(now)).toEqual(titles);
  });

  test('has an event on its day until midnight', async () => {
    expect(await titlesAt('2022-01-25T21:59:00Z')).toEqual(['Talvifoorumi', 'Työpaja']);
    expect(await titlesAt('2022-01-25T22:01:00Z')).not.toContain('Talvifoorumi');
  });

  test('has those of its language only', async () => {
    expect(await titlesAt('2022-01-20T06:00:00Z', 'sv/events/events.ics')).toEqual(['Vinterforum', 'Verkstad']);
    expect(await titlesAt('2022-01-20T06:00:00Z')).toEqual(['Talvifoorumi', 'Työpaja']);
  });

  test('has one that two issues announce alike once, by the name that it had first', async () => {
    const workspace = makeIssues(ISSUES);
    await writeArchiveAt(workspace, '2022-01-27T06:00:00Z');
    const calendar = readCalendar(workspace.read('dist/archive/events/events.ics'));
    const names = eventsOf(calendar).map(({ uid }) => uid);
    expect(names).toEqual(['viimeinen.leiri@example.fi', 'tammikuu.tyopaja@example.fi', 'viimeinen.tanssit@example.fi']);
    const [first] = calendar.getAllSubcomponents('vevent');
    expect(first!.toString()).toBe(onlyEvent(workspace.read('dist/archive/viimeinen/leiri.ics')).component.toString());
  });

  test('is called by its language and by who publishes it, whatever stands in the name', async () => {
    const name = String.raw`Kylät, ry; "A\B" & muut`;
    const config = WITH_URL.replace('name: Esimerkkiyhdistys', `name: ${JSON.stringify(name)}`);
    const workspace = makeIssues(ISSUES, config);
    await writeArchiveAt(workspace, NOW);
    const bytes = workspace.readBytes('dist/archive/events/events.ics');
    expect(readCalendar(bytes.toString()).getFirstPropertyValue('x-wr-calname')).toBe(`Tapahtumat – ${name}`);
    checkLines(bytes);
  });
});

describe('any event', () => {
  const words = fc.string({ unit: 'binary', minLength: 1, maxLength: 120 }).filter((text) => !/[\u0000-\u001f\u007f]/.test(text));
  const shown = fc.oneof(
    words,
    fc
      .array(fc.constantFrom('\\', ',', ';', ':', '"', ' ', 'n', '\\n', 'ä', '🎉', 'BEGIN:VEVENT'), { minLength: 1 })
      .map((parts) => parts.join('')),
  );
  const minute = fc.integer({ min: 0, max: 4_102_444_800 / 60 }).map((minutes) => minutes * 60_000);
  const moment = (at: number): { day: string; time: string; instant: number } => {
    const iso = new Date(at).toISOString();
    return { day: iso.slice(0, 10), time: iso.slice(11, 16), instant: at };
  };

  /** A calendar file of one event on a page. */
  function fileOf(event: Pick<EntryEvent, 'title' | 'where' | 'time'>): string {
    const entry: Pick<Entry, 'path'> = { path: 'kirje/' };
    const whole: EntryEvent = { id: 'a', when: '', signup: '', anchor: '', ...event };
    const versions = new Map([['kirje/a.ics', { sequence: 3, changedAt: NOW, hash: '' }]]);
    return calendarFile([{ entry: entry as Entry, event: whole }], event.title, {
      record: { domain: 'example.fi', versions },
      baseUrl: BASE_URL,
    });
  }

  test('has its title, its place and its hours when it is read again', () => {
    fc.assert(
      fc.property(shown, shown, minute, fc.option(fc.integer({ min: 1, max: 100_000 })), (title, where, from, length) => {
        const end = length === null ? null : moment(from + length * 60_000);
        const text = fileOf({ title, where, time: { kind: 'time', start: moment(from), end } });
        const event = onlyEvent(text);
        checkLines(Buffer.from(text));
        expect([event.summary, event.location, event.sequence]).toEqual([title, where, 3]);
        expect(event.startDate.toJSDate().getTime()).toBe(from);
        expect(event.endDate.toJSDate().getTime()).toBe(end?.instant ?? from);
        expect(text.includes('\r\nDTEND')).toBe(end !== null);
      }),
      { numRuns: 500 },
    );
  });

  test('has its days when it is read again', () => {
    fc.assert(
      fc.property(shown, minute, fc.integer({ min: 0, max: 400 }), (title, from, length) => {
        const day = (offset: number): string => moment(from + offset * 86_400_000).day;
        const { startDate, endDate, summary } = onlyEvent(
          fileOf({ title, where: '', time: { kind: 'days', first: day(0), last: day(length) } }),
        );
        expect([startDate.toString(), endDate.toString(), summary]).toEqual([day(0), day(length + 1), title]);
      }),
    );
  });
});
