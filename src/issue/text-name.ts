import type { IssueLanguage } from '../config/config.ts';
import { isPassedOver } from '../files/is-passed-over.ts';

/** What the name of a text in `issues/` or `articles/` says, in NFC. */
export interface TextName {
  /** As it is on the disk. */
  readonly name: string;
  /** Without `.md`. */
  readonly base: string;
  /** What is before the last dot of `base`, and what is after it; null where it has no dot. */
  readonly stem: string;
  readonly tag: string | null;
  /** Whether it ends in `.md`, and not in `.MD`. */
  readonly hasPlainEnding: boolean;
}

/** Undefined for every other file. */
export function parseTextName(name: string): TextName | undefined {
  const match = /^(.+)(\.md)$/i.exec(name);
  if (!match || isPassedOver(name)) return undefined;
  const base = match[1]!.normalize('NFC');
  const [, stem, tag] = /^(.+)\.([^.]+)$/.exec(base) ?? [];
  return { name, base, stem: stem ?? base, tag: tag ?? null, hasPlainEnding: match[2] === '.md' };
}

/** Whether an issue or an article can be called so. */
export function isSlug(name: string): boolean {
  return /^[a-z0-9-]+$/.test(name);
}

/** What an issue or an article by this name is known by; it is no slug where the name cannot be used. */
export function slugOf({ base, name, hasPlainEnding }: TextName): string {
  return hasPlainEnding ? base : name.normalize('NFC');
}

/** Whether a name ends as that of a variant has to: in two small letters and `.md`. */
export function isVariantName({ tag, hasPlainEnding }: TextName): boolean {
  return hasPlainEnding && tag !== null && /^[a-z]{2}$/.test(tag);
}

/** Whether a tag is most likely meant for a language: a code of two letters, one of three that is in use here, one with a region, or a name. */
export function looksLikeLanguage(tag: string): boolean {
  return /^[a-z]{2}$/i.test(tag) || languageOf(tag) !== undefined || OTHER_TAGS.test(tag);
}

/** The language of the product that a tag means, in whichever way it is written (ISO 639, BCP 47, or its name); undefined for every other. */
export function languageOf(tag: string): IssueLanguage | undefined {
  const [primary = ''] = tag.toLowerCase().split(/[-_]/);
  const isWhole = primary === tag.toLowerCase() || REGION.test(tag);
  return isWhole ? LANGUAGES.find(([, names]) => names.includes(primary))?.[0] : undefined;
}

const LANGUAGES: readonly (readonly [language: IssueLanguage, names: readonly string[]])[] = [
  ['fi', ['fi', 'fin', 'suomi', 'suomeksi', 'finska', 'finnish']],
  ['sv', ['sv', 'swe', 'sve', 'ruotsi', 'ruotsiksi', 'svenska', 'swedish']],
  ['en', ['en', 'eng', 'englanti', 'englanniksi', 'engelska', 'english']],
];

/** `sv-FI`, `zh-Hans`: the region or the script of BCP 47 after a language. */
const REGION = /^[a-z]{2,3}[-_](?:[a-z]{2}|[a-z]{4}|\d{3})$/i;
/** Languages of three letters that are written in the north of Europe, and any with a region. */
const OTHER_TAGS =
  /^(?:sme|smn|sms|nor|nob|nno|dan|isl|est|rus|ukr|deu|ger|fra|fre|spa|ara|som|[a-z]{2,3}[-_](?:[a-z]{2}|[a-z]{4}|\d{3}))$/i;
