// How long `newsletter --help` takes beside `node -e 0`, as whole processes in turn; the goal is a ratio of at most 2.
// Run it with: npm run bench
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROUNDS = process.env.BENCH_QUICK === '1' ? 7 : 21;
const GOAL = 2;
const program = join(dirname(fileURLToPath(import.meta.url)), '..', 'bin', 'newsletter.js');
const commands = { nothing: ['-e', '0'], help: [program, '--help'] };

function time(args) {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}`);
  return performance.now() - start;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

for (const args of Object.values(commands)) time(args);
const rounds = Array.from({ length: ROUNDS }, () => ({ nothing: time(commands.nothing), help: time(commands.help) }));
const ratio = median(rounds.map(({ nothing, help }) => help / nothing));
console.log(`node -e 0          ${median(rounds.map(({ nothing }) => nothing)).toFixed(0)} ms`);
console.log(`newsletter --help  ${median(rounds.map(({ help }) => help)).toFixed(0)} ms`);
console.log(
  `ratio              ${ratio.toFixed(2)} (goal: at most ${GOAL}, ${ratio <= GOAL ? 'met' : 'missed'}; median of ${ROUNDS} pairs)`,
);
