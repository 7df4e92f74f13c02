import { decodeHTMLAttribute } from 'entities';

/** An e-mail's HTML taken apart as all clients read it: to all but Outlook on Windows, what is for that one alone is a comment. */
export interface ReadEmail {
  readonly doctype: string;
  readonly hasComments: boolean;
  readonly hasCssComments: boolean;
  readonly elements: readonly ReadElement[];
  readonly atRules: readonly string[];
  readonly selectors: readonly string[];
  readonly declarations: readonly Declaration[];
  readonly hasNestedRules: boolean;
}

export interface ReadElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Declaration {
  readonly property: string;
  readonly value: string;
}

const TAG = /<([a-z][a-z0-9]*)((?:\s+[^\s=>"'/]+(?:="[^"]*")?)*)\s*\/?>/gi;

/** Reads HTML as our composing writes it: attributes in double quotes, `<style>` without strings that hold braces. */
export function readEmail(html: string): ReadEmail {
  const shown = html.replace(/<!--[\s\S]*?-->/g, '');
  const sheets = [...shown.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(([, css]) => css!);
  const markup = shown.replace(/(<style[^>]*>)[\s\S]*?<\/style>/g, '$1');
  const unread = /<[a-z][^>]*>?/i.exec(markup.replace(TAG, ''));
  if (unread) throw new Error(`not written as our e-mails are: ${unread[0]}`);
  const elements = [...markup.matchAll(TAG)].map(([, name, attributes]): ReadElement => ({
    name: name!.toLowerCase(),
    attributes: readAttributes(attributes!),
  }));
  const rules = sheets.flatMap((css) => readRules(css.replace(/\/\*[\s\S]*?\*\//g, '')));
  const media = elements.flatMap(({ name, attributes }) =>
    name === 'style' && attributes['media'] ? [`@media ${attributes['media']}`] : [],
  );
  return {
    doctype: /^<!doctype [^>]*>/i.exec(shown)?.[0].toLowerCase() ?? '',
    hasComments: html.includes('<!--'),
    hasCssComments: sheets.some((css) => css.includes('/*')),
    elements,
    atRules: [...media, ...rules.flatMap(({ prelude }) => (prelude.startsWith('@') ? [prelude] : []))],
    selectors: rules.flatMap(({ prelude }) => (prelude.startsWith('@') ? [] : [prelude])),
    declarations: [
      ...elements.flatMap(({ attributes }) => readDeclarations(attributes['style'] ?? '')),
      ...rules.flatMap(({ body }) => readDeclarations(body)),
    ],
    hasNestedRules: rules.some(({ isNested }) => isNested),
  };
}

function readAttributes(written: string): Record<string, string> {
  const pairs = [...written.matchAll(/([^\s=]+)(?:="([^"]*)")?/g)];
  return Object.fromEntries(pairs.map(([, name, value = '']) => [name!.toLowerCase(), decodeHTMLAttribute(value)]));
}

interface Rule {
  readonly prelude: string;
  /** What stands in its braces, but for the rules in there. */
  readonly body: string;
  /** A rule within another that is no at-rule. */
  readonly isNested: boolean;
}

function readRules(css: string, within = '@'): Rule[] {
  const rules: Rule[] = [];
  let rest = css;
  for (;;) {
    const [whole, statement, prelude] = /^\s*(?:(@[^{};]+);|([^{}]+)\{)/.exec(rest) ?? [];
    if (whole === undefined) return rules;
    rest = rest.slice(whole.length);
    if (statement !== undefined) {
      rules.push({ prelude: statement.trim(), body: '', isNested: false });
      continue;
    }
    const end = endOfBlock(rest);
    const inner = rest.slice(0, end);
    const own = prelude!.split(';').at(-1)!.trim();
    const isGroup = /^@(media|supports)/.test(own);
    rules.push({ prelude: own, body: isGroup ? '' : inner.replace(/[^;{}]*\{[^{}]*\}/g, ''), isNested: !within.startsWith('@') });
    rules.push(...readRules(inner, own));
    rest = rest.slice(end + 1);
  }
}

/** Where the brace stands that closes a block whose opening brace stands before the text. */
function endOfBlock(css: string): number {
  let depth = 1;
  for (const { 0: brace, index } of css.matchAll(/[{}]/g)) {
    depth += brace === '{' ? 1 : -1;
    if (depth === 0) return index;
  }
  return css.length;
}

function readDeclarations(css: string): Declaration[] {
  return css.split(/;(?![^(]*\))/).flatMap((written) => {
    const [, property, value] = /^\s*([\w-]+)\s*:\s*([\s\S]+?)\s*$/.exec(written) ?? [];
    return property === undefined ? [] : [{ property: property.toLowerCase(), value: value!.toLowerCase() }];
  });
}
