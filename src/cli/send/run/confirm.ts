import { problem } from '../../../problem/problem.ts';
import type { Context } from '../../context.ts';
import { EXIT } from '../../exit-code.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { SendOptions } from '../send-options.ts';

/** Has somebody say that so many are to be mailed: by typing the number, or beforehand by `--confirm` or `--yes`. */
export async function confirmCount(
  { world, words, json }: Context,
  count: number,
  options: SendOptions,
): Promise<Refusal | undefined> {
  if (options.confirm !== null) return judge(options.confirm, count);
  if (options.yes) return undefined;
  if (world.ask === null || json) return refuse([problem('confirmation-needed', { count })]);
  const answer = await world.ask(words.send.question(count));
  if (answer === null) world.stderr.write('\n');
  if (answer === null && world.stop.aborted) return refuse([problem('confirmation-declined', { count })], EXIT.interrupted);
  return answer === null || answer.trim() === '' ? refuse([problem('confirmation-declined', { count })]) : judge(answer, count);
}

function judge(given: string, count: number): Refusal | undefined {
  return given.trim() === String(count) ? undefined : refuse([problem('confirmation-wrong', { given: given.trim(), count })]);
}
