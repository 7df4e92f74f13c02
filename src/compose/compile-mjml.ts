import { type Problem, problem } from '../problem/problem.ts';

/**
 * MJML → HTML. mjml takes long to load and is only loaded here. While it loads it would read, and run what is named in, a
 * `.mjmlconfig` of the process's folder; the program keeps its process in its own folder for that reason (`cli/real-world.ts`).
 */
export async function compileMjml(source: string, file: string): Promise<string | Problem[]> {
  const { default: mjml2html } = await import('mjml');
  try {
    const { html } = await mjml2html(source, { validationLevel: 'strict', fonts: {}, ignoreIncludes: true, keepComments: false });
    return tidy(html);
  } catch (error) {
    return mjmlErrors(error).map(({ line, message }) =>
      problem('theme-syntax', { reason: `MJML: ${message} (line ${line} once filled in)` }, { file }),
    );
  }
}

function mjmlErrors(error: unknown): { line: number; message: string }[] {
  if (typeof error === 'object' && error !== null && 'errors' in error && Array.isArray(error.errors)) {
    return error.errors as { line: number; message: string }[];
  }
  return [{ line: 1, message: error instanceof Error ? error.message : String(error) }];
}

/** Indentation and empty lines are a fifth of what MJML writes, and clip the message earlier at the provider. */
function tidy(html: string): string {
  const kept: string[] = [];
  const parked = html.replace(/<pre[\s>][\s\S]*?<\/pre>/g, (pre) => `\u0000${kept.push(pre) - 1}\u0000`);
  return parked
    .replace(/^[ \t]+/gm, '')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{2,}/g, '\n')
    .replace(/\u0000(\d+)\u0000/g, (_, index: string) => kept[Number(index)]!)
    .trim();
}
