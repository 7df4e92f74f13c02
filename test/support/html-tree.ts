import { decodeHTML } from 'entities';

/** HTML as marked and the product write it. Entities are decoded, so their form is no difference; nor is the order of attributes. */
export type HtmlNode = string | HtmlElement;

export interface HtmlElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly HtmlNode[];
}

const PIECE = /<!--(?:-?>|[\s\S]*?-->)|<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"]*")*)\s*\/?>|([^<]+)/giy;
const VOID: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'input']);

/** Strict: what is neither text, a comment nor a tag that is closed where it should be is thrown, never skipped. Comments are left out. */
export function readHtml(html: string): HtmlNode[] {
  const root: { tag: string; attributes: Record<string, string>; children: HtmlNode[] } = {
    tag: '',
    attributes: {},
    children: [],
  };
  const open = [root];
  let end = 0;
  for (const [piece, slash, name, written, text] of html.matchAll(PIECE)) {
    end += piece.length;
    const inside = open.at(-1)!;
    if (text !== undefined) inside.children.push(decodeHTML(text));
    if (name === undefined) continue;
    const tag = name.toLowerCase();
    if (slash === '/') {
      if (open.pop()!.tag !== tag) throw new Error(`</${tag}> closes nothing in ${html}`);
      continue;
    }
    const element = { tag, attributes: readAttributes(written!), children: [] };
    inside.children.push(element);
    if (!VOID.has(tag)) open.push(element);
  }
  if (end !== html.length || open.length > 1) throw new Error(`broken HTML: ${html}`);
  return root.children;
}

function readAttributes(written: string): Record<string, string> {
  const pairs = [...written.matchAll(/([a-z-]+)="([^"]*)"/gi)].map((match) => [match[1]!.toLowerCase(), decodeHTML(match[2]!)]);
  return Object.fromEntries(pairs) as Record<string, string>;
}

/** The tree as lines to be compared: one tag or text each, indented by depth. Texts that stand side by side are one. */
export function writeTree(nodes: readonly HtmlNode[], depth = 0): string {
  return nodes.map((node) => '  '.repeat(depth) + writeNode(node, depth)).join('\n');
}

function writeNode(node: HtmlNode, depth: number): string {
  if (typeof node === 'string') return JSON.stringify(node);
  const attributes = Object.entries(node.attributes)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ` ${name}=${JSON.stringify(value)}`);
  const start = `<${node.tag}${attributes.join('')}>`;
  return node.children.length > 0 ? `${start}\n${writeTree(node.children, depth + 1)}` : start;
}

/** Every element below rebuilt from the inside out; `rebuild` gives what stands in its place. */
export function mapTree(
  nodes: readonly HtmlNode[],
  rebuild: (element: HtmlElement, depth: number) => readonly HtmlNode[],
  depth = 0,
): HtmlNode[] {
  return nodes.flatMap((node) => {
    if (typeof node === 'string') return [node];
    return rebuild({ ...node, children: mapTree(node.children, rebuild, depth + 1) }, depth);
  });
}
