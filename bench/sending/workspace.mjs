// A throw-away workspace for one run: an issue as large as real ones, a list of as many invented organisations as are asked for.
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writer } from '../invented-text.mjs';

/** Name of the issue in each of them. */
export const ISSUE = '2022-01-jarjestot';
/** Path of its list in the workspace. */
export const LIST = 'subscribers/jarjestot.csv';
export const DKIM = { domain: 'example.fi', selector: 'kirje', keyFile: 'dkim.pem' };

const SECTIONS = 11;
/** Rows are written in pieces of so many. */
const PIECE = 10_000;

/**
 * Makes a workspace in a new folder, with a list of so many `recipients` and the server at `port` of this machine. `key` is a private key to
 * sign with, PEM; without it nothing is signed. What a run keeps for the user lies in the folder too, by `env`.
 */
export function makeWorkspace({ recipients, port, connections, key }) {
  const folder = mkdtempSync(join(tmpdir(), 'newsletter-bench-'));
  for (const name of ['issues', 'subscribers']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'newsletter.yaml'), configuration(port, connections, key !== undefined));
  writeFileSync(join(folder, 'issues', `${ISSUE}.md`), issue());
  writeList(join(folder, LIST), recipients);
  if (key !== undefined) writeFileSync(join(folder, DKIM.keyFile), key, { mode: 0o600 });
  const env = { ...process.env, XDG_STATE_HOME: join(folder, 'state'), NEWSLETTER_LANG: 'en' };
  return { folder, env, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Recipient of that number, from 0. */
export function recipientOf(index) {
  const writer = new Writer('fi', index);
  return {
    email: `toimisto@yhdistys${index}.example.fi`,
    organisation: `${writer.name()} ry`,
    name: writer.name(),
    language: 'fi',
  };
}

function configuration(port, connections, isSigned) {
  const dkim = `dkim: { domain: ${DKIM.domain}, selector: ${DKIM.selector}, keyFile: ${DKIM.keyFile} }\n`;
  return `organisation: { name: Esimerkkiyhdistys, address: Katu 1, url: https://www.example.fi }
from: { name: Esimerkkiyhdistys, address: uutiskirje@example.fi }
replyTo: viestinta@example.fi
bounces: { address: palautuneet@example.fi }
unsubscribe: { mailto: poistu@example.fi }
lists:
  jarjestot: { title: Järjestöt, file: ${LIST} }
smtp: { url: smtp://127.0.0.1:${port}, tls: off }
delivery: { connections: ${connections} }
${isSigned ? dkim : ''}`;
}

function writeList(path, recipients) {
  const file = openSync(path, 'w');
  writeSync(file, 'email,organisation,name,language\n');
  for (let first = 0; first < recipients; first += PIECE) {
    const rows = Array.from({ length: Math.min(PIECE, recipients - first) }, (_, index) => recipientOf(first + index));
    writeSync(file, rows.map((row) => `${row.email},${row.organisation},${row.name},${row.language}\n`).join(''));
  }
  closeSync(file);
}

function issue() {
  const writer = new Writer('fi', 2022);
  const header = ['---', 'title: Uutiskirje {{organisation}}', 'date: 2022-01-26', 'lang: fi', 'lists: [jarjestot]'];
  const summary = [`summary: ${writer.sentence()}`, '---', ''];
  const sections = writer.times(SECTIONS, (number) => section(writer, number));
  return [...header, ...summary, 'Hei {{organisation}}!', '', writer.paragraph(3), '', ...sections.flat(), ''].join('\n');
}

function section(writer, number) {
  const link = () => `[${writer.title()}](https://www.example.fi/${writer.number()})`;
  const event = ['::: event', `title: ${writer.title()}`, 'when: 15.2.2022 klo 15–17', `where: ${writer.title()}`, ':::'];
  const contact = `- ${writer.name()}, ${writer.word()}, ${writer.word()}(at)example.fi, p. 050 123 4567`;
  const extra = [
    event,
    ['| A | B |', '|:--|--:|', ...writer.times(4, () => `| ${writer.title()} | ${writer.number()} |`)],
    ['::: contacts', contact, ':::'],
    writer.times(3, () => `- ${link()}`),
    [`> ${writer.sentence()}`],
  ][number % 5];
  const paragraphs = writer.times(2, (index) => [`${writer.paragraph(index + 1)} ${link()}.`, '']);
  return [`## ${number + 1}. ${writer.title()}`, '', ...paragraphs.flat(), ...extra, ''];
}
