import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Later } from '../../src/deliver/later.ts';

/** What happens to those who wait: one is put in for a pause, or time goes on and all whose pause is over are taken. */
const event = fc.oneof(
  fc.constantFrom(30_000, 120_000, 600_000).map((pause) => ({ pause, passing: 0 })),
  fc.integer({ min: 1, max: 400_000 }).map((passing) => ({ pause: 0, passing })),
);

test('each item comes back once, not before its pause is over, and in order among those of one pause', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 200 }), (events) => {
      const later = new Later<number>();
      const waiting = new Map<number, { pause: number; dueAt: number }>();
      let now = 0;
      const takeAll = (): void => {
        for (let item = later.take(now); item !== undefined; item = later.take(now)) {
          const { pause, dueAt } = waiting.get(item)!;
          expect(dueAt).toBeLessThanOrEqual(now);
          const sameRow = [...waiting].filter(([, other]) => other.pause === pause).map(([number]) => number);
          expect(item).toBe(Math.min(...sameRow));
          waiting.delete(item);
        }
        for (const { dueAt } of waiting.values()) expect(dueAt).toBeGreaterThan(now);
      };
      for (const [number, { pause, passing }] of events.entries()) {
        if (pause > 0) {
          later.put(number, pause, now);
          waiting.set(number, { pause, dueAt: now + pause });
        }
        now += passing;
        takeAll();
        expect(later.size).toBe(waiting.size);
        expect(later.nearest).toBe(Math.min(...[...waiting.values()].map(({ dueAt }) => dueAt)));
      }
    }),
  );
});
