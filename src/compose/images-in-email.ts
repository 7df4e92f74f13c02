import type { LoadedImage } from '../files/load-image.ts';
import type { Block, Inline } from '../issue/block.ts';
import type { Issue } from '../issue/issue.ts';

/** The images that an e-mail shows: the logo, and those of the issue that do not stand on the web page only. */
export function imagesInEmail(
  { introduction, sections }: Issue,
  images: readonly LoadedImage[],
  logo: LoadedImage | null,
): LoadedImage[] {
  const shown = new Set([...introduction, ...sections.flatMap(({ blocks }) => blocks)].flatMap(targetsIn));
  return [...(logo ? [logo] : []), ...images.filter(({ target }) => shown.has(target))];
}

function targetsIn(block: Block): string[] {
  switch (block.kind) {
    case 'figure':
      return [block.target];
    case 'paragraph':
    case 'heading':
      return inlineTargets(block.content);
    case 'list':
      return block.items.flat().flatMap(targetsIn);
    case 'quotation':
      return [...block.blocks.flatMap(targetsIn), ...inlineTargets(block.attribution)];
    case 'note':
    case 'signoff':
      return block.blocks.flatMap(targetsIn);
    case 'footnotes':
      return block.notes.flatMap(({ content }) => inlineTargets(content));
    case 'links':
      return inlineTargets(block.links);
    case 'table':
      return [block.header, ...block.rows].flat().flatMap(({ content }) => inlineTargets(content));
    default:
      return [];
  }
}

function inlineTargets(content: readonly Inline[]): string[] {
  return content.flatMap((inline) => {
    if (inline.kind === 'image') return [inline.target];
    return 'content' in inline ? inlineTargets(inline.content) : [];
  });
}
