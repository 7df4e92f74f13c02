/** A file that a page loads, by what the page calls it. */
export type FileOf = (address: string) => { readonly content: string | Uint8Array; readonly type: string } | undefined;

/** A page that loads nothing any more: style sheets stand in it, and images are part of it. What cannot be found is left as it is. */
export function inlineFiles(html: string, fileOf: FileOf): string {
  return html
    .replace(/<link\b[^>]*\brel="stylesheet"[^>]*>/gi, (link) => {
      const file = fileOf(attributeOf(link, 'href'));
      return file ? `<style>${String(file.content).replaceAll('</', '<\\/')}</style>` : link;
    })
    .replace(/<link\b[^>]*\brel="(?:icon|canonical|alternate)"[^>]*>\n?/gi, '')
    .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>\n?/gi, '')
    .replace(/\s(src|srcset)="([^"]*)"/gi, (whole, name: string, written: string) => {
      if (name.toLowerCase() === 'srcset') return '';
      const file = fileOf(decode(written));
      return file ? ` src="data:${file.type};base64,${Buffer.from(file.content).toString('base64')}"` : whole;
    });
}

function attributeOf(tag: string, name: string): string {
  return decode(new RegExp(`\\s${name}="([^"]*)"`, 'i').exec(tag)?.[1] ?? '');
}

function decode(written: string): string {
  return written.replaceAll('&amp;', '&');
}
