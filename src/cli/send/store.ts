import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Workspace } from '../../config/load-config.ts';
import { problem } from '../../problem/problem.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { checkAgainstTraces, inodeOf, linkIn, openExistingLedger } from '../../ledger/open-ledger.ts';
import { networkMountOf, realPath } from '../../ledger/network-mount.ts';
import { takeLock } from '../../ledger/sqlite-lock.ts';
import { Roll } from '../../ledger/plan/sqlite-roll.ts';
import type { FoundTrace } from '../../ledger/trace-files.ts';
import { reasonOf } from '../../storage/reason-of.ts';
import { emptyFolder } from '../../storage/remove.ts';
import type { World } from '../world.ts';
import { type Destination, outboxLedger } from './destination.ts';
import { type Refusal, isRefusal, refuse } from './refusal.ts';
import type { SendOptions } from './send-options.ts';

/** Where a send is written down, opened as far as it exists. A dry run holds no lock. */
export interface Store {
  readonly ledgerPath: string;
  readonly secretPath: string;
  ledger: Ledger | undefined;
  /** Everyone in the audience, while it is planned; the ledger has it attached. */
  readonly roll: Roll;
  /** The inode of a ledger that is not to be used and stands in the new one's way; null when there is none. */
  readonly judged: number | null;
  close(): void;
}

/** Everything that decides whether a ledger may be used. */
export interface StoreRequest {
  readonly workspace: Workspace;
  readonly slug: string;
  readonly destination: Destination;
  readonly traces: readonly FoundTrace[];
  readonly options: SendOptions;
  readonly world: World;
}

/** Takes the lock and opens the ledger, having held it against the traces. */
export function openStore(request: StoreRequest): Store | Refusal {
  const { workspace, slug, destination, options, world } = request;
  const isOutbox = destination.kind === 'outbox';
  const named = isOutbox ? outboxLedger(workspace.folder, slug) : resolve(workspace.folder, workspace.config.ledger);
  const link = linkIn(workspace.folder, named);
  if (link) return refuse([problem('file-unwritable', { file: named, reason: link })]);
  const ledgerPath = isOutbox ? named : realPath(named);
  const network = isOutbox ? null : networkMountOf(ledgerPath, world.mounts());
  if (network !== null) return refuse([problem('ledger-on-network', { file: ledgerPath, kind: network })]);
  const release = options.dryRun ? () => undefined : lock(join(dirname(ledgerPath), `${slug}.lock`), request);
  if (typeof release !== 'function') return release;
  const ledger = isOutbox ? openRehearsal(ledgerPath) : openReal(ledgerPath, request);
  if (ledger && isRefusal(ledger)) {
    release();
    return ledger;
  }
  const placed = placeRoll(dirname(ledgerPath), slug, options.dryRun, ledger);
  if (isRefusal(placed)) {
    ledger?.close();
    release();
    return placed;
  }
  const secretPath = isOutbox ? join(destination.folder, 'secret') : join(workspace.folder, '.newsletter', 'secret');
  const store: Store = {
    ledgerPath,
    secretPath,
    ledger,
    judged: !isOutbox && options.newLedger && ledger === undefined ? inodeOf(ledgerPath) : null,
    roll: placed.roll,
    close: () => {
      store.ledger?.close();
      placed.remove();
      release();
    },
  };
  return store;
}

function lock(path: string, { world, workspace: { folder, config }, destination }: StoreRequest): (() => void) | Refusal {
  const { pid, hostname, clock } = world;
  const base = destination.kind === 'outbox' ? folder : realPath(folder);
  const taken = takeLock(path, { pid, host: hostname, since: clock.now().toISOString() }, base);
  if (taken.kind === 'held') return taken.release;
  if (taken.kind === 'busy') return refuse([problem('send-locked', { ...taken.holder, timezone: config.timezone })]);
  return refuse([problem('file-unwritable', { file: path, reason: taken.reason })]);
}

/** A roll, and what takes it away. */
interface PlacedRoll {
  readonly roll: Roll;
  readonly remove: () => void;
}

/**
 * Beside the ledger, under the lock: one that a killed run has left there is made anew. A dry run holds no lock, so it has a folder
 * of its own, which is gone before anyone's row is in it; where a system takes no open file away, it goes at the end.
 */
function placeRoll(folder: string, slug: string, isDry: boolean, ledger: Ledger | undefined): PlacedRoll | Refusal {
  let own: string | null = null;
  try {
    own = isDry ? mkdtempSync(join(existsSync(folder) ? folder : tmpdir(), 'roll-')) : null;
    const roll = new Roll(join(own ?? folder, `${slug}.roll`));
    ledger?.attach(roll);
    removeFolder(own);
    const remove = (): void => {
      roll.close();
      removeFolder(own);
    };
    return { roll, remove };
  } catch (error) {
    removeFolder(own);
    return refuse([problem('file-unwritable', { file: own ?? folder, reason: reasonOf(error) })]);
  }
}

function removeFolder(folder: string | null): void {
  try {
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  } catch {
    return;
  }
}

function openReal(path: string, { slug, traces, options }: StoreRequest): Ledger | undefined | Refusal {
  const opened = openExistingLedger(path);
  const problems = opened.problems.length > 0 ? opened.problems : checkAgainstTraces(slug, opened.value, traces);
  if (problems.length === 0) return opened.value;
  opened.value?.close();
  return options.newLedger ? undefined : refuse(problems);
}

/** A rehearsal's ledger that cannot be read is no loss. */
function openRehearsal(path: string): Ledger | undefined {
  return openExistingLedger(path).value;
}

/** Empties a rehearsal's folder for a new one, but for the lock that is held in it and the roll; nothing in it is worth keeping. */
export function clearRehearsal(store: Store, workspace: string): void {
  store.ledger?.close();
  store.ledger = undefined;
  const folder = dirname(store.ledgerPath);
  emptyFolder(workspace, folder, (name) => name.includes('.lock') || name.endsWith('.roll'));
}
