/**
 * Where a link leads, as a letter shows it: a web address as it is, so that it can be clicked, the addresses of `mailto:` (RFC 6068) and the
 * number of `tel:` (RFC 3966) alone. A `mailto:` with more readers than those of its path stays whole.
 */
export function shownTarget(target: string): string {
  const [, scheme = '', rest = ''] = /^(mailto|tel):(.*)$/is.exec(target) ?? [];
  if (scheme === '') return target;
  if (scheme.toLowerCase() === 'tel')
    return decode(rest, /^[\d\s+().*#/-]+$/)
      .replace(/\s+/g, ' ')
      .trim();
  const [addresses = '', query = ''] = rest.split(/\?(.*)/s);
  const isAll = addresses !== '' && !/(?:^|&)(?:to|cc|bcc)=/i.test(query);
  if (!isAll) return target;
  return addresses
    .split(/,|%2C/i)
    .map((address) => decode(address, /^[\p{L}\p{N}@.+_'-]+$/u).trim())
    .filter((address) => address !== '')
    .join(', ');
}

/** Whether the words of a link are its address: with or without its scheme and `www.`, in capitals or not, with or without a last slash. */
export function saysTarget(words: string, target: string): boolean {
  return words !== '' && [target, shownTarget(target)].some((shown) => bareAddress(words) === bareAddress(shown));
}

/** Letters and marks that are written by their octets, where those are allowed; never the end of a line. */
function decode(text: string, allowed: RegExp): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (octets) => {
    try {
      const decoded = decodeURIComponent(octets);
      return allowed.test(decoded) && !/[\p{Cc}\u2028\u2029]/u.test(decoded) ? decoded : octets;
    } catch {
      return octets;
    }
  });
}

function bareAddress(written: string): string {
  const bare = written.trim().replace(/^(?:https?:\/\/|mailto:|tel:)?(?:www\.)?/i, '');
  const [host = '', rest = ''] = bare.split(/(?=[/?#])(.*)/s);
  return `${host.toLowerCase()}${rest}`.replace(/\/$/, '');
}
