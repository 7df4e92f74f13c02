import type { When } from '../../issue/dates/when.ts';

/** Words about a time with their meaning for programs (HTML, "The time element"): a day, or an instant in UTC. A range is marked by its beginning. */
export function markTime(words: string, time: When | null): string {
  if (time === null) return words;
  const value = time.kind === 'days' ? time.first : new Date(time.start.instant).toISOString().replace(':00.000Z', 'Z');
  return `<time datetime="${value}">${words}</time>`;
}
