// How fast `newsletter send` mails beside Postfix's smtp-source, which sends one identical message, and nodemailer's pool, which merges as we
// do: whole processes in turn, ratios round by round, and the CPU that each takes. BENCH_ROUNDS=9 for more rounds, BENCH_RECIPIENTS=2000 for
// fewer messages, BENCH_QUICK=1 for a minute's look. Needs Debian's package postfix. Run it with: npm run bench:sending
import { hasPostfixTools } from './sending/postfix-tools.mjs';
import { startFastSink } from './sending/receivers.mjs';
import { number, printHead, printTable } from './sending/report.mjs';
import { againstFastSink, againstSmtpSink, overDelay, signed } from './sending/scenarios.mjs';
import { runSmtpSource, sendNewsletter } from './sending/senders.mjs';

const isQuick = process.env.BENCH_QUICK === '1';
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? (isQuick ? 1 : 3));
const COUNT = Number(process.env.BENCH_RECIPIENTS ?? (isQuick ? 1000 : 20_000));
const FEW = COUNT / 20;
const SIGNED = COUNT / 4;
const DELAYED = COUNT / 10;
const POOL = Math.max(100, COUNT / 50);

const hasPostfix = hasPostfixTools();
if (!hasPostfix && isQuick) throw new Error('smtp-sink and smtp-source are missing: install Debian’s package postfix');

const sink = await startFastSink();
try {
  const { octets, length } = await calibrate();
  const counts = `${number(COUNT)} recipients, a message of ${number(octets)} octets, medians of ${ROUNDS} rounds`;
  printHead(
    counts,
    ...(hasPostfix ? [] : ['without smtp-sink and smtp-source, and what is measured with them: postfix is not installed']),
  );
  const scenarios = scenariosWith(length);
  const runs = await inTurn(scenarios);
  for (const [index, scenario] of scenarios.entries()) {
    printTable(scenario.title);
    scenario.print(runs[index]);
  }
} finally {
  sink.stop();
}

/** How large a message of ours is on the wire, and of what length smtp-source's must be, its headers aside, to be as large. */
async function calibrate() {
  const { octets: sent } = await sendNewsletter(sink, { count: 10, connections: 1 });
  const octets = Math.round(sent / 10);
  if (!hasPostfix) return { octets, length: null };
  const probe = await runSmtpSource(sink, { count: 1, connections: 1, length: octets });
  return { octets, length: 2 * octets - probe.octets };
}

function scenariosWith(length) {
  const fast = (connections, more) => againstFastSink(sink, { count: COUNT, connections, length, ...more });
  const own = [
    ...[5, 20].map((connections) => fast(connections, { few: FEW, pool: POOL })),
    signed(sink, { count: SIGNED, pool: POOL, connections: [5, 20] }),
  ];
  if (length === null) return own;
  const sinks = [5, 20].map((connections) => againstSmtpSink({ count: COUNT, connections, length }));
  return [...sinks, ...own, overDelay(sink, { count: DELAYED, connections: 20, length })];
}

/** For each scenario the runs of each contestant, one a round. */
async function inTurn(scenarios) {
  const runs = scenarios.map(({ contestants }) => Object.fromEntries(Object.keys(contestants).map((name) => [name, []])));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, { title, contestants }] of scenarios.entries()) {
      if (process.stderr.isTTY) console.error(`round ${round + 1} of ${ROUNDS}: ${title}`);
      for (const [name, run] of Object.entries(contestants)) runs[index][name].push(await run());
    }
  }
  return runs;
}
