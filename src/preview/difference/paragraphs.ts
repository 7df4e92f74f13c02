/** The paragraphs of a text whose lines were wrapped, each as one line. */
export function paragraphsOf(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .flatMap(withRulesApart)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '');
}

/** A line of dashes or the like, between sections. */
export function isRule(paragraph: string): boolean {
  return /^[-=*_–—~\s]{10,}$/.test(paragraph);
}

function withRulesApart(block: string): string[] {
  const paragraphs: string[] = [''];
  for (const line of block.split('\n')) {
    if (isRule(line)) paragraphs.push(line, '');
    else paragraphs[paragraphs.length - 1] += `${line}\n`;
  }
  return paragraphs;
}
