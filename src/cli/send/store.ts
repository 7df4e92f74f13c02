import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Workspace } from '../../config/load-config.ts';
import { problem } from '../../problem/problem.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { checkAgainstTraces, inodeOf, openExistingLedger } from '../../ledger/open-ledger.ts';
import { networkMountOf, realPath } from '../../ledger/network-mount.ts';
import { takeLock } from '../../ledger/sqlite-lock.ts';
import type { FoundTrace } from '../../ledger/trace-files.ts';
import type { World } from '../world.ts';
import { type Destination, outboxLedger } from './destination.ts';
import { type Refusal, isRefusal, refuse } from './refusal.ts';
import type { SendOptions } from './send-options.ts';

/** Where a send is written down, opened as far as it exists. A dry run holds no lock. */
export interface Store {
  readonly ledgerPath: string;
  readonly secretPath: string;
  ledger: Ledger | undefined;
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
  const ledgerPath = isOutbox
    ? outboxLedger(workspace.folder, slug)
    : realPath(resolve(workspace.folder, workspace.config.ledger));
  if (isOutbox && isLink(dirname(ledgerPath)))
    return refuse([problem('file-unwritable', { file: dirname(ledgerPath), reason: 'EEXIST' })]);
  const network = isOutbox ? null : networkMountOf(ledgerPath, world.mounts());
  if (network !== null) return refuse([problem('ledger-on-network', { file: ledgerPath, kind: network })]);
  const release = options.dryRun ? () => undefined : lock(join(dirname(ledgerPath), `${slug}.lock`), world);
  if (typeof release !== 'function') return release;
  const ledger = isOutbox ? openRehearsal(ledgerPath) : openReal(ledgerPath, request);
  if (ledger && isRefusal(ledger)) {
    release();
    return ledger;
  }
  const secretPath = isOutbox ? join(destination.folder, 'secret') : join(workspace.folder, '.newsletter', 'secret');
  const store: Store = {
    ledgerPath,
    secretPath,
    ledger,
    judged: !isOutbox && options.newLedger && ledger === undefined ? inodeOf(ledgerPath) : null,
    close: () => {
      store.ledger?.close();
      release();
    },
  };
  return store;
}

/** A rehearsal empties its folder, and must not empty another one. */
function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

function lock(path: string, { pid, hostname, clock }: World): (() => void) | Refusal {
  const taken = takeLock(path, { pid, host: hostname, since: clock.now().toISOString() });
  if (taken.kind === 'held') return taken.release;
  if (taken.kind === 'busy') return refuse([problem('send-locked', { ...taken.holder })]);
  return refuse([problem('file-unwritable', { file: path, reason: taken.reason })]);
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

/** Empties a rehearsal's folder for a new one, but for the lock that is held in it; nothing in it is worth keeping. */
export function clearRehearsal(store: Store): void {
  store.ledger?.close();
  store.ledger = undefined;
  const folder = dirname(store.ledgerPath);
  for (const name of readdirSync(folder)) {
    if (!name.includes('.lock')) rmSync(join(folder, name), { recursive: true, force: true });
  }
}
