const TAG =
  /<(?:script|form|iframe|frame|object|embed|link|base|input|textarea|button|select|svg|math|video|audio|applet)\b[^>]*>/i;
const HANDLER = /<[a-z][^>]*[\s/"']on[a-z]+\s*=[^>]*>/i;
const ADDRESS = /\s(href|src|srcset|background|action|poster|data)\s*=\s*"([^"]*)"/gi;
const STYLE = /\sstyle="([^"]*)"|<style[^>]*>([\s\S]*?)<\/style>/gi;

/** The first thing in an e-mail's HTML that could run, or be fetched from anywhere but the message and the archive; undefined when there is none. */
export function findForbidden(html: string, archive: string | null): string | undefined {
  const running = TAG.exec(html) ?? HANDLER.exec(withoutValues(html));
  if (running) return running[0].slice(0, 80);
  for (const [written, attribute, value] of html.matchAll(ADDRESS)) {
    if (!isAllowed(attribute!.toLowerCase(), plain(value!), archive)) return written.trim().slice(0, 80);
  }
  const styles = [...html.matchAll(STYLE)].map(([, inline, sheet]) => inline ?? sheet);
  return /@import|expression\(|url\(/i.exec(styles.join('\n'))?.[0];
}

/** What stands in quotes may be an address or words, in which anything may look like an attribute. */
function withoutValues(html: string): string {
  return html.replace(/="[^"]*"/g, '=""');
}

/** As a browser reads it: references decoded as far as they hide a scheme, and without what it leaves out. */
function plain(value: string): string {
  if (!/[&\u0000-\u0020]/.test(value)) return value;
  return value
    .replace(/&#x([0-9a-f]+);?/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d+);?/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(?:tab|newline|colon);/gi, (name) => (name.toLowerCase() === '&colon;' ? ':' : ''))
    .replace(/[\u0000-\u0020]/g, '');
}

function isAllowed(attribute: string, value: string, archive: string | null): boolean {
  if (attribute !== 'href') return value.startsWith('cid:') || (archive !== null && value.startsWith(archive));
  return /^(?:https?:|mailto:|tel:|#)/i.test(value) || !/^[^/?#]*:/.test(value);
}
