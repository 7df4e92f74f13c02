// A million recipients: how long it takes until they are planned and the first message goes out, beside bench/read-csv.mjs on the same file,
// and what memory a whole send takes, beside one to a hundredth of them. Minutes, and some gigabytes of disk for a while; BENCH_MILLION=50000
// for fewer, BENCH_ROUNDS=9 for more rounds of planning, BENCH_QUICK=1 for a look. Run it with: npm run bench:million
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { at, readUsage, timeNode, usageVariables } from './sending/processes.mjs';
import { startFastSink } from './sending/receivers.mjs';
import { atMost, median, number, printHead, printRuns, printTable } from './sending/report.mjs';
import { PROGRAM, sendNewsletter } from './sending/senders.mjs';
import { ISSUE, LIST, makeWorkspace } from './sending/workspace.mjs';

const isQuick = process.env.BENCH_QUICK === '1';
const COUNT = Number(process.env.BENCH_MILLION ?? (isQuick ? 50_000 : 1_000_000));
const FEW = COUNT / 100;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? (isQuick ? 1 : 3));
const CONNECTIONS = 5;
const GOALS = { planning: 2, growth: 1.2, memory: 160 };

const sink = await startFastSink();
try {
  printHead(`${number(COUNT)} recipients; planning in ${ROUNDS} rounds, the whole send once`);
  await planning();
  await memory();
} finally {
  sink.stop();
}

async function planning() {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await planOnce());
  console.log('\nplanning, seconds');
  printSeconds('csv-parse, rows as arrays', rounds, 'read');
  printSeconds('newsletter send --limit 1: until its plan', rounds, 'plan');
  printSeconds('… until its first message', rounds, 'first');
  const ratio = median(rounds.map(({ first, read }) => first / read));
  const peak = median(rounds.map((round) => round.memory));
  console.log(`  ${atMost(ratio, GOALS.planning, 'of csv-parse')}; ${peak.toFixed(0)} MB at the peak`);
}

/** Seconds from the start of the process; one workspace for both. */
async function planOnce() {
  const workspace = makeWorkspace({ recipients: COUNT, port: sink.port, connections: CONNECTIONS });
  try {
    const { folder, env } = workspace;
    const { seconds: read, output } = await timeNode([at('../read-csv.mjs'), join(folder, LIST)]);
    if (Number(output) !== COUNT + 1) throw new Error(`csv-parse read ${output.trim()} rows`);
    const start = now();
    const args = [PROGRAM, '-C', folder, 'send', ISSUE, '--yes', '--json', '--limit', '1'];
    const stdio = ['ignore', 'pipe', 'inherit'];
    const child = spawn(process.execPath, args, { env: { ...env, ...usageVariables(folder) }, stdio });
    let planned;
    child.stdout.on('data', (data) => {
      if (data.includes('"type":"plan"')) planned ??= now();
    });
    const [code] = await once(child, 'exit');
    const { accepted, firstAt } = await sink.take();
    if (code !== 0 || accepted !== 1 || planned === undefined) throw new Error(`it ended with ${code}, ${accepted} accepted`);
    return { read, plan: (planned - start) / 1000, first: (firstAt - start) / 1000, memory: readUsage(folder).memory };
  } finally {
    workspace.remove();
  }
}

async function memory() {
  printTable('fast sink, 5 connections, whole sends');
  const few = await sendNewsletter(sink, { count: FEW, connections: CONNECTIONS });
  printRuns(`newsletter send, ${number(FEW)} messages`, [few]);
  const all = await sendNewsletter(sink, { count: COUNT, connections: CONNECTIONS });
  const growth = atMost(all.memory / few.memory, GOALS.growth, `of the memory at ${number(FEW)}`);
  printRuns(`newsletter send, ${number(COUNT)} messages`, [all], growth, atMost(all.memory, GOALS.memory, 'MB'));
}

function printSeconds(name, rounds, column) {
  const value = median(rounds.map((round) => round[column]));
  console.log(`  ${name.padEnd(54)} ${value.toFixed(2).padStart(7)}`);
}

/** As the sink tells time: milliseconds since 1970. */
function now() {
  return performance.timeOrigin + performance.now();
}
