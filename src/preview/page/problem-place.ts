import type { Place } from '../../problem/problem.ts';
import type { PreviewWords } from '../../words/preview-words.ts';

/** Where a problem is, in words. */
export function formatPlace({ file, line }: Place, { inFile, inLine }: PreviewWords): string {
  return line === undefined ? inFile(file) : inLine(file, line);
}
