import Handlebars from 'handlebars';
import { type Place, type Problem, problem } from '../problem/problem.ts';

/** One Handlebars template of a theme, with the partials it may use. */
export interface TemplateSource {
  /** As named in problems, like the theme's folder. */
  readonly file: string;
  readonly folder: string;
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
  for (const [name, text] of source.partials) {
    const file = `${source.folder}/partials/${name}.hbs`;
    environment.registerPartial(name, located(environment.compile(text, OPTIONS), file));
  }
  try {
    return located(environment.compile(source.text, OPTIONS), source.file)(context);
  } catch (error) {
    const { reason, place } = error instanceof ThemeError ? error : { reason: String(error), place: { file: source.file } };
    return problem('theme-syntax', { reason }, place);
  }
}

const OPTIONS = { strict: true, knownHelpersOnly: true, noEscape: true, preventIndent: true };

/** An error in a template, with the file that it is in. */
class ThemeError extends Error {
  readonly reason: string;
  readonly place: Place;

  constructor(reason: string, place: Place) {
    super(reason);
    this.reason = reason;
    this.place = place;
  }
}

/** The same template, whose errors know the file that they come from: Handlebars only tells the line. */
function located(template: HandlebarsTemplateDelegate, file: string): HandlebarsTemplateDelegate {
  return (context, options) => {
    try {
      return template(context, options);
    } catch (error) {
      if (error instanceof ThemeError) throw error;
      const message = error instanceof Error ? error.message : String(error);
      const line = /line (\d+)/.exec(message)?.[1] ?? / - (\d+):\d+/.exec(message)?.[1];
      throw new ThemeError(message.split('\n')[0]!, { file, ...(line && { line: Number(line) }) });
    }
  };
}
