import { readFile } from 'node:fs/promises';
import { problem } from '../problem/problem.ts';
import { reasonOf } from '../storage/reason-of.ts';
import { type DecodedText, decodeText } from './decode-text.ts';

/** The text of a file that people edit, with `\n` line ends and in NFC; `shown` is what problems call it. */
export async function readTextFile(path: string, shown: string): Promise<DecodedText> {
  try {
    return decodeText(await readFile(path), shown);
  } catch (error) {
    return {
      value: undefined,
      problems: [problem('file-unreadable', { file: shown, reason: reasonOf(error) }, { file: shown })],
    };
  }
}
