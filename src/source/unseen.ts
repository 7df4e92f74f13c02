/** Whether a text has anything that a reader can see: white space, format characters, blank letters and marks without a letter are nothing. */
export function hasSeen(text: string): boolean {
  return /[^\s\p{Cc}\p{Cf}\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);
}

/** A character that nobody sees, by its code point: U+00A0. */
export function codePointOf(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}
