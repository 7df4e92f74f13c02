import { domainToUnicode } from 'node:url';

/** What a link shows, and where it leads instead. */
export interface OtherPlace {
  readonly says: string;
  readonly leads: string;
}

/**
 * Where words of a link name another place than it leads to, or its address hides where that is: an address in the words with another host
 * than the target's, one beside a user's name (`https://bank.fi@evil.example`, RFC 3986 §3.2.1), a host of letters of several scripts that look
 * alike (UTS 39 §5.1), a mail to another address. Undefined for everything else. A part of the same site is the same place.
 */
export function otherPlace(words: string, target: string): OtherPlace | undefined {
  const mail = /^mailto:([^?]*)/i.exec(target)?.[1];
  if (mail !== undefined) return otherMailbox(words, mail);
  const url = /^https?:/i.test(target) && URL.canParse(target) ? new URL(target) : undefined;
  if (!url) return undefined;
  const host = domainToUnicode(url.hostname) || url.hostname;
  if (url.username !== '' || url.password !== '') return { says: decode(url.username), leads: host };
  if (hasMixedScripts(host)) return { says: host, leads: url.hostname };
  const said = hostIn(words);
  return said === undefined || isSameSite(said, host) ? undefined : { says: said, leads: host };
}

/** The words are an address as a whole, but for its path, or begin with `https://`. */
function hostIn(words: string): string | undefined {
  const found =
    /^(?:(https?:\/\/)|(?=[^/]*\.[a-z]{2,}))(?:[^/@\s]*@)?([\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+)\.?(?::\d+)?(?:[/?#]\S*)?$/iu.exec(
      words.trim(),
    );
  if (!found || (found[1] === undefined && FILE.test(found[2]!))) return undefined;
  return found[2]!.toLowerCase();
}

/** Names of files and of programs look like hosts. */
const FILE = /\.(?:pdf|docx?|xlsx?|pptx?|csv|txt|md|zip|png|jpe?g|gif|ics|js|ts|net|io|py|mp[34])$/i;

/** One host is the other, or a part of it. */
function isSameSite(one: string, other: string): boolean {
  const [a, b] = [one, other].map((host) => (domainToUnicode(host) || host).replace(/^www\./, '')) as [string, string];
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);
}

/** Latin beside Cyrillic or Greek, whose letters look alike, within one part of a host. */
function hasMixedScripts(host: string): boolean {
  return host
    .split('.')
    .some((label) => /\p{Script=Latin}/u.test(label) && /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/u.test(label));
}

function otherMailbox(words: string, mail: string): OtherPlace | undefined {
  const said = /^[^\s@]+@[^\s@]+\.[\p{L}]{2,}$/u.exec(words.trim())?.[0].toLowerCase();
  const leads = decode(mail).toLowerCase();
  return said === undefined || leads === '' || leads.split(',').some((each) => each.trim() === said)
    ? undefined
    : { says: said, leads };
}

function decode(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
