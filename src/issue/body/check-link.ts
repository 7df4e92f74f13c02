import { parseEmailAddress } from '../../address/email-address.ts';
import { isLinkedFile } from '../../files/load-linked-file.ts';
import { parsePageLink } from '../page-link.ts';
import type { Reading } from './reading.ts';

/** A link of more characters than this is cut by some mail programs. */
export const LINK_LIMIT = 200;

const PLACEHOLDERS =
  /^(?:#?|#!|https?:(?:\/\/)?(?:\.{3}|…)?|javascript:(?:void\(0\))?;?|\.{3}|…|-+|x{2,}|tba|tbd|todo|url|link|linkki|osoite|länk)$/i;
const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
const ALLOWED: ReadonlySet<string> = new Set(['http', 'https', 'mailto', 'tel']);

/** What browsers leave out of an address or of its scheme, and what no document may hold: `java\tscript:` is `javascript:`. */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/g;

/** ASCII that no address has as it is (RFC 3986 §2), and that ends one in text. */
const UNSAFE = /[ "<>\\^`{|}[\]]/g;

/** Reports a link target that must not leave the house; gives back the target to use, which never runs anything. */
export function checkLink(decoded: string, text: string, reading: Reading): string {
  const { holes } = reading;
  const target = decoded.replace(UNSEEN, '').trimStart();
  const written = holes.restore(target);
  const hole = holes.wholeTarget(target);
  const page = written === target ? parsePageLink(target) : undefined;
  if (PLACEHOLDERS.test(target.trim())) {
    reading.report('link-placeholder', { target: written, text: holes.restore(text) });
    if (/^javascript:/i.test(target)) return '#';
  } else if (target.startsWith('#')) {
    reading.anchors.push({ target, place: reading.place() });
  } else if (hole) {
    reading.linkHoles.push(hole);
  } else if (page) {
    reading.pages.push({ ...page, place: reading.place() });
  } else if (isLinkedFile(target) && written === target) {
    reading.files.push({ target, place: reading.place() });
  } else {
    if (!checkScheme(target, written, reading)) return '#';
  }
  if (written.length > LINK_LIMIT)
    reading.report('link-too-long', { target: written, length: written.length, limit: LINK_LIMIT });
  return holes.asTarget(target.replace(UNSAFE, encodeURIComponent));
}

function checkScheme(target: string, written: string, reading: Reading): boolean {
  const scheme = SCHEME.exec(target.trim())?.[1]?.toLowerCase();
  if (scheme === undefined) reading.report('link-relative', { target: written });
  else if (!ALLOWED.has(scheme)) reading.report('link-forbidden', { target: written, scheme });
  else if (!leadsSomewhere(scheme, written.trim())) reading.report('link-placeholder', { target: written, text: '' });
  return scheme === undefined || ALLOWED.has(scheme);
}

/** A web address has a host with a dot in it, mailto: an address, tel: some digits; a hole may stand for any part of them. */
function leadsSomewhere(scheme: string, written: string): boolean {
  const filled = written.replace(/\{\{[^}]*\}\}/g, 'x');
  if (scheme === 'tel') return /\d{3}/.test(filled.replace(/[\s()-]/g, '')) || filled !== written;
  if (scheme === 'mailto')
    return filled !== written || typeof parseEmailAddress(/^mailto:([^?]*)/i.exec(filled)?.[1] ?? '') === 'object';
  return (
    /^https?:\/\/[^\s/]+/i.test(filled) && URL.canParse(filled) && (filled !== written || new URL(filled).hostname.includes('.'))
  );
}
