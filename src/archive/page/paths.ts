import type { IssueLanguage } from '../../config/config.ts';
import { type Site, indexPath } from '../site.ts';

type Where = Pick<Site, 'config'>;

/** Where the archive's own pages lie, beside those of issues and articles. */
export function eventsPath(site: Where, language: IssueLanguage): string {
  return `${indexPath(site, language)}events/`;
}

export function newsPath(site: Where, language: IssueLanguage): string {
  return `${indexPath(site, language)}articles/`;
}

export function yearPath(site: Where, language: IssueLanguage, year: string): string {
  return `${indexPath(site, language)}${year}/`;
}

export function listPath(site: Where, language: IssueLanguage, list: string): string {
  return `${indexPath(site, language)}lists/${list}/`;
}

/** The address that always leads to the newest issue, of all or of one list. */
export function latestPath(site: Where, language: IssueLanguage, list: string | null): string {
  return list === null ? `${indexPath(site, language)}latest/` : `${listPath(site, language, list)}latest/`;
}

/** A feed of a language, of all that is published or of one list. */
export function feedPath(language: IssueLanguage, list: string | null, format: 'atom' | 'rss'): string {
  return `feeds/${language}/${list === null ? '' : `${list}/`}${format}.xml`;
}

export function calendarPath(site: Where, language: IssueLanguage): string {
  return `${eventsPath(site, language)}events.ics`;
}

export function searchPath(language: IssueLanguage, year: string): string {
  return `search/${language}-${year}.js`;
}
