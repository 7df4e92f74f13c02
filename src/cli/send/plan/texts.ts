import { CopyCheck } from '../../../check/check-copies.ts';
import type { Row } from '../../../check/fill-faults.ts';
import type { MessageTemplate } from '../../../compose/message-template.ts';
import type { Problem } from '../../../problem/problem.ts';
import { chooseLanguage } from '../../../subscribers/choose-language.ts';

/** The templates of a send, by language, and the language of the issue itself, which stands for every other. */
export interface Texts {
  readonly templates: ReadonlyMap<string, MessageTemplate>;
  readonly own: string;
}

/** The language of a recipient's copy. */
export function languageIn({ templates, own }: Texts, fields: Readonly<Record<string, string>>): string {
  return chooseLanguage(fields, [...templates.keys()], own);
}

function templateIn({ templates, own }: Texts, language: string): MessageTemplate {
  return templates.get(language) ?? templates.get(own)!;
}

/** Proves every recipient's copy, each against the template of its language. */
export class TextsCheck {
  readonly #texts: Texts;
  readonly #copies: ReadonlyMap<string, CopyCheck>;

  constructor(texts: Texts) {
    this.#texts = texts;
    this.#copies = new Map([...texts.templates].map(([language, template]) => [language, new CopyCheck(template)]));
  }

  see(row: Row & { readonly language: string }): void {
    this.#copies.get(templateIn(this.#texts, row.language).language)?.see(row);
  }

  problems(): Problem[] {
    return [...this.#copies.values()].flatMap((check) => check.problems());
  }
}

/** Proves the copies of some. */
export function checkTexts(texts: Texts, rows: Iterable<Row & { readonly language: string }>): Problem[] {
  const check = new TextsCheck(texts);
  for (const row of rows) check.see(row);
  return check.problems();
}
