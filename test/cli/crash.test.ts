import { expect, test } from 'vitest';
import { killUntilDone } from '../support/kill-until-done.ts';

test('after kill -9 in mid-send, send again until done: nobody twice, nobody missing, the unknown at most what was in flight', async () => {
  const report = await killUntilDone(4, 60, 1);
  expect(report.kills).toBe(4);
});
