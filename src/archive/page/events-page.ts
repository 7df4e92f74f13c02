import type { IssueLanguage } from '../../config/config.ts';
import { escapeHtml } from '../../markup/escape-html.ts';
import { renderPlace } from '../../markup/render-place.ts';
import { issueWords } from '../../words/issue-words.ts';
import { webWords } from '../../words/web-words.ts';
import type { AnnouncedEvent } from '../calendar/calendar-file.ts';
import { eventPath } from '../calendar/event-record.ts';
import { markTime } from '../entry/mark-time.ts';
import { linkTo } from '../entry/resolve-links.ts';
import { type Site, languagesOf, newestLook } from '../site.ts';
import type { OwnPage } from './own-page.ts';
import { layout, rootOf } from './layout.ts';
import { calendarPath, eventsPath } from './paths.ts';

/** The events that are coming up, with where each was told of, and the calendar that holds them all. */
export function eventsPage(site: Site, language: IssueLanguage, events: readonly AnnouncedEvent[]): OwnPage {
  const path = eventsPath(site, language);
  const root = rootOf(path);
  const words = webWords(language);
  const calendar = calendarPath(site, language);
  const shown = site.baseUrl === null ? words.calendarFeed : `${site.baseUrl}/${calendar}`;
  const main = [
    `<h1>${escapeHtml(words.events)}</h1>`,
    `<p>${escapeHtml(words.subscribe)} <a href="${root}${calendar}">${escapeHtml(shown)}</a></p>`,
    events.length === 0
      ? `<p>${escapeHtml(words.noEvents)}</p>`
      : events.map((event) => renderEvent(event, language, root)).join('\n'),
  ];
  const others = languagesOf(site).filter((other) => other !== language);
  const html = layout(site, {
    language,
    path,
    title: words.events,
    description: '',
    look: newestLook(site),
    main: main.join('\n'),
    others: others.map((other) => ({ language: other, path: eventsPath(site, other) })),
  });
  return { path, html };
}

function renderEvent({ entry, event }: AnnouncedEvent, language: IssueLanguage, root: string): string {
  const words = issueWords(language);
  const { title, when, time, where, signup, anchor } = event;
  const page = linkTo(entry.path, { root, withFileNames: true }) + (anchor === '' ? '' : `#${anchor}`);
  const facts = [
    [words.when, markTime(escapeHtml(when), time)],
    [words.where, renderPlace(where)],
    [webWords(language).announcedIn, `<a href="${page}">${escapeHtml(entry.title)}</a>`],
  ].flatMap(([name, value]) => (value === '' ? [] : [`<div><dt>${escapeHtml(name!)}</dt><dd>${value}</dd></div>`]));
  const links = [
    signup === '' ? '' : `<a class="button" href="${escapeHtml(signup)}">${escapeHtml(words.signUpFor(title))}</a>`,
    `<a href="${root}${eventPath(entry, event)}">${escapeHtml(words.addToCalendar(title))}</a>`,
  ].filter((link) => link !== '');
  return `<section class="box event"><h2>${escapeHtml(title)}</h2>\n<dl>${facts.join('')}</dl>\n<p class="actions">${links.join('\n')}</p></section>`;
}
