import { type Style, styled } from './terminal.ts';
import type { Output, World } from './world.ts';

/** Colours a text for one output; gives it back as it is when that is no terminal, or NO_COLOR is set (no-color.org). */
export type Paint = (style: Style, text: string) => string;

export function painter(output: Output, env: World['env']): Paint {
  const coloured = output.isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  return (style, text) => (coloured ? styled(style, text) : text);
}
