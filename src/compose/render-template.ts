import Handlebars from 'handlebars';
import { type Problem, problem } from '../problem/problem.ts';

/** One Handlebars template of a theme, with the partials it may use. */
export interface TemplateSource {
  /** As named in problems. */
  readonly file: string;
  readonly text: string;
  readonly partials: ReadonlyMap<string, string>;
}

/**
 * Renders a theme's template with an environment of its own. Strict: a field that does not exist is a problem, never empty text;
 * only the helpers that Handlebars brings are known. The context comes escaped as the
 * template's format demands, so that no kind of braces can leave a value raw.
 */
export function renderTemplate(source: TemplateSource, context: object): string | Problem {
  const environment = Handlebars.create();
  for (const [name, text] of source.partials) environment.registerPartial(name, text);
  try {
    const options = { strict: true, knownHelpersOnly: true, noEscape: true, preventIndent: true };
    return environment.compile(source.text, options)(context);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = /line (\d+)/.exec(message)?.[1] ?? / - (\d+):\d+/.exec(message)?.[1];
    const place = { file: source.file, ...(line && { line: Number(line) }) };
    return problem('theme-syntax', { reason: message.split('\n')[0]! }, place);
  }
}
