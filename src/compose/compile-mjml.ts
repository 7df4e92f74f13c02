/** What MJML refused, at a line of its source from 1. */
export interface MjmlError {
  readonly line: number;
  readonly message: string;
}

/**
 * MJML → HTML. mjml takes long to load and is only loaded here. While it loads it would read, and run what is named in, a
 * `.mjmlconfig` of the process's folder; the program keeps its process in its own folder for that reason (`cli/real-world.ts`).
 */
export async function compileMjml(source: string): Promise<string | MjmlError[]> {
  const { default: mjml2html } = await import('mjml');
  try {
    const { html } = await mjml2html(source, { validationLevel: 'strict', fonts: {}, ignoreIncludes: true, keepComments: false });
    return tidy(html);
  } catch (error) {
    return mjmlErrors(error);
  }
}

function mjmlErrors(error: unknown): MjmlError[] {
  if (typeof error === 'object' && error !== null && 'errors' in error && Array.isArray(error.errors)) {
    return error.errors as MjmlError[];
  }
  return [{ line: 1, message: error instanceof Error ? error.message : String(error) }];
}

/** Indentation and empty lines are a fifth of what MJML writes, and clip the message earlier at the provider. */
function tidy(html: string): string {
  const kept: string[] = [];
  const parked = html.replace(/<pre[\s>][\s\S]*?<\/pre>/g, (pre) => `\u0000${kept.push(pre) - 1}\u0000`);
  return parked
    .replace(/[ \t]*\n[ \t\n]*/g, '\n')
    .replace(/\u0000(\d+)\u0000/g, (_, index: string) => kept[Number(index)]!)
    .trim();
}
