import type { HeaderField } from './canonical-header.ts';

/** What a signature covers: what the message is and whom it is from, and for RFC 8058 §4 how one leaves the list. */
const SIGNED: ReadonlySet<string> = new Set([
  ...names('from to subject date message-id mime-version content-type reply-to'),
  ...names('list-id list-unsubscribe list-unsubscribe-post list-archive'),
]);

/**
 * What readers see and programs act on. It is named once more than it occurs, so that nobody can add one (RFC 6376 §8.15). A mailing
 * list may put its own List-Id and List-Archive beside ours; they mislead nobody, and the signature holds.
 */
const OVERSIGNED = names('from to cc subject date reply-to content-type list-unsubscribe list-unsubscribe-post');

/** The names for `h=` (RFC 6376 §5.4): those of the fields to sign as they stand in the message, then those that must not be added. */
export function signedNames(fields: readonly HeaderField[]): string[] {
  return [...fields.map(({ name }) => name).filter((name) => SIGNED.has(name)), ...OVERSIGNED];
}

/** The fields that names in `h=` mean: of several with one name the last first; a name with none left means nothing (RFC 6376 §5.4.2). */
export function signedFields(fields: readonly HeaderField[], names: readonly string[]): string {
  const left = new Map<string, string[]>();
  for (const { name, canonical } of fields) left.set(name, [...(left.get(name) ?? []), canonical]);
  return names.map((name) => left.get(name)?.pop() ?? '').join('');
}

function names(list: string): string[] {
  return list.split(' ');
}
