/** The version that the Outlook with Word's engine calls itself: 2016 and all later ones. */
const MSO = 16;

/** What Outlook with Word's engine sees: the parts for it opened, the parts kept from it left out. */
export function asOutlookReads(html: string): string {
  return html
    .replace(/<!--\[if ([^\]]+)\]><!-->([\s\S]*?)<!--<!\[endif\]-->/g, partFor)
    .replace(/<!--\[if ([^\]]+)\]>([\s\S]*?)<!\[endif\]-->/g, partFor);
}

function partFor(_: string, condition: string, part: string): string {
  return condition.split('|').some((each) => each.split('&').every(isMet)) ? part : '';
}

function isMet(written: string): boolean {
  const condition = written.replace(/[()\s]+/g, ' ').trim();
  if (condition === 'IE') return false;
  if (condition.startsWith('!')) return !isMet(condition.slice(1));
  const [, comparison = 'eq', version] = /^(?:(gte?|lte?|eq) )?mso(?: (\d+))?$/.exec(condition) ?? never(written);
  if (version === undefined) return true;
  const difference = MSO - Number(version);
  return { eq: difference === 0, gt: difference > 0, gte: difference >= 0, lt: difference < 0, lte: difference <= 0 }[
    comparison
  ]!;
}

function never(written: string): never {
  throw new Error(`no such condition: [if ${written}]`);
}
