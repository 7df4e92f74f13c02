import { parseYaml } from '../../source/parse-yaml.ts';

/** What front matter that cannot be read as a whole still says about its publication. */
export interface SaidPublication {
  readonly draft: boolean;
  /** The lists that it names; empty when that cannot be read. */
  readonly lists: readonly string[];
}

/**
 * Reads `draft` and `lists` by themselves out of front matter that has an error in another line, or no end. A key that is written twice counts both
 * times. It serves to take down what must not be public, never to publish.
 */
export function saidInBrokenHeader(text: string): SaidPublication {
  const keys = keysOf(linesOf(text));
  const valuesOf = (name: string): unknown[] => keys.filter(([key]) => key === name).map(([, value]) => value);
  const lists = valuesOf('lists').flatMap((value) => (Array.isArray(value) ? value.map(String) : []));
  return { draft: valuesOf('draft').some((value) => /^(?:true|yes|on)$/i.test(String(value))), lists };
}

/** The lines behind the first `---`, up to the next one, or up to an empty line where there is none. */
function linesOf(text: string): string[] {
  const opening = /^\s*---[^\n]*\n/.exec(text);
  if (!opening) return [];
  const rest = text.slice(opening[0].length);
  const end = /^---[ \t]*$/m.exec(rest) ?? /^[ \t]*$/m.exec(rest);
  return rest.slice(0, end?.index ?? rest.length).split('\n');
}

/** Each key at the beginning of a line with its value, as far as it can be read with the lines that belong to it. */
function keysOf(lines: readonly string[]): [key: string, value: unknown][] {
  const starts = lines.flatMap((line, index) => (/^[\w-]+[ \t]*:/.test(line) ? [index] : []));
  return starts.flatMap((start, index): [string, unknown][] => {
    const { value, errors } = parseYaml(lines.slice(start, starts[index + 1] ?? lines.length).join('\n'));
    return errors.length > 0 || typeof value !== 'object' || value === null ? [] : Object.entries(value);
  });
}
