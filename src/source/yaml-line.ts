/** Characters that look like a space or like nothing, and are letters to YAML. */
export const INVISIBLE = '\\u00a0\\u00ad\\u1680\\u2000-\\u200f\\u2028\\u2029\\u202f\\u205f\\u2060-\\u2064\\u3000\\ufeff';

/** A line `key: value` without its indentation: its key, and its value unless it has none. */
export const KEY = /^([^:#"'{}[\],&*!|>@`%?-][^:]*?|"[^"]*"|'[^']*')[ \t]*:(?:[ \t]+(.*))?$/;
