import type { Config } from '../config/config.ts';
import { privacyOf } from '../config/privacy-of.ts';
import type { Issue } from '../issue/issue.ts';
import { type PageTable, isReserved } from '../issue/page-link.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { chooseLanguage } from '../subscribers/choose-language.ts';
import { checkArchive } from './check-archive.ts';
import { HoleCheck } from './check-holes.ts';
import { LanguageCheck } from './check-languages.ts';
import { checkPageLinks } from './check-page-links.ts';
import { checkPublicHoles } from './check-public-holes.ts';
import { checkVariant } from './check-variants.ts';
import type { Row } from './fill-faults.ts';

/** What an issue is held against beside its lists. */
export interface IssueSurroundings {
  readonly config: Pick<Config, 'archiveUrl' | 'lists'>;
  readonly pages: PageTable;
}

/**
 * What only shows when an issue, its variants and its lists are held together; what each says alone is found while they are parsed. It
 * sees everyone on the lists once.
 */
export class IssueCheck {
  readonly #own: Issue;
  readonly #variants: readonly Issue[];
  readonly #surroundings: IssueSurroundings;
  readonly #languages: readonly Issue['language'][];
  readonly #holes: ReadonlyMap<Issue['language'], HoleCheck>;
  readonly #language: LanguageCheck;

  constructor(own: Issue, variants: readonly Issue[], surroundings: IssueSurroundings) {
    this.#own = own;
    this.#variants = variants;
    this.#surroundings = surroundings;
    this.#languages = [own, ...variants].map(({ language }) => language);
    this.#holes = new Map([own, ...variants].map((issue) => [issue.language, new HoleCheck(issue)]));
    this.#language = new LanguageCheck(own, variants);
  }

  see(row: Row): void {
    this.#language.see(row);
    this.#holes.get(chooseLanguage(row.fields, this.#languages, this.#own.language))?.see(row);
  }

  /** `columns` are those of all lists together, empty where none could be read. */
  problems(columns: readonly string[]): Problem[] {
    const named = columns.filter((column) => column !== '');
    return [
      ...this.textProblems(),
      ...this.#language.problems(),
      ...(named.length === 0 ? [] : [...this.#holes.values()].flatMap((holes) => holes.problems(named))),
    ];
  }

  /** What shows without the lists. */
  textProblems(): Problem[] {
    const { config, pages } = this.#surroundings;
    const { archiveUrl } = config;
    const [own, variants] = [this.#own, this.#variants];
    const issues = [own, ...variants];
    const isPrivate = privacyOf(own.lists, config) !== null;
    const isPublished = archiveUrl !== null && !isPrivate;
    return [
      ...issues.flatMap((issue) => checkArchive(issue, config)),
      ...issues.flatMap((issue) => checkPageLinks({ ...issue, isHidden: isPrivate || issue.unlisted }, pages, archiveUrl)),
      ...(isPublished ? [...checkName(own), ...issues.flatMap(checkPublicHoles)] : []),
      ...issues.flatMap(checkDraft),
      ...variants.flatMap((variant) => checkVariant(variant, own)),
    ];
  }
}

function checkName({ slug, file }: Issue): Problem[] {
  return isReserved(slug) ? [problem('archive-name-taken', { slug }, { file })] : [];
}

function checkDraft({ draft, file }: Issue): Problem[] {
  return draft ? [problem('issue-draft', {}, { file })] : [];
}
