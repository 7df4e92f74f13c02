import { join, resolve } from 'node:path';
import { type ParsedAddress, parseEmailAddress } from '../../address/email-address.ts';
import type { Workspace } from '../../config/load-config.ts';
import { isStorageFault } from '../../ledger/group-commit.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { networkMountOf } from '../../ledger/network-mount.ts';
import { createLedger, openExistingLedger } from '../../ledger/open-ledger.ts';
import type { Suppression } from '../../ledger/suppression.ts';
import { readTraces, traceFolders } from '../../ledger/trace-files.ts';
import { type Parsed, type Problem, problem } from '../../problem/problem.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { gatherWorkspace } from '../gather-workspace.ts';
import type { CommandResult } from '../result.ts';

/** `newsletter subscribers suppress`: these addresses are mailed never again. Who is suppressed already keeps reason and date. */
export function suppress(context: Context, written: readonly string[], reason: string | undefined): Promise<CommandResult> {
  const { words, world } = context;
  return withLedger(context, written, openOrCreate, (addresses, ledger) => {
    const at = world.clock.now().toISOString();
    const why = printable(reason ?? '') || words.subscribers.byPerson;
    const added = ledger.suppressions.add(addresses.map(({ address, key }) => ({ address, key, reason: why, at })));
    const isNew = new Set(added.map(({ key }) => key));
    return tell(
      distinct(addresses).map(({ key }) => ledger.suppressions.find(key)!),
      (suppression) =>
        words.subscribers[isNew.has(suppression.key) ? 'suppressed' : 'already'](
          suppression.address,
          suppression.reason,
          suppression.at,
        ),
    );
  });
}

/** `newsletter subscribers unsuppress`: these addresses may be mailed again. */
export function unsuppress(context: Context, written: readonly string[]): Promise<CommandResult> {
  const { words } = context;
  return withLedger(context, written, openOrCreate, (addresses, ledger) => {
    const removed = ledger.suppressions.remove(addresses.map(({ key }) => key));
    const wasThere = new Set(removed.map(({ key }) => key));
    const lines = distinct(addresses).map(({ address, key }) =>
      wasThere.has(key) ? words.subscribers.unsuppressed(address) : words.subscribers.notSuppressed(address),
    );
    return { ...tell(removed), lines };
  });
}

/** `newsletter subscribers suppressed`: who is, since when and why; of some, or of all. */
export function suppressed(context: Context, written: readonly string[]): Promise<CommandResult> {
  const { words } = context;
  return withLedger(context, written, openExisting, (addresses, ledger) => {
    const isAsked = new Set(addresses.map(({ key }) => key));
    const found = (ledger?.suppressions.all() ?? []).filter(({ key }) => addresses.length === 0 || isAsked.has(key));
    const isFound = new Set(found.map(({ key }) => key));
    const others = distinct(addresses).filter(({ key }) => !isFound.has(key));
    const result = tell(found, ({ address, reason, at }) => words.subscribers.suppressed(address, reason, at));
    const none = found.length + addresses.length === 0 ? [words.subscribers.none] : [];
    return {
      ...result,
      lines: [...result.lines, ...none, ...others.map(({ address }) => words.subscribers.notSuppressed(address))],
    };
  });
}

/** Works on the ledger of real sends. */
async function withLedger<Opened extends Ledger | undefined>(
  context: Context,
  written: readonly string[],
  open: (context: Context, workspace: Workspace) => Parsed<Opened> | Refused,
  work: (addresses: readonly ParsedAddress[], ledger: Opened) => CommandResult,
): Promise<CommandResult> {
  const workspace = await gatherWorkspace(context);
  if (!workspace.value) return refuse(workspace.problems, EXIT.usage);
  const addresses = parseAddresses(written);
  if (addresses.problems.length > 0) return refuse(addresses.problems, EXIT.usage);
  const opened = open(context, workspace.value);
  if (!('value' in opened) || opened.problems.length > 0) return refuse(opened.problems, EXIT.refused);
  try {
    return work(addresses.value, opened.value);
  } catch (error) {
    if (!isStorageFault(error)) throw error;
    return refuse([problem('ledger-write-failed', { reason: error.message })], EXIT.refused);
  } finally {
    opened.value?.close();
  }
}

interface Refused {
  readonly problems: readonly Problem[];
}

function openExisting(_: Context, { folder, config }: Workspace): Parsed<Ledger | undefined> {
  return openExistingLedger(resolve(folder, config.ledger));
}

/** A ledger that is lost is not made anew in passing: what is written into the new one would be gone when the old one is brought back. */
function openOrCreate(context: Context, workspace: Workspace): Parsed<Ledger> | Refused {
  const { world } = context;
  const { folder, config } = workspace;
  const path = resolve(folder, config.ledger);
  const network = networkMountOf(path, world.mounts());
  if (network !== null) return { problems: [problem('ledger-on-network', { file: path, kind: network })] };
  const opened = openExisting(context, workspace);
  const [trace] = readTraces(traceFolders(folder, join(folder, 'issues'), world.stateFolder)).value;
  if (!opened.value && opened.problems.length === 0 && trace)
    return { problems: [problem('ledger-missing', { trace: trace.file })] };
  const { value, problems } = opened.value || opened.problems.length > 0 ? opened : createLedger(path);
  return value ? { value, problems: [] } : { problems };
}

function parseAddresses(written: readonly string[]): Parsed<ParsedAddress[]> {
  const parsed = written.map((address) => ({ address, result: parseEmailAddress(address) }));
  return {
    value: parsed.flatMap(({ result }) => (typeof result === 'string' ? [] : [result])),
    problems: parsed.flatMap(({ address, result }) =>
      typeof result === 'string' ? [problem('address-invalid', { address, reason: result })] : [],
    ),
  };
}

function distinct(addresses: readonly ParsedAddress[]): ParsedAddress[] {
  return [...new Map(addresses.map((parsed) => [parsed.key, parsed])).values()];
}

function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, ' ').trim();
}

function tell(suppressions: readonly Suppression[], line: (suppression: Suppression) => string = String): CommandResult {
  const data = { suppressions: suppressions.map(({ address, reason, at }) => ({ address, reason, at })) };
  return { exitCode: EXIT.done, data, problems: [], lines: suppressions.map(line) };
}

function refuse(problems: readonly Problem[], exitCode: CommandResult['exitCode']): CommandResult {
  return { exitCode, data: null, problems, lines: [] };
}
