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
  const templates = compiled.get(source.partials) ?? new CompiledTheme(source);
  compiled.set(source.partials, templates);
  try {
    return templates.template(source)(context);
  } catch (error) {
    const { reason, place } = error instanceof ThemeError ? error : { reason: String(error), place: { file: source.file } };
    return problem('theme-syntax', { reason }, place);
  }
}

/** By the partials of a theme, which are one object as long as the theme is the same. */
const compiled = new WeakMap<TemplateSource['partials'], CompiledTheme>();

/** An environment with a theme's partials, and the templates that were compiled in it. */
class CompiledTheme {
  readonly #environment = Handlebars.create();
  readonly #templates = new Map<string, HandlebarsTemplateDelegate>();

  constructor({ folder, partials }: TemplateSource) {
    // It would write to the terminal of whoever builds.
    this.#environment.registerHelper('log', () => '');
    for (const [name, text] of partials) {
      const file = `${folder}/partials/${name}.hbs`;
      this.#environment.registerPartial(name, located(this.#environment.compile(text, OPTIONS), file));
    }
  }

  template({ file, text }: TemplateSource): HandlebarsTemplateDelegate {
    const known = this.#templates.get(text) ?? located(this.#environment.compile(text, OPTIONS), file);
    this.#templates.set(text, known);
    return known;
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
