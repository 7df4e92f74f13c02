// How long `newsletter archive` takes for 150, 300 and 600 issues in three languages: whole processes, with nothing written yet, then with
// nothing changed, one text changed, one issue added; and which files it writes for that. Run it with: npm run bench:archive
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { Writer } from './invented-text.mjs';

const SIZES = [150, 300, 600];
const ISSUES_A_YEAR = 24;
const FIRST_YEAR = 1999;
/** The first year begins in the middle, so that none begins where issues are added: pages of years name all years. */
const LEFT_OUT = 12;
const ARTICLES = 30;
const LANGUAGES = ['fi', 'sv', 'en'];
/** Of those from nothing the fastest counts: it was held up the least by whatever else the computer does. */
const COLD_ROUNDS = 2;
const ROUNDS = 3;
const LINEAR = 1.1;
const SHARE = 0.1;
/** A change in one text concerns its page, its year in the search, and the feeds as long as it is among the newest. */
const MOST_FOR_A_TEXT = 10;
/** A new issue concerns in each language its page and files, its neighbour, the pages that list it, what leads to the newest, and the feeds. */
const MOST_FOR_AN_ISSUE = 60;

const PICTURE = {
  width: 640,
  height: 360,
  channels: 3,
  background: '#336699',
  noise: { type: 'gaussian', mean: 128, sigma: 20 },
};
const CONFIG = `organisation: { name: Esimerkkiyhdistys, address: Katu 1, url: https://www.example.fi, sv: { name: Exempelföreningen } }
from: { name: Esimerkkiyhdistys, address: uutiskirje@example.fi }
replyTo: viestinta@example.fi
bounces: { address: palautuneet@example.fi }
unsubscribe: { mailto: poistu@example.fi }
lists:
  jarjestot: { title: Järjestöt, file: subscribers/jarjestot.csv, archive: public }
  kunnat: { title: Kunnat, file: subscribers/kunnat.csv, archive: public }
archive: { url: https://uutiskirjeet.example.fi }
`;

const program = join(dirname(fileURLToPath(import.meta.url)), '..', 'bin', 'newsletter.js');
const workspace = mkdtempSync(join(tmpdir(), 'newsletter-bench-'));

try {
  const cold = await coldBuilds();
  reportWarm('unchanged', cold, 0, () => {});
  reportWarm('a text changed', cold, MOST_FOR_A_TEXT, (round) => changeText(SIZES.at(-1) / 2 + round, round));
  reportWarm('newest text changed', cold, MOST_FOR_A_TEXT, (round) => changeText(SIZES.at(-1) - 1, round));
  reportWarm('an issue added', cold, MOST_FOR_AN_ISSUE, (round) => writeIssue(SIZES.at(-1) + round, null));
} finally {
  rmSync(workspace, { recursive: true });
}

/** Builds archives of growing workspaces, each from nothing; milliseconds of the last. */
async function coldBuilds() {
  writeFileSync(join(workspace, 'newsletter.yaml'), CONFIG);
  mkdirSync(join(workspace, 'articles'));
  for (let index = 0; index < ARTICLES; index += 1) writeArticle(index);
  const times = [];
  const picture = await sharp({ create: PICTURE }).png().toBuffer();
  for (const [index, size] of SIZES.entries()) {
    const before = SIZES[index - 1] ?? 0;
    for (let issue = before; issue < size; issue += 1) writeIssue(issue, picture);
    const builds = Array.from({ length: COLD_ROUNDS }, () => {
      rmSync(join(workspace, 'dist'), { recursive: true, force: true });
      return timeArchive();
    });
    const { time, written } = builds.toSorted((one, other) => one.time - other.time)[0];
    times.push({ size, time });
    const ratio = time / size / (times[0].time / times[0].size);
    const goal = `(goal: at most ${LINEAR}, ${ratio <= LINEAR ? 'met: it grows no faster than the issues' : 'missed'})`;
    const linear = index === 0 ? '' : `  ratio ${ratio.toFixed(2)} ${index === SIZES.length - 1 ? goal : ''}`;
    const each = `${(time / size).toFixed(1).padStart(5)} ms an issue`;
    console.log(`${`${size} issues, from nothing`.padEnd(28)} ${inSeconds(time)} ${each}, ${written.length} files${linear}`);
  }
  return times.at(-1).time;
}

/** The median of some rounds as a share of the build from nothing, and what the last of them wrote. */
function reportWarm(title, cold, most, change) {
  const rounds = Array.from({ length: ROUNDS }, (_, round) => {
    change(round);
    const { time, written } = timeArchive();
    if (written.length > most) throw new Error(`${title}: ${written.length} files written, ${written.join(', ')}`);
    return { time, written };
  });
  const time = median(rounds.map((each) => each.time));
  const share = time / cold;
  const verdict = `(goal: at most ${SHARE}, ${share <= SHARE ? 'met' : 'missed'}; median of ${ROUNDS})`;
  const { written } = rounds.at(-1);
  const files = `${written.length} files`;
  console.log(
    `${`${SIZES.at(-1)} issues, ${title}`.padEnd(32)} ${inSeconds(time)}  share ${share.toFixed(2)} ${verdict}, ${files}`,
  );
  if (written.length > 0) console.log(`  ${written.join(' ')}`);
}

