/** What is true, and what is not, of every window. */
const ALWAYS = '(min-width: 0px)';
const NEVER = '(min-width: 99999px)';

/** HTML or CSS as it looks in light or in dark, whatever this computer is set to; it has to follow `prefers-color-scheme` as Apple Mail does. */
export function withScheme(text: string, scheme: 'light' | 'dark'): string {
  return text
    .replace(/\(\s*prefers-color-scheme\s*:\s*dark\s*\)/gi, scheme === 'dark' ? ALWAYS : NEVER)
    .replace(/\(\s*prefers-color-scheme\s*:\s*light\s*\)/gi, scheme === 'light' ? ALWAYS : NEVER)
    .replace(/(<meta name="(?:supported-)?color-schemes?" content=")[^"]*/gi, `$1${scheme}`)
    .replace(/(\bcolor-scheme\s*:\s*)light dark\b/gi, `$1${scheme}`);
}
