import type { IssueLanguage } from '../../config/config.ts';

/**
 * Hyphens that stand for a dash: one or two between spaces, two or three between words. English sets three as an em dash (Chicago Manual
 * of Style 6.85); Finnish and Swedish have one dash, with spaces around it. The `--` of a command line stays.
 */
export function setDashes(text: string, language: IssueLanguage): string {
  return text
    .replace(THREE, (_, before = '', after = '') => {
      if (language === 'en') return `${before}—${after}`;
      return before === '' ? ' – ' : `${before}–${after}`;
    })
    .replace(DASH, (hyphens, offset: number) =>
      hyphens === '--' && isCommand(text.slice(Math.max(offset - NEAR, 0), offset), text.slice(offset + 2, offset + NEAR))
        ? hyphens
        : '–',
    );
}

/** So many characters before and after say whether this is a command. */
const NEAR = 80;

const THREE = /(?<=[^\s-])(\s+)---(\s+)(?=\S)|(?<=[\p{L}\d.,;:!?)”’"'])()---()(?=[\p{L}\d(“‘”’"'])/gu;
const DASH = /(?<=\s)--?(?=\s)|(?<=[\p{L}\d])--(?=[\p{L}\d])/gu;

/** `git log -- path`, `npm test -- -u`: a program or an option stands before, or an option behind. */
function isCommand(before: string, after: string): boolean {
  return (
    COMMAND.test(before) ||
    /(?:^|\s)-(?:\p{L}|-\p{L}[\w-]*)(?:[ =]\S+)?\s$/u.test(before) ||
    /^\s-(?:\p{L}|-\p{L}[\w-]*)(?=\s|$)/u.test(after)
  );
}

const COMMAND =
  /(?<![\p{L}\d./-])(?:git|npm|npx|pnpm|yarn|cargo|docker|kubectl|ssh|sudo|grep|rg|xargs|curl|rustup|pytest|pip|svn|hg)(?: [\w@.:/=*~^-]+){1,6}\s$/u;
