import { parseEmailAddress } from '../../address/email-address.ts';
import { isLinkedFile } from '../../files/load-linked-file.ts';
import type { Place } from '../../problem/problem.ts';
import { asciiSlug } from '../../source/ascii-slug.ts';
import { nearestName } from '../../source/nearest-name.ts';
import { parsePageLink } from '../page-link.ts';
import { findMistyped, wholeAddress } from './mistyped-link.ts';
import { otherPlace } from './other-place.ts';
import type { Reading } from './reading.ts';

/** Characters of the longest link: Outlook and older browsers cut what is near 2,048, and a Teams invitation has over 240. */
export const LINK_LIMIT = 2_000;

const PLACEHOLDERS =
  /^(?:#?|#!|https?:(?:\/\/)?(?:\.{3}|…)?|javascript:(?:void\(0\))?;?|\.{3}|…|-+|x{2,}|tba|tbd|todo|url|link|linkki|osoite|länk)$/i;
const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
const ALLOWED: ReadonlySet<string> = new Set(['http', 'https', 'mailto', 'tel']);

/** What browsers leave out of an address or of its scheme, and what no document may hold: `java\tscript:` is `javascript:`. */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/g;

/** ASCII that no address has as it is (RFC 3986 §2), and that ends one in text. */
const UNSAFE = /[ "<>\\^`{|}[\]]/g;

/**
 * Reports a link target that must not leave the house; gives back the target to use, which never runs anything. `text`: the words of the
 * link; `place`: where it stands, if not here.
 */
export function checkLink(decoded: string, text: string, reading: Reading, place: Place = reading.place()): string {
  const { holes } = reading;
  const target = decoded.replace(UNSEEN, '').trimStart();
  const written = holes.restore(target);
  const hole = holes.wholeTarget(target);
  const page = written === target ? parsePageLink(target) : undefined;
  if (PLACEHOLDERS.test(target.trim())) {
    reading.report('link-placeholder', { target: written, text: holes.restore(text) }, place);
    if (/^javascript:/i.test(target)) return '#';
  } else if (target.startsWith('#')) {
    const anchor = anchorIn(target);
    reading.anchors.push({ target: anchor, written: target, place });
    return anchor;
  } else if (hole) {
    reading.linkHoles.push(hole);
  } else if (page) {
    reading.pages.push({ ...page, place });
  } else if (isLinkedFile(target) && written === target) {
    reading.files.push({ target, place });
  } else {
    if (!checkAddress(target, written, holes.restore(text), reading, place)) return '#';
  }
  if (written.length > LINK_LIMIT)
    reading.report('link-too-long', { target: written, length: written.length, limit: LINK_LIMIT }, place);
  return holes.asTarget(target.replace(UNSAFE, encodeURIComponent));
}

/** Anchors are words in ASCII; who writes `#Järjestöt` means the same heading. */
function anchorIn(target: string): string {
  const slug = asciiSlug(decode(target.slice(1)));
  return slug === '' ? target : `#${slug}`;
}

function decode(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

/** Whether the address may be used, reported or not. */
function checkAddress(target: string, written: string, text: string, reading: Reading, place: Place): boolean {
  const mistyped = findMistyped(written.trim());
  if (mistyped) {
    reading.report('link-mistyped', { target: written, text, ...mistyped }, place);
    return false;
  }
  const scheme = SCHEME.exec(target.trim())?.[1]?.toLowerCase();
  if (scheme === undefined) {
    reading.report('link-relative', { target: written, suggestion: wholeAddress(written.trim()) }, place);
    return true;
  }
  if (!ALLOWED.has(scheme)) {
    const nearest = nearestName(scheme, ALLOWED);
    const suggestion = nearest === null ? null : written.trim().replace(SCHEME, `${nearest}:`);
    reading.report('link-forbidden', { target: written, scheme, suggestion }, place);
    return false;
  }
  if (!leadsSomewhere(scheme, written.trim())) reading.report('link-placeholder', { target: written, text }, place);
  else if (!written.includes('{{')) {
    const other = otherPlace(text, written.trim());
    if (other) reading.report('link-other-place', { ...other, target: written }, place);
  }
  return true;
}

/** A web address has a host with a dot in it, mailto: addresses, tel: some digits; a hole may stand for any part of them. */
function leadsSomewhere(scheme: string, written: string): boolean {
  const filled = written.replace(/\{\{[^}]*\}\}/g, 'x');
  if (scheme === 'tel') return /\d{3}/.test(decode(filled).replace(/[\s()-]/g, '')) || filled !== written;
  if (scheme === 'mailto') return filled !== written || isMailto(filled);
  return (
    /^https?:\/\/[^\s/]+/i.test(filled) && URL.canParse(filled) && (filled !== written || new URL(filled).hostname.includes('.'))
  );
}

/** One address or several with commas between them; none where readers are to choose whom they pass it on to (RFC 6068 §2). */
function isMailto(written: string): boolean {
  const [, addresses = '', query = ''] = /^mailto:([^?]*)(.*)$/is.exec(written) ?? [];
  if (addresses === '') return /^\?.*[^=&]=./.test(query);
  return addresses.split(',').every((address) => typeof parseEmailAddress(decode(address).trim()) === 'object');
}
