import { canonicalHeader } from './canonical-header.ts';
import type { DkimKey } from './dkim-keys.ts';

const FOLD = 76;

/** A DKIM-Signature (RFC 6376 §3.5) but for what each message has of its own. */
export interface SignatureForm {
  /** The header as it is signed: canonical, with nothing behind `b=` and no CRLF (RFC 6376 §3.7). */
  readonly toSign: (bodyHash: string, at: Date) => string;
  /** The header's lines with the signature in base64, each ended by CRLF. */
  readonly signed: (bodyHash: string, at: Date, signature: string) => string;
}

/** Writes all that is the same in every message, folded: the key, and the names of the fields that are signed. */
export function signatureForm(domain: string, { algorithm, selector }: DkimKey, names: readonly string[]): SignatureForm {
  const tags = ['v=1;', `a=${algorithm};`, 'c=relaxed/relaxed;', `d=${domain};`, `s=${selector};`];
  const fixed = `${foldWords('DKIM-Signature:', tags, ' ')}\r\n${foldWords(' h=', withColons(names), '')}`;
  const canonical = canonicalHeader(fixed);
  return {
    toSign: (bodyHash, at) => `${canonical} ${own(bodyHash, at)} b=`,
    signed: (bodyHash, at, signature) => `${fixed}\r\n ${own(bodyHash, at)}\r\n b=${foldSignature(signature)}\r\n`,
  };
}

/** `t=` is whole seconds since 1970. */
function own(bodyHash: string, at: Date): string {
  return `t=${Math.floor(at.getTime() / 1000)}; bh=${bodyHash};`;
}

function withColons(names: readonly string[]): string[] {
  return names.map((name, index) => `${name}${index < names.length - 1 ? ':' : ';'}`);
}

function foldWords(start: string, words: readonly string[], between: string): string {
  const lines = [start];
  for (const word of words) {
    const line = `${lines.at(-1)}${between}${word}`;
    if (line.length <= FOLD) lines[lines.length - 1] = line;
    else lines.push(` ${word}`);
  }
  return lines.join('\r\n');
}

/** Its first line stands behind ` b=`. */
function foldSignature(signature: string): string {
  const first = FOLD - ' b='.length;
  return [signature.slice(0, first), ...(signature.slice(first).match(/.{1,75}/g) ?? [])].join('\r\n ');
}
