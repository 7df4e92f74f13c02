import { pause } from '../../../clock/clock.ts';
import { parseWallTime } from '../../../clock/wall-time.ts';
import { type Problem, problem } from '../../../problem/problem.ts';
import type { World } from '../../world.ts';
import type { SendReporter } from '../tell/send-reporter.ts';

/** How long past a time may be, in milliseconds, that is still taken for now. */
const GRACE = 3_600_000;
/** The wall clock is looked at this often: a machine may sleep, and clocks are set. */
const LOOK = 30_000;

/** The instant that `--at` names, in milliseconds since 1970; null without it. A time long past is a mistake, not a wish. */
export function parseAt(written: string | null, timezone: string, now: Date): number | null | Problem {
  if (written === null) return null;
  const at = parseWallTime(written, timezone, now);
  if (at === undefined) return problem('at-invalid', { value: written });
  return isPast(at, now) ? problem('at-past', { time: written }) : at;
}

/** Waits until the instant by the wall clock; gives a problem when it was slept through by more than an hour. */
export async function waitFor(
  at: number,
  { written, timezone }: { readonly written: string; readonly timezone: string },
  world: World,
  reporter: SendReporter,
): Promise<Problem | undefined> {
  const { clock, stop } = world;
  reporter.waitingUntil(new Date(at), at - clock.now().getTime(), timezone);
  while (!stop.aborted && clock.now().getTime() < at) await pause(clock, Math.min(at - clock.now().getTime(), LOOK), stop);
  return !stop.aborted && isPast(at, clock.now()) ? problem('at-past', { time: written }) : undefined;
}

function isPast(at: number, now: Date): boolean {
  return now.getTime() - at > GRACE;
}
