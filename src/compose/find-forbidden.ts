const TAGS = /^(?:script|form|iframe|frame|object|embed|link|base|input|textarea|button|select|svg|math|video|audio|applet)$/i;

/** The first thing in an e-mail's HTML that could run, or be fetched from anywhere but the message and the archive; undefined when there is none. */
export function findForbidden(html: string, archive: string | null): string | undefined {
  for (const [tag, name] of html.matchAll(/<([a-z][a-z0-9]*)\b[^>]*>/gi)) {
    if (TAGS.test(name!) || /[\s/"']on[a-z]+\s*=/i.test(tag)) return tag.slice(0, 80);
    for (const [, attribute, value] of tag.matchAll(/\s(href|src|srcset|background|action|poster|data)\s*=\s*"([^"]*)"/gi)) {
      if (!isAllowed(attribute!.toLowerCase(), plain(value!), archive)) return tag.slice(0, 80);
    }
  }
  return /@import|expression\(|url\(/i.exec(
    html.replace(/>[^<]*</g, (between, at: number) => (isStyle(html, at) ? between : '><')),
  )?.[0];
}

/** Whether what stands there is the inside of a style element, and no text. */
function isStyle(html: string, at: number): boolean {
  return /<style[^>]*$/.test(html.slice(Math.max(0, at - 200), at));
}

/** As a browser reads it: references decoded as far as they hide a scheme, and without what it leaves out. */
function plain(value: string): string {
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
