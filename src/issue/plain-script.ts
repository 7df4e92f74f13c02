/**
 * A raised or lowered text without its marking: `10^6`, `2^(n+1)` and `5_2` after a digit, `m²` and `H2O` after a letter. An ordinal stays as
 * it is: `1st`. `before` is the text that it follows.
 */
export function plainScript(kind: 'subscript' | 'superscript', text: string, before: string): string {
  const last = before.slice(-2);
  if (kind === 'subscript') return /\d$/.test(last) ? `_${grouped(text)}` : text;
  if (/\d$/.test(last)) return ORDINAL.test(text) ? text : `^${grouped(text)}`;
  if (/^\d+$/.test(text) && /[\p{L})\]]$/u.test(last)) return text.replace(/\d/g, (digit) => RAISED[Number(digit)]!);
  const isPower = /^[-+−]?[\p{L}\d]+$/u.test(text) && (/^[-+−]/.test(text) || text.length === 1) && VARIABLE.test(last);
  return isPower ? `^${text}` : text;
}

const RAISED = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/** English, French and Spanish. */
const ORDINAL = /^(?:st|nd|rd|th|er|re|e|ème|[ºª°]|º\.)$/i;

/** A letter that stands alone, or a bracket. */
const VARIABLE = /(?:^|[^\p{L}])\p{Ll}$|[)\]]$/u;

function grouped(text: string): string {
  return /^[-+−]?[\p{L}\p{N}.,]*$/u.test(text) ? text : `(${text})`;
}