function timeArchive() {
  const start = performance.now();
  const run = spawnSync(process.execPath, [program, '-C', workspace, 'archive', '--json'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const time = performance.now() - start;
  if (run.status !== 0) throw new Error(`newsletter archive ended with ${run.status}: ${run.stdout.slice(-2000)}${run.stderr}`);
  return { time, written: JSON.parse(run.stdout).data.written };
}

function slugOf(index) {
  const place = index + LEFT_OUT;
  return `${FIRST_YEAR + Math.floor(place / ISSUES_A_YEAR)}-${twoDigits((place % ISSUES_A_YEAR) + 1)}`;
}

/** Two a month. */
function dateOf(index) {
  const [year, number] = slugOf(index).split('-').map(Number);
  return `${year}-${twoDigits(Math.ceil(number / 2))}-${number % 2 === 1 ? '05' : '20'}`;
}

function changeText(index, round) {
  appendFileSync(join(workspace, 'issues', `${slugOf(index)}.md`), `\nTähän on lisätty yksi virke, kierroksella ${round}.\n`);
}

function writeIssue(index, picture) {
  const slug = slugOf(index);
  const hasPicture = picture !== null && index % 10 === 0;
  mkdirSync(join(workspace, 'issues', hasPicture ? slug : '.'), { recursive: true });
  if (hasPicture) writeFileSync(join(workspace, 'issues', slug, 'kuva.png'), picture);
  for (const [place, language] of LANGUAGES.entries()) {
    const writer = new Writer(language, index * LANGUAGES.length + place);
    const header =
      place === 0
        ? [`date: ${dateOf(index)}`, 'lang: fi', `lists: [${index % 3 === 0 ? 'jarjestot, kunnat' : 'jarjestot'}]`]
        : [];
    const lines = ['---', `title: ${writer.title()}`, ...header, `summary: ${writer.sentence()}`, '---', ''];
    const text = [...lines, ...issueBody(writer, index, hasPicture)].join('\n');
    writeFileSync(join(workspace, 'issues', `${slug}${place === 0 ? '' : `.${language}`}.md`), `${text}\n`);
  }
}

/** Eleven sections of the example's size; in the same order in all languages. */
function issueBody(writer, index, hasPicture) {
  const day = new Date(`${dateOf(index)}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 14);
  const written = `${day.getUTCDate()}.${day.getUTCMonth() + 1}.${day.getUTCFullYear()}`;
  const event = () => ['::: event', `title: ${writer.title()}`, `when: ${written} klo 15–17`, `where: ${writer.title()}`, ':::'];
  const table = ['| A | B |', '|:--|--:|', ...writer.times(4, () => `| ${writer.title()} | ${writer.number()} |`)];
  const contacts = writer.times(2, () => `- ${writer.name()}, ${writer.word()}, ${writer.word()}(at)example.fi, p. 050 123 4567`);
  const links = writer.times(4, () => `- [${writer.title()}](https://www.example.fi/${writer.number()})`);
  const extra = [
    hasPicture ? [`![${writer.title()}](kuva.png "${writer.sentence()}")`] : [],
    event(),
    index % 2 === 0 ? event() : [],
    table,
    ['::: contacts', ...contacts, ':::'],
    links,
    [`### ${writer.title()}`, '', writer.paragraph(2)],
    ['::: note', writer.paragraph(1), ':::'],
    [`> ${writer.sentence()}`, `> — ${writer.name()}`],
  ];
  const sections = writer.times(11, (number) => {
    const heading = `## ${number + 1}. ${writer.title()}`;
    return [heading, '', writer.paragraph(3), '', writer.paragraph(2), '', ...(extra[number] ?? []), ''];
  });
  return [writer.paragraph(2), '', ...sections.flat()];
}

function writeArticle(index) {
  const writer = new Writer('fi', 1_000_000 + index);
  const date = dateOf(index * 5);
  const parts = writer.times(4, () => ['', `## ${writer.title()}`, '', writer.paragraph(4), '', writer.paragraph(4)]);
  const header = ['---', `title: ${writer.title()}`, `date: ${date}`, 'lang: fi', `lead: ${writer.sentence()}`, '---', ''];
  writeFileSync(
    join(workspace, 'articles', `uutinen-${index}.md`),
    `${[...header, writer.paragraph(3), ...parts.flat()].join('\n')}\n`,
  );
}

function inSeconds(time) {
  return `${(time / 1000).toFixed(2).padStart(6)} s`;
}

function twoDigits(number) {
  return String(number).padStart(2, '0');
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
