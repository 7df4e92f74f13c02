import { type TextName, isVariantName, looksLikeLanguage, parseTextName } from './text-name.ts';

/** The names of all that lies in a folder of issues or articles, read once. */
export interface FolderNames {
  /** All that lies there. */
  readonly all: readonly string[];
  /** What is an issue or an article, well named or not; no file that is passed over. */
  readonly issues: readonly TextName[];
  /** What is a variant of one that is there, or is meant to be, by the name of that without `.md`. */
  readonly variants: ReadonlyMap<string, readonly TextName[]>;
  /** Variants of none that is there. */
  readonly alone: readonly TextName[];
}

export function folderNames(names: readonly string[]): FolderNames {
  const all = names.toSorted();
  const texts = all.flatMap((name) => parseTextName(name) ?? []);
  const bases = new Set(texts.flatMap((text) => (isVariantName(text) ? [] : [text.base])));
  const issues: TextName[] = [];
  const alone: TextName[] = [];
  const variants = new Map<string, TextName[]>();
  for (const text of texts) {
    const isThere = text.tag !== null && bases.has(text.stem);
    if (isThere && (isVariantName(text) || looksLikeLanguage(text.tag))) {
      variants.set(text.stem, [...(variants.get(text.stem) ?? []), text]);
    } else {
      (isVariantName(text) ? alone : issues).push(text);
    }
  }
  return { all, issues, variants, alone };
}
