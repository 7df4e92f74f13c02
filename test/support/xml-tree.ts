import { SaxesParser } from 'saxes';

export interface XmlElement {
  /** With its prefix: `atom:link`. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** What stands directly in it, from character data and CDATA alike. */
  readonly text: string;
}

/** Reads a document as XML 1.0 with namespaces demands it; what is not well-formed is thrown. */
export function readXml(document: string): XmlElement {
  type Open = XmlElement & { readonly children: XmlElement[]; text: string };
  const root: Open = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser({ xmlns: true });
  const addText = (text: string): void => {
    open.at(-1)!.text += text;
  };
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('opentag', ({ name, attributes }) => {
    const values = Object.entries(attributes).map(([key, { value }]) => [key, value]);
    const element: Open = { name, attributes: Object.fromEntries(values) as Record<string, string>, children: [], text: '' };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(document).close();
  return root.children[0]!;
}

/** The elements of a name directly in another. */
export function childrenOf({ children }: XmlElement, name: string): XmlElement[] {
  return children.filter((child) => child.name === name);
}

/** The only element of a name in another. */
export function childOf(element: XmlElement, name: string): XmlElement {
  const [child, ...more] = childrenOf(element, name);
  if (!child || more.length > 0) throw new Error(`${more.length + (child ? 1 : 0)} elements <${name}> in <${element.name}>`);
  return child;
}
