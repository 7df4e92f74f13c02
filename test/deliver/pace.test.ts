import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Clock } from '../../src/clock/clock.ts';
import { Pace } from '../../src/deliver/pace.ts';

/** A clock that stands still until something waits for it; its wall clock jumps about. */
class TestClock implements Clock {
  time = 0;
  readonly delays: number[] = [];

  now(): Date {
    return new Date(Math.sin(this.time) * 1e12);
  }

  monotonic(): number {
    return this.time;
  }

  after(delay: number, callBack: () => void): () => void {
    this.delays.push(delay);
    this.time += delay;
    queueMicrotask(callBack);
    return () => undefined;
  }
}

const { signal } = new AbortController();

async function timesOf(pace: Pace, clock: TestClock, turns: number): Promise<number[]> {
  const times: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    await pace.turn(signal);
    times.push(clock.time);
  }
  return times;
}

describe('the pace', () => {
  test('keeps the interval that is configured, however the wall clock is set', async () => {
    const clock = new TestClock();
    expect(await timesOf(new Pace(clock, 2000), clock, 4)).toEqual([0, 2000, 4000, 6000]);
    expect(clock.delays.every((delay) => delay > 0)).toBe(true);
  });

  test('without one it waits for nothing', async () => {
    const clock = new TestClock();
    expect(await timesOf(new Pace(clock, 0), clock, 3)).toEqual([0, 0, 0]);
  });

  test('slows down when the server asks for patience, more each time, and counts what it says at once once', () => {
    const clock = new TestClock();
    const pace = new Pace(clock, 0);
    const intervals = [1, 2, 3].map(() => {
      for (let connection = 0; connection < 5; connection++) pace.slower();
      clock.time += 1500;
      return pace.interval;
    });
    expect(intervals).toEqual([200, 400, 800]);
  });

  test('is as fast again as before, little by little', () => {
    const clock = new TestClock();
    const pace = new Pace(clock, 0);
    for (let time = 0; time < 5; time++) {
      pace.slower();
      clock.time += 1500;
    }
    const before = pace.interval;
    pace.faster();
    expect(pace.interval).toBeLessThan(before);
    expect(pace.interval).toBeGreaterThan(0);
    for (let accepted = 0; accepted < 20; accepted++) pace.faster();
    expect(pace.interval).toBe(0);
  });

  test('is never faster than configured, and never slower than a message in half a minute', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.array(fc.boolean()), (configured, says) => {
        const clock = new TestClock();
        const pace = new Pace(clock, configured);
        for (const isTaken of says) {
          if (isTaken) pace.faster();
          else pace.slower();
          clock.time += 1500;
          expect(pace.interval).toBeGreaterThanOrEqual(configured);
          expect(pace.interval).toBeLessThanOrEqual(30_000);
        }
      }),
    );
  });
});
