/** A request before anything is done with it: its target as written, and its headers with every value that each was given. */
export interface RequestHead {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
}

/** The HTTP status of a request that is refused. */
export type Refusal = 400 | 403 | 404 | 405 | 421;

/**
 * Refuses whatever did not come from the preview's own pages or from the address line, before anything is looked up for it. `hosts` are the
 * names that this server goes by, with its port. A page elsewhere that gets a browser to ask here, under whatever name, is told apart by Host
 * (RFC 9110 §7.2: a name that is not ours is misdirected), Origin, and Fetch Metadata.
 */
export function guard({ method, target, headers }: RequestHead, hosts: ReadonlySet<string>): Refusal | null {
  const [host, ...otherHosts] = headers['host'] ?? [];
  if (host === undefined || otherHosts.length > 0) return 400;
  if (!hosts.has(host.toLowerCase())) return 421;
  if (!['GET', 'HEAD', 'POST'].includes(method)) return 405;
  if (!isPlainTarget(target)) return 404;
  const origins = headers['origin'] ?? [];
  if (origins.length > 1 || origins.some((origin) => origin !== `http://${host}`)) return 403;
  if (method === 'POST' && origins.length === 0) return 403;
  return isOwnRequest(headers, method, target) ? null : 403;
}

/** Whether a path is written in the one way in which ours are: nothing in it is hidden by an encoding, no part is empty or begins with a dot. */
function isPlainTarget(target: string): boolean {
  const [path = ''] = target.split('?', 1);
  if (!path.startsWith('/') || /%(?:2[ef5]|5c|[01][0-9a-f]|7f)/i.test(path) || target.includes('#')) return false;
  try {
    return /^(?:\/(?:[\p{L}\p{N}_~-][\p{L}\p{N}\p{M}._~-]*)?)+$/u.test(decodeURIComponent(path)) && !path.includes('//');
  } catch {
    return false;
  }
}

/** A link elsewhere may lead to a page; nothing else may be asked for from elsewhere (W3C Fetch Metadata). */
function isOwnRequest(headers: RequestHead['headers'], method: string, target: string): boolean {
  const site = headers['sec-fetch-site']?.[0];
  if (site === undefined || site === 'same-origin' || site === 'none') return true;
  const isVisit = headers['sec-fetch-mode']?.[0] === 'navigate' && headers['sec-fetch-dest']?.[0] === 'document';
  return method === 'GET' && isVisit && /^\/(?:issues\/[^/]*)?(?:\?|$)/.test(target);
}
