import { type Parsed, type Place, type Problem, problem } from '../problem/problem.ts';
import { nearestName } from '../source/nearest-name.ts';
import { type YamlSource, parseYaml } from '../source/parse-yaml.ts';
import { contrastOf } from './contrast.ts';
import { COLOURS, FONTS, PAIRS, SIZES, type Tokens } from './tokens.ts';

/** What `theme.yaml` says; `logo` is the name of a file beside it. */
export interface WrittenTheme {
  readonly tokens: Tokens;
  readonly logo: string | null;
}

const GROUPS = {
  light: { names: COLOURS, expected: 'colour', pattern: /^#[0-9a-f]{6}$/i },
  dark: { names: COLOURS, expected: 'colour', pattern: /^#[0-9a-f]{6}$/i },
  fonts: { names: FONTS, expected: 'fonts', pattern: /^[^;{}<>"\\]+$/ },
  sizes: { names: SIZES, expected: 'length', pattern: /^\d{1,4}px$/ },
} as const;
type Group = keyof typeof GROUPS;

/** Understands `theme.yaml`: every token has to be there and to be what it should, and colours must be readable on each other. */
export function parseTokens(text: string, file: string): Parsed<WrittenTheme | undefined> {
  const source = parseYaml(text);
  if (source.errors.length > 0) {
    const problems = source.errors.map(({ reason, line, column }) => problem('theme-syntax', { reason }, { file, line, column }));
    return { value: undefined, problems };
  }
  const written = new WrittenTokens(source, file);
  const tokens = {
    light: written.group('light'),
    dark: written.group('dark'),
    fonts: written.group('fonts'),
    sizes: written.group('sizes'),
  } as Tokens;
  const logo = written.logo();
  const problems = [...written.problems, ...(written.problems.length === 0 ? checkContrast(tokens, source, file) : [])];
  return { value: problems.length > 0 ? undefined : { tokens, logo }, problems };
}

class WrittenTokens {
  readonly problems: Problem[] = [];
  readonly #source: YamlSource;
  readonly #file: string;

  constructor(source: YamlSource, file: string) {
    this.#source = source;
    this.#file = file;
    const known = [...Object.keys(GROUPS), 'logo'];
    for (const { key } of source.entries) {
      if (!known.includes(key)) this.#report('theme-token-unknown', { token: key, nearest: nearestName(key, known) }, [key]);
    }
  }

  group(group: Group): Record<string, string> {
    const { names, expected, pattern } = GROUPS[group];
    const written = this.#source.entries.find(({ key }) => key === group)?.value;
    const values: Record<string, unknown> = typeof written === 'object' && written !== null ? { ...written } : {};
    for (const name of Object.keys(values)) {
      if (names.some((known) => known === name)) continue;
      const nearest = nearestName(name, names);
      this.#report('theme-token-unknown', { token: `${group}.${name}`, nearest: nearest && `${group}.${nearest}` }, [
        group,
        name,
      ]);
    }
    return Object.fromEntries(
      names.map((name) => {
        const token = `${group}.${name}`;
        const value = textOf(values[name]);
        if (value === undefined) this.#report('theme-token-missing', { token }, [group]);
        else if (!pattern.test(value)) this.#report('theme-token-value', { token, value, expected }, [group, name]);
        return [name, value ?? ''];
      }),
    );
  }

  logo(): string | null {
    const written = this.#source.entries.find(({ key }) => key === 'logo')?.value ?? null;
    return typeof written === 'string' ? written : null;
  }

  #report<Code extends 'theme-token-unknown' | 'theme-token-missing' | 'theme-token-value'>(
    code: Code,
    details: Parameters<typeof problem<Code>>[1],
    path: readonly string[],
  ): void {
    this.problems.push(problem(code, details, placeOf(this.#source, this.#file, path)));
  }
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function placeOf(source: YamlSource, file: string, path: readonly string[]): Place {
  return { file, line: source.lineOf(path) };
}

function checkContrast(tokens: Tokens, source: YamlSource, file: string): Problem[] {
  return (['light', 'dark'] as const).flatMap((scheme) =>
    PAIRS.flatMap(([foreground, background, needed]) => {
      const ratio = contrastOf(tokens[scheme][foreground], tokens[scheme][background]);
      if (ratio >= needed) return [];
      const details = { scheme, foreground, background, ratio: Math.floor(ratio * 10) / 10, needed };
      return [problem('theme-contrast', details, placeOf(source, file, [scheme, foreground]))];
    }),
  );
}
