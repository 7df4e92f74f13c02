/** A body in which long data of pictures is cut short, and how many of them there were. */
export interface ShortenedBody {
  readonly text: string;
  readonly count: number;
}

/**
 * Cuts the data of pictures short that editors paste into a text (RFC 2397), `![](data:image/png;base64,…)` or in the definition of a
 * reference: the picture is reported, and its data must not hide the rest of the issue behind the limits for words and lines.
 */
export function shortenImageData(body: string): ShortenedBody {
  let count = 0;
  const text = body.replace(LONG_DATA, (_, before: string) => {
    count++;
    return before;
  });
  return { text, count };
}

/** What comes before the data, the first characters of it, and the rest. Shorter data is left as it is. */
const LONG_DATA =
  /((?:\]\(<?|^\[[^\]\n]{1,99}\]: *<?)data:image\/[\w.+-]{1,20}(?:;[\w=.-]{1,40}){0,3},[\w+/=%-]{40})[\w+/=%-]{500,}/gm;
