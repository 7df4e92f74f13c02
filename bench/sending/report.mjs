// The lines that are printed, and what stands in them.
import { cpus } from 'node:os';

const WIDTH = 60;
const INDENT = 6;

/** On which machine; with what else the reader should know. */
export function printHead(...more) {
  const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}`;
  for (const line of [machine, ...more]) console.log(line);
}

export function printTable(title) {
  console.log(`\n${title.padEnd(WIDTH + 2)}    msg/s  CPU µs/msg     peak`);
}

/** What one sender did: medians of its rounds; the verdicts stand below each other. */
export function printRuns(name, runs, ...verdicts) {
  const rate = median(runs.map((run) => run.rate)).toFixed(0);
  const cpu = median(runs.map((run) => run.cpu / run.count)).toFixed(0);
  const memory = runs[0].memory === null ? '–' : `${median(runs.map((run) => run.memory)).toFixed(0)} MB`;
  const figures = `  ${name.padEnd(WIDTH)} ${rate.padStart(8)}  ${cpu.padStart(10)}  ${memory.padStart(7)}`;
  console.log([figures, ...verdicts].join(`\n${' '.repeat(INDENT)}`));
}

/** Round by round, the rate of the one over that of the other. */
export function rateRatio(runs, others) {
  return median(runs.map((run, round) => run.rate / others[round].rate));
}

export function atLeast(value, goal, of) {
  return `${digits(value)} of ${of} (goal: at least ${goal}, ${verdict(value >= goal)})`;
}

export function atMost(value, goal, what) {
  return `${digits(value)} ${what} (goal: at most ${goal}, ${verdict(value <= goal)})`;
}

/** A look is for whether it runs: most of its time goes into starting. */
function verdict(isMet) {
  if (process.env.BENCH_QUICK === '1') return 'not told by so few';
  return isMet ? 'met' : 'missed';
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}

/** 20000 → `20,000` */
export function number(value) {
  return value.toLocaleString('en');
}

function digits(value) {
  return value.toFixed(value < 100 ? 2 : 0);
}
