import type { LinkFault } from '../../problem/problem-details.ts';

/** What is wrong with an address, and what was most likely meant. */
export interface MistypedLink {
  readonly fault: LinkFault;
  readonly suggestion: string | null;
}

/** Finds an address that was mistyped: its scheme twice, slashes missing, Markdown's own brackets in it. Undefined for every other one. */
export function findMistyped(written: string): MistypedLink | undefined {
  if (/^[([<]/.test(written)) return { fault: 'brackets', suggestion: addressIn(written) };
  const twice = /^(?:https?:\/*)+(https?:\/*|https?\/\/)(?=[^/])/i.exec(written);
  if (twice) return { fault: 'scheme-twice', suggestion: inHttps(written.slice(twice[0].length), twice[1]!) };
  const slashes = /^https?:(?!\/\/[^/])\/*(?=[^/])/i.exec(written) ?? /^https?[;.,]?\/\/(?=[^/])/i.exec(written);
  if (slashes) return { fault: 'slashes', suggestion: inHttps(written.slice(slashes[0].length), slashes[0]) };
  if (/^(?:mailto|tel):\/+/i.test(written)) return { fault: 'slashes', suggestion: written.replace(/:\/+/, ':') };
  if (/^mailto:[^?;]+@[^?;]+;/i.test(written)) return { fault: 'separator', suggestion: written.replace(/\s*;\s*/g, ',') };
  return undefined;
}

/** What a target without any scheme was most likely meant as: an e-mail address, or one of the web; null when it looks like neither. */
export function wholeAddress(written: string): string | null {
  if (/^[^\s@:/?#]+@[^\s@/?#]+\.[^\s@/?#]+$/.test(written)) return `mailto:${written}`;
  if (/^\/\/[^/\s]+\./.test(written)) return `https:${written}`;
  return /^(?:www\.|[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.(?:fi|se|com|org|net|eu|info|ax|no|dk|ee)(?=[/?#:]|$))\S*$/iu.test(written)
    ? `https://${written}`
    : null;
}

function addressIn(written: string): string | null {
  return /https?:\/\/[^\s()[\]<>"]+/i.exec(written)?.[0] ?? null;
}

function inHttps(rest: string, scheme: string): string {
  return `${/^https/i.test(scheme) ? 'https' : 'http'}://${rest}`;
}
