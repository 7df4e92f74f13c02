/** Lets the links of a page in a frame open beside the preview, and those to places in it lead there. */
export function openOutside(html: string): string {
  return html
    .replace(/<head(?:\s[^>]*)?>/i, (head) => `${head}<base target="_blank">`)
    .replace(/<a\b(?=[^>]*\shref="#)/gi, '<a target="_self"');
}
