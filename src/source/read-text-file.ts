import { problem } from '../problem/problem.ts';
import { readBelow } from '../storage/read-below.ts';
import { reasonOf } from '../storage/reason-of.ts';
import { type DecodedText, decodeText } from './decode-text.ts';

/** A file that people edit: the workspace that it belongs to, where it is, and what it is called in problems. */
export interface TextFile {
  readonly workspace: string;
  readonly path: string;
  readonly file: string;
}

/** The text of such a file, with `\n` line ends and in NFC. One behind a link below the workspace is not read. */
export async function readTextFile({ workspace, path, file }: TextFile): Promise<DecodedText> {
  try {
    return decodeText(readBelow(workspace, path), file);
  } catch (error) {
    return { value: undefined, problems: [problem('file-unreadable', { file, reason: reasonOf(error) }, { file })] };
  }
}
