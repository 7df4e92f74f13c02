import { expect, test } from 'vitest';
import { killUntilDone } from '../support/kill-until-done.ts';

/** How many seeds are tried; each can be tried again alone by TORTURE_SEED. */
const SEEDS = Number(process.env['TORTURE_SEEDS'] ?? 200);
const only = process.env['TORTURE_SEED'];
const seeds = only === undefined ? Array.from({ length: SEEDS }, (_, index) => index + 1) : [Number(only)];

const MODES = ['on', 'off', 'hangs up'] as const;

test.concurrent.each(seeds)(
  'killed at random moments and started again until done (seed %i): nobody twice, nobody missing, unknown within what was in flight',
  async (seed) => {
    const report = await killUntilDone(4, 120, seed, seed % 2 === 0 ? 'acceptance' : 'time', MODES[seed % MODES.length]);
    expect(report.kills).toBeGreaterThan(0);
  },
);
