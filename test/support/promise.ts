import { join } from 'node:path';
import Database from 'libsql';
import { expect } from 'vitest';
import { jsonLines } from './run-program.ts';
import type { Received } from './smtp-receiver.ts';
import { type SpawnedRun, spawnProgram } from './spawn-program.ts';

/** What a receiving server wrote down by itself. */
export interface ServerLog {
  readonly accepted: readonly Received[];
  /** Recipients whose message was on its way to it, or there in full, and was left without an answer. */
  readonly unanswered: readonly string[];
}

/** What `newsletter status` says of a recipient. */
export interface KnownRecipient {
  readonly address: string;
  readonly state: string;
  readonly attempts: number;
  readonly reply: string;
  readonly reason?: string;
  readonly language: string;
}

/** What `newsletter status --json` says of an issue. */
export interface KnownSend {
  readonly counts: Readonly<Record<string, number>>;
  readonly templates: Readonly<Record<string, string>>;
  readonly bounced: readonly string[];
  readonly recipients: readonly KnownRecipient[];
}

async function statusOf(folder: string, slug = 'tammikuu'): Promise<KnownSend> {
  const run = await spawnProgram(folder, ['status', slug, '--json']);
  expect(run.exitCode, run.stdout + run.stderr).toBe(0);
  return (JSON.parse(run.stdout) as { data: KnownSend }).data;
}

export interface PromiseParts {
  readonly folder: string;
  readonly slug?: string;
  readonly log: ServerLog;
  /** How many the plan has. */
  readonly total: number;
  /** The runs that were cut off in the middle: by kill -9, by a second Ctrl-C, by a full disk. */
  readonly cut: readonly SpawnedRun[];
}

/**
 * Holds the receiving server's own log against what `newsletter status` says: nobody accepted twice; whoever is accepted there is
 * accepted or unknown here; whoever is accepted here is accepted there; the states add up to the plan; the unknown are no more than
 * were in flight when runs were cut off or the server kept its answers; and every copy in one language is of one template.
 */
export async function assertPromise({ folder, slug = 'tammikuu', log, total, cut }: PromiseParts): Promise<KnownSend> {
  const send = await statusOf(folder, slug);
  const there = new Map<string, number>();
  for (const { to } of log.accepted) there.set(to, (there.get(to) ?? 0) + 1);
  expect([...there].filter(([, times]) => times > 1)).toEqual([]);

  const here = new Map(send.recipients.map((recipient) => [recipient.address, recipient]));
  const known = [...there.keys()].filter((address) => ['accepted', 'unknown'].includes(here.get(address)?.state ?? ''));
  expect(known).toEqual([...there.keys()]);
  const claimed = send.recipients.filter(({ state }) => state === 'accepted').map(({ address }) => address);
  expect(claimed.filter((address) => !there.has(address))).toEqual([]);

  expect(here.size).toBe(total);
  expect(Object.values(send.counts).reduce((sum, count) => sum + count, 0)).toBe(total);
  for (const [state, count] of Object.entries(send.counts)) {
    expect(send.recipients.filter((recipient) => recipient.state === state)).toHaveLength(count);
  }
  const inFlight = cut.map(inFlightLimitOf).reduce((sum, limit) => sum + limit, 0);
  expect(send.counts['unknown']! + send.counts['attempting']!).toBeLessThanOrEqual(
    cut.length > 0 ? inFlight : log.unanswered.length,
  );
  assertOneTemplate(folder, slug, send, log);
  return send;
}

function inFlightLimitOf(run: SpawnedRun): number {
  const plan = jsonLines({ stdout: run.stdout.slice(0, run.stdout.lastIndexOf('\n') + 1) }).find(({ type }) => type === 'plan');
  expect(plan, run.stderr).toBeDefined();
  return plan!.inFlightLimit!;
}

/** The text of a copy is the same for everyone but for the recipient's own name, and the ledger says that it is of the send's template. */
function assertOneTemplate(folder: string, slug: string, { templates, recipients }: KnownSend, { accepted }: ServerLog): void {
  const languages = new Map(recipients.map(({ address, language }) => [address, language]));
  const texts = new Map<string, Set<string>>();
  for (const { to, raw } of accepted) {
    const language = languages.get(to)!;
    texts.set(language, (texts.get(language) ?? new Set()).add(textWithoutName(raw)));
  }
  expect([...texts].filter(([, ofLanguage]) => ofLanguage.size > 1).map(([language]) => language)).toEqual([]);
  const database = new Database(join(folder, '.newsletter', 'ledger.db'), { readonly: true });
  const used = database
    .prepare(
      `SELECT DISTINCT recipient.language, attempt.template FROM attempt JOIN recipient USING (slug, key)
       WHERE slug = ? AND attempt.template != ''`,
    )
    .all(slug) as { language: string; template: string }[];
  database.close();
  expect(used.filter(({ language, template }) => templates[language] !== template)).toEqual([]);
}

/** The body, quoted-printable taken out, with "Järjestö 7 ry" made the same for all. */
function textWithoutName(raw: Buffer): string {
  return raw
    .subarray(raw.indexOf('\r\n\r\n'))
    .toString('latin1')
    .replace(/=\r\n/g, '')
    .replace(/J(?:=C3=A4|%C3%A4)rjest(?:=C3=B6|%C3%B6)(?: |%20)\d+(?: |%20)ry/g, 'NAME');
}
