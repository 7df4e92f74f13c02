import { escapeHtml } from '../markup/escape-html.ts';

/** The same context with every text escaped for HTML, but for the fields named `html`, which are HTML already. */
export function escapeContext<T>(context: T): T {
  return escapeValue(context, '') as T;
}

function escapeValue(value: unknown, name: string): unknown {
  if (typeof value === 'string') return name === 'html' ? value : escapeHtml(value);
  if (Array.isArray(value)) return value.map((item) => escapeValue(item, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, escapeValue(inner, key)]));
}
