import { checkCopies } from '../../../check/check-copies.ts';
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
export function checkTexts(texts: Texts, rows: readonly (Row & { readonly language: string })[]): Problem[] {
  return [...texts.templates].flatMap(([language, template]) =>
    checkCopies(
      template,
      rows.filter((row) => templateIn(texts, row.language).language === language),
    ),
  );
}
