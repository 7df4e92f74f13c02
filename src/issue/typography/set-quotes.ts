import type { IssueLanguage } from '../../config/config.ts';

/** Straight quotation marks as curved ones. Finnish and Swedish have the same mark at both ends, English has a pair; a lone one is an apostrophe. */
export function setQuotes(text: string, language: IssueLanguage, before: string): string {
  if (language !== 'en') return text.replace(/["“„]/g, '”').replace(/'/g, '’');
  return text.replace(/["']/g, (mark, index: number) => {
    const isOpening = /^$|[\s([{=–—\u00a0“‘]/.test(index === 0 ? before : text[index - 1]!);
    const isYears = /^\d0s/.test(text.slice(index + 1));
    return mark === '"' ? (isOpening ? '“' : '”') : isOpening && !isYears ? '‘' : '’';
  });
}
