import type { Inline, Link } from '../issue/block.ts';
import type { HoleTable } from '../issue/hole-table.ts';
import { plainScript } from '../issue/plain-script.ts';
import type { IssueWords } from '../words/issue-words.ts';
import { saysTarget, shownTarget } from './shown-target.ts';
import type { Targets } from './targets.ts';

/** What text is rendered with: the words of its language, and where links lead. */
export interface TextSetting {
  readonly words: IssueWords;
  readonly targets: Targets;
  readonly holes: HoleTable;
}

/** What stands around inline content: the text before it, and the rest of the word that ends in it. */
interface Around {
  readonly before: string;
  readonly rest: string;
}

/**
 * Inline content in words: a link's target follows in brackets unless the words are the target already. In the middle of a word it follows
 * the word: `example.org-sivuille (https://example.org)`.
 */
export function inlineText(content: readonly Inline[], setting: TextSetting, around: Around = { before: '', rest: '' }): string {
  let text = '';
  let taken = 0;
  for (const [index, inline] of content.entries()) {
    const next = content[index + 1];
    const rest = next === undefined ? around.rest : next.kind === 'text' ? restOfWord(next.text) : '';
    const own = inline.kind === 'text' ? { ...inline, text: inline.text.slice(taken) } : inline;
    const isJoined = endsInLink(inline);
    text += inlineTextOf(own, setting, { before: around.before + text, rest: isJoined ? rest : '' });
    taken = isJoined && next !== undefined ? rest.length : 0;
  }
  return text;
}

/** The letters that a word goes on with after a link, and an ending after a colon or a hyphen. */
function restOfWord(text: string): string {
  return /^(?:[-–:’'](?=[\p{L}\p{N}])|[\p{L}\p{N}])(?:[\p{L}\p{N}]|[-–:’'](?=[\p{L}\p{N}]))*/u.exec(text)?.[0] ?? '';
}

function endsInLink(inline: Inline | undefined): boolean {
  if (inline === undefined || !('content' in inline)) return false;
  return inline.kind === 'link' || endsInLink(inline.content.at(-1));
}

function inlineTextOf(inline: Inline, setting: TextSetting, around: Around): string {
  switch (inline.kind) {
    case 'text':
    case 'code':
      return inline.text.replaceAll('\n', ' ');
    case 'break':
      return '\n';
    case 'footnote':
      return `[${inline.number}]`;
    case 'image':
      return `[${inline.alt}]`;
    case 'link':
      return linkText(inline, setting, around.rest);
    case 'strike':
      return struck(inlineText(inline.content, setting, around));
    case 'subscript':
    case 'superscript':
      return plainScript(inline.kind, inlineText(inline.content, setting), around.before);
    default:
      return inlineText(inline.content, setting, around);
  }
}

/** A letter has no way to strike out but Markdown's, which many know. */
function struck(text: string): string {
  return text.trim() === '' ? text : `~~${text}~~`;
}

function linkText(link: Link, setting: TextSetting, rest: string): string {
  const words = inlineText(link.content, setting);
  const target = setting.targets.address(link.target);
  if (target.startsWith('#')) return words + rest;
  const file = setting.targets.file(link.target);
  if (file) return `${words}${rest} ${setting.words.file(file.type, file.bytes)} (${file.url})`;
  return rest === '' && saysTarget(words, target) ? shownTarget(target) : `${words}${rest} (${shownTarget(target)})`;
}

/** A link on a line of its own: its words, and where it leads behind a colon. */
export function linkLine(link: Link, setting: TextSetting): string {
  const words = inlineText(link.content, setting);
  const target = setting.targets.address(link.target);
  const file = setting.targets.file(link.target);
  if (file) return `${words} ${setting.words.file(file.type, file.bytes)}: ${file.url}`;
  if (target.startsWith('#')) return words;
  return saysTarget(words, target) ? shownTarget(target) : `${words}: ${shownTarget(target)}`;
}
