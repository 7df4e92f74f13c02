import { resolve } from 'node:path';
import { type ParsedAddress, parseEmailAddress } from '../../address/email-address.ts';
import type { Workspace } from '../../config/load-config.ts';
import { isStorageFault } from '../../ledger/group-commit.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { networkMountOf } from '../../ledger/network-mount.ts';
import { createLedger } from '../../ledger/open-ledger.ts';
import type { Suppression } from '../../ledger/suppression.ts';
import { type Parsed, type Problem, problem } from '../../problem/problem.ts';
import { nearestName } from '../../source/nearest-name.ts';
import { loadLists } from '../../subscribers/load-lists.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { gatherWorkspace } from '../gather-workspace.ts';
import { openRecord } from '../open-record.ts';
import type { CommandResult } from '../result.ts';

/** `newsletter subscribers suppress`: these addresses are mailed never again. Who is suppressed already keeps reason and date. */
export function suppress(context: Context, written: readonly string[], reason: string | undefined): Promise<CommandResult> {
  const { words, world } = context;
  return withLedger(context, written, openOrCreate, async (addresses, ledger, workspace) => {
    const at = world.clock.now().toISOString();
    const why = printable(reason ?? '') || words.subscribers.byPerson;
    const added = ledger.suppressions.add(addresses.map(({ address, key }) => ({ address, key, reason: why, at })));
    const isNew = new Set(added.map(({ key }) => key));
    const line = ({ key, address, reason, at }: Suppression): string =>
      words.subscribers[isNew.has(key) ? 'suppressed' : 'already'](address, reason, at, workspace.config.timezone);
    const result = tell(
      distinct(addresses).map(({ key }) => ledger.suppressions.find(key)!),
      line,
    );
    return { ...result, problems: await checkListed(workspace, distinct(addresses)) };
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
  return withLedger(context, written, openRecord, (addresses, ledger, { config }) => {
    const isAsked = new Set(addresses.map(({ key }) => key));
    const found = (ledger?.suppressions.all() ?? []).filter(({ key }) => addresses.length === 0 || isAsked.has(key));
    const isFound = new Set(found.map(({ key }) => key));
    const others = distinct(addresses).filter(({ key }) => !isFound.has(key));
    const result = tell(found, ({ address, reason, at }) => words.subscribers.suppressed(address, reason, at, config.timezone));
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
  work: (addresses: readonly ParsedAddress[], ledger: Opened, workspace: Workspace) => CommandResult | Promise<CommandResult>,
): Promise<CommandResult> {
  const workspace = await gatherWorkspace(context);
  if (!workspace.value) return refuse(workspace.problems, EXIT.usage);
  const addresses = parseAddresses(written);
  if (addresses.problems.length > 0) return refuse(addresses.problems, EXIT.usage);
  const opened = open(context, workspace.value);
  if (!('value' in opened) || opened.problems.length > 0) return refuse(opened.problems, EXIT.refused);
  try {
    return await work(addresses.value, opened.value, workspace.value);
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

/** A ledger that is lost is not made anew in passing: what is written into the new one would be gone when the old one is brought back. */
function openOrCreate(context: Context, workspace: Workspace): Parsed<Ledger> | Refused {
  const path = resolve(workspace.folder, workspace.config.ledger);
  const network = networkMountOf(path, context.world.mounts());
  if (network !== null) return { problems: [problem('ledger-on-network', { file: path, kind: network })] };
  const opened = openRecord(context, workspace);
  const { value, problems } = opened.value || opened.problems.length > 0 ? opened : createLedger(path, workspace.folder);
  return value ? { value, problems: [] } : { problems };
}

/** Who is on no list may have been mistyped, and would go on being mailed. */
async function checkListed({ folder, config }: Workspace, addresses: readonly ParsedAddress[]): Promise<Problem[]> {
  const names = [...config.lists.keys()];
  const lists = await loadLists(names, config.lists, folder, { file: 'newsletter.yaml' });
  const keys = lists.value.flatMap(({ subscribers }) => subscribers.map(({ key }) => key));
  const known = new Set(keys);
  return addresses
    .filter(({ key }) => !known.has(key))
    .map(({ address, key }) => problem('suppress-unlisted', { address, nearest: nearestName(key, keys) }));
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
