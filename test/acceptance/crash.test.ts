import { expect, test } from 'vitest';
import { killUntilDone } from '../support/kill-until-done.ts';

test.each([11, 12])(
  '20 kills after a random number of acceptances (seed %i): nobody twice, nobody missing, unknown within what was in flight',
  async (seed) => {
    const report = await killUntilDone(20, 400, seed);
    expect(report.kills).toBe(20);
  },
);
