import type { Words } from '../words/words.ts';
import { type Paint, painter } from './paint.ts';
import type { World } from './world.ts';

/** What every command works with. */
export interface Context {
  readonly world: World;
  readonly words: Words;
  /** The workspace's folder: `-C`, or where the program was started. */
  readonly folder: string;
  readonly json: boolean;
  readonly paintOut: Paint;
  readonly paintErr: Paint;
}

export function makeContext(world: World, words: Words, folder: string, json: boolean): Context {
  return { world, words, folder, json, paintOut: painter(world.stdout, world.env), paintErr: painter(world.stderr, world.env) };
}
