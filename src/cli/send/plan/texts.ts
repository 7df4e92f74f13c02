import { CopyCheck } from '../../../check/check-copies.ts';
import type { Row } from '../../../check/fill-faults.ts';
import type { MessageTemplate } from '../../../compose/message-template.ts';
import type { Problem } from '../../../problem/problem.ts';
import type { LargeSection } from '../../../problem/problem-details.ts';
import { chooseLanguage } from '../../../subscribers/choose-language.ts';

/** The templates of a send, by language, and the language of the issue itself, which stands for every other. */
export interface Texts {
  readonly templates: ReadonlyMap<string, MessageTemplate>;
  /** The sections of each, the largest first; not known of a text that was frozen. */
  readonly sections?: ReadonlyMap<string, readonly LargeSection[]>;
  readonly own: string;
}

/** The language of a recipient's copy. */
export function languageIn({ templates, own }: Texts, fields: Readonly<Record<string, string>>): string {
  return chooseLanguage(fields, [...templates.keys()], own);
}

/** Proves every recipient's copy, each against the template of its language. */
export class TextsCheck {
  readonly #own: string;
  readonly #copies: ReadonlyMap<string, CopyCheck>;

  constructor({ templates, sections, own }: Texts) {
    this.#own = own;
    this.#copies = new Map(
      [...templates].map(([language, template]) => [language, new CopyCheck(template, sections?.get(language))]),
    );
  }

  see(row: Row, language: string): void {
    (this.#copies.get(language) ?? this.#copies.get(this.#own))?.see(row);
  }

  problems(): Problem[] {
    return [...this.#copies.values()].flatMap((check) => check.problems());
  }
}
