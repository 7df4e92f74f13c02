/**
 * E-mail addresses in words with `(at)` in the place of their sign: people and screen readers read them, and programs that gather
 * addresses from the web do not. An address of a federated service (`@name@server`) is none.
 */
export function protectAddresses(words: string): string {
  return words.includes('@') ? words.replace(ADDRESS, '$1(at)$2') : words;
}

const ADDRESS = /(?<![@\p{L}\p{N}._%+-])([\p{L}\p{N}._%+-]+)@((?:[\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]{2,})/gu;
