import type { Context } from '../../context.ts';

/** How often progress is told: several times a second at a terminal, now and then elsewhere; in milliseconds. */
export function progressInterval({ world, json }: Context): number {
  return json ? 1_000 : world.stderr.isTerminal ? 250 : 10_000;
}
