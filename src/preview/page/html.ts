import { escapeHtml } from '../../markup/escape-html.ts';

/** HTML that was made here: everything else is escaped before it becomes part of one. */
export interface Html {
  readonly html: string;
}

type Content = string | number | Html | null | false | readonly Content[];

/** Makes HTML of a template; values in it are text, unless they are HTML themselves. Null and false are nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  return { html: strings.reduce((made, string, index) => made + render(values[index - 1]!) + string) };
}

function render(value: Content): string {
  if (value === null || value === false) return '';
  if (typeof value === 'object') return 'html' in value ? value.html : value.map(render).join('');
  return escapeHtml(String(value));
}
