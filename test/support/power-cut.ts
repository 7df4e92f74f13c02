import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import Database from 'libsql';
import type { RecipientState } from '../../src/ledger/recipient.ts';
import { openExistingLedger } from '../../src/ledger/open-ledger.ts';
import { DurableDisk, type Landed } from './durable-disk.ts';
import { SmtpProgress, type Standing } from './smtp-progress.ts';
import type { Call } from './strace-log.ts';

/** A moment at which the power may go. It shows the disk and the connections as they are then, until the next one is asked for. */
export interface PowerCut {
  /** Whose message is going out at this moment; undefined when a file is about to be flushed, or the program has ended. */
  readonly sending: string | undefined;
  readonly progress: SmtpProgress;
  readonly disk: DurableDisk;
}

/** What was sent, as the test knows it without the ledger. */
export interface SendUnderTest {
  readonly slug: string;
  /** The ledger's path in the traced run. */
  readonly ledger: string;
  readonly recipients: readonly string[];
  /** Whom the server refuses, for now or for good. */
  readonly refused: ReadonlySet<string>;
  readonly connections: number;
}

/** `claim`: somebody's message goes out who would be mailed again. */
export interface Fault {
  readonly kind: 'claim' | 'state' | 'in-flight' | 'plan' | 'file';
  readonly detail: string;
}

/** Every moment at which bytes of a message go out, and those before each fsync, when most can be lost. */
export function* powerCuts(calls: readonly Call[]): Generator<PowerCut> {
  const disk = new DurableDisk();
  const progress = new SmtpProgress();
  for (const call of calls) {
    const sending = call.kind === 'say' ? progress.hear(call.socket, call.bytes) : undefined;
    if (sending !== undefined || call.kind === 'sync') yield { sending, progress, disk };
    disk.apply(call);
  }
  yield { sending: undefined, progress, disk };
}

/** Judges one cut after the other, and opens the ledger only when it differs from the one before. */
export class Judge {
  readonly #send: SendUnderTest;
  #image: LedgerImage = { file: undefined, log: undefined };
  #found: FoundLedger = { faults: [], states: new Map() };

  constructor(send: SendUnderTest) {
    this.#send = send;
  }

  /** Holds the ledger that the cut leaves against what had been said to the server. */
  faultsOf(cut: PowerCut, landed: Landed): Fault[] {
    const { ledger, slug } = this.#send;
    const image = { file: cut.disk.content(ledger, landed), log: cut.disk.content(`${ledger}-wal`, landed) };
    if (!isSame(image.file, this.#image.file) || !isSame(image.log, this.#image.log)) this.#found = openLeft(image, slug);
    this.#image = image;
    return [...this.#found.faults, ...faultsIn(this.#found.states, cut, this.#send)];
  }
}

/** Every file that the program made in a folder, by its name there, as the cut leaves it. */
export function filesLeft({ disk }: PowerCut, folder: string, landed: Landed): Record<string, Buffer> {
  const inside = disk.paths().filter((path) => path.startsWith(`${folder}/`) && !path.endsWith('-shm'));
  return Object.fromEntries(inside.map((path) => [relative(folder, path), disk.content(path, landed)!]));
}

/** A ledger's two files; undefined for one that is not there. */
interface LedgerImage {
  readonly file: Buffer | undefined;
  readonly log: Buffer | undefined;
}

function isSame(one: Buffer | undefined, other: Buffer | undefined): boolean {
  return one && other ? one.equals(other) : one === other;
}

interface FoundLedger {
  readonly faults: readonly Fault[];
  readonly states: ReadonlyMap<string, RecipientState>;
}

/** Opens a ledger as the program would. */
function openLeft({ file, log }: LedgerImage, slug: string): FoundLedger {
  const folder = mkdtempSync(join(tmpdir(), 'power-cut-'));
  const path = join(folder, 'ledger.db');
  try {
    if (file) writeFileSync(path, file);
    if (log) writeFileSync(`${path}-wal`, log);
    const { value: ledger, problems } = openExistingLedger(path);
    if (!ledger)
      return { faults: problems.map((problem) => ({ kind: 'file', detail: JSON.stringify(problem) })), states: new Map() };
    const integrity = integrityOf(path);
    const states = new Map<string, RecipientState>([...ledger.recipients(slug)].map(({ address, state }) => [address, state]));
    ledger.close();
    return { faults: integrity === 'ok' ? [] : [{ kind: 'file', detail: integrity }], states };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function integrityOf(path: string): string {
  const database = new Database(path);
  const rows = database.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[];
  database.close();
  return rows.map((row) => row.integrity_check).join('; ');
}

/** By how far the transaction has come: what the ledger may say of its recipient. */
const ALLOWED: Readonly<Record<Standing, readonly RecipientState[]>> = {
  untouched: ['queued'],
  named: ['queued', 'attempting'],
  out: ['attempting', 'accepted'],
  over: ['accepted'],
};
const REFUSED: readonly RecipientState[] = ['deferred', 'rejected'];

function faultsIn(states: ReadonlyMap<string, RecipientState>, cut: PowerCut, send: SendUnderTest): Fault[] {
  const faults: Fault[] = [];
  if (states.size !== 0 && states.size !== send.recipients.length) {
    faults.push({ kind: 'plan', detail: `${states.size} of ${send.recipients.length} recipients are planned` });
  }
  const inFlight = [...states.values()].filter((state) => state === 'attempting').length;
  if (inFlight > send.connections) faults.push({ kind: 'in-flight', detail: `${inFlight} are attempting` });
  for (const recipient of send.recipients) {
    // Whoever stands in no plan would be mailed by a new one.
    const state = states.get(recipient) ?? 'queued';
    const standing = cut.progress.standing(recipient);
    const allowed =
      send.refused.has(recipient) && standing !== 'untouched' ? [...ALLOWED[standing], ...REFUSED] : ALLOWED[standing];
    if (recipient === cut.sending && state !== 'attempting') {
      faults.push({ kind: 'claim', detail: `${recipient} is ${state} while its message goes out` });
    } else if (!allowed.includes(state)) faults.push({ kind: 'state', detail: `${recipient} is ${state}, but ${standing}` });
  }
  return faults;
}
