import type { Reading } from './reading.ts';

/** Reports code between fences (CommonMark §4.5) whose last fence is missing: all that follows is read as code. */
export function checkFence(raw: string, reading: Reading): void {
  const fence = /^ {0,3}(`{3,}|~{3,})/.exec(raw)?.[1];
  if (fence === undefined) return;
  const last = raw.trimEnd().split('\n').slice(1).at(-1)?.trim() ?? '';
  if (!last.startsWith(fence) || last.replaceAll(fence[0]!, '') !== '') reading.report('code-unclosed', { fence });
}
