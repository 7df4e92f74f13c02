/** What a sentence names that no language translates: options, variables, keys, commands, and files of the workspace. */
export function fixedNamesIn(sentence: string): string[] {
  return [...new Set(sentence.match(NAMES) ?? [])].toSorted();
}

const NAMES =
  /--[a-z][a-z-]+|\bNEWSLETTER_[A-Z_]+|\b(?:smtp|archive|unsubscribe|organisation|dkim)(?:\.[a-z]+[A-Za-z0-9]*)+|\bnewsletter (?:check|build|archive|send|status|subscribers|dkim-key)\b|\bnewsletter\.yaml|\b(?:draft|images|corrections|subject|ledger|id):|Ctrl-C/g;
