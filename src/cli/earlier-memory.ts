import { statSync } from 'node:fs';
import type { Issue } from '../issue/issue.ts';
import { type IssueSource, parseIssue } from '../issue/parse-issue.ts';
import { type TextFile, readTextFile } from '../source/read-text-file.ts';

/** What shows of an issue without parsing it. */
export interface Glance {
  /** As ISO has it; empty where none was found. */
  readonly date: string;
  /** Undefined where the issue has that of the workspace. */
  readonly language: string | undefined;
  /** The letters and digits of its front matter, in small letters. */
  readonly letters: string;
}

/** What was read of other issues, by path. It holds as long as a file's time and size do. */
export class EarlierMemory {
  readonly #known = new Map<string, { readonly stamp: string; readonly value: Promise<unknown> }>();

  /** A look at the front matter: quick, for hundreds of issues. */
  glance(from: TextFile): Promise<Glance> {
    return this.#remember(from, 'glance', async () => {
      const head = frontMatterOf((await readTextFile(from)).value ?? '');
      const date = /^date:\s*["']?(\d{4}-\d{2}-\d{2})/m.exec(head)?.[1] ?? '';
      return { date, language: /^lang:\s*["']?([a-z]{2})\b/m.exec(head)?.[1], letters: lettersOf(head) };
    });
  }

  /** The issue in a file; `isWhole` asks for more than the front matter. Undefined when the file is no text. */
  read(from: TextFile, source: Omit<IssueSource, 'text' | 'file'>, isWhole: boolean): Promise<Issue | undefined> {
    return this.#remember(from, `${isWhole} ${source.shared?.date ?? ''} ${source.shared?.lists.join() ?? ''}`, async () => {
      const { value: text } = await readTextFile(from);
      if (text === undefined) return undefined;
      return parseIssue({ ...source, file: from.file, text: isWhole ? text : frontMatterOf(text) }).value;
    });
  }

  #remember<Value>({ path }: TextFile, what: string, read: () => Promise<Value>): Promise<Value> {
    const { mtimeMs, size } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: 0, size: 0 };
    const [key, stamp] = [`${path}\0${what}`, `${mtimeMs} ${size}`];
    const known = this.#known.get(key);
    if (known?.stamp === stamp) return known.value as Promise<Value>;
    const value = read();
    this.#known.set(key, { stamp, value });
    return value;
  }
}

/** The letters and digits of a text in small letters: quotation marks, dashes and spaces are written in many ways. */
export function lettersOf(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

function frontMatterOf(text: string): string {
  const end = /\n---[ \t]*(?:\n|$)/.exec(text);
  return end ? text.slice(0, end.index + end[0].length) : text;
}
