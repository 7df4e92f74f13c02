import { join, resolve } from 'node:path';
import type { SmtpServer } from '../../config/config.ts';
import { isLoopback } from '../../config/parse-smtp-server.ts';
import type { Workspace } from '../../config/load-config.ts';
import { openExistingLedger } from '../../ledger/open-ledger.ts';
import { type Problem, problem } from '../../problem/problem.ts';

/** Where a send goes: to the configured server, or to the outbox that mails nobody. */
export type Destination =
  { readonly kind: 'smtp'; readonly server: SmtpServer } | { readonly kind: 'outbox'; readonly folder: string };

/**
 * With no server configured the outbox takes the mail. Not so in a workspace that has really sent: there, a server that is missing is a
 * mistake, and a job that lost its environment must not succeed into a folder. `--outbox` asks for the outbox whatever is configured.
 */
export function chooseDestination(
  workspace: Workspace,
  slug: string,
  askedForOutbox: boolean,
  traces: readonly unknown[],
): Destination | Problem {
  const { folder, config } = workspace;
  if (askedForOutbox) return { kind: 'outbox', folder: outboxFolder(folder, slug) };
  if (config.smtp) return { kind: 'smtp', server: config.smtp };
  if (traces.length > 0 || hasSent(workspace)) return problem('smtp-not-configured', {});
  return { kind: 'outbox', folder: outboxFolder(folder, slug) };
}

/** The server's name, `host:port`, when mail goes to it without TLS over a network; null when it does not. */
export function plainServer(destination: Destination): string | null {
  if (destination.kind === 'outbox') return null;
  const { host, port, tls } = destination.server;
  return tls === 'none' && !isLoopback(host) ? `${host}:${port}` : null;
}

/** Whether the ledger of real sends knows of any; the traces may have been taken away. */
function hasSent({ folder, config }: Workspace): boolean {
  const { value: ledger, problems } = openExistingLedger(resolve(folder, config.ledger), folder);
  const found = (ledger?.sends().length ?? 0) > 0;
  ledger?.close();
  return found || problems.length > 0;
}

function outboxFolder(workspace: string, slug: string): string {
  return join(workspace, 'dist', slug, 'outbox');
}

/** A rehearsal's own ledger, which never counts as sent. */
export function outboxLedger(workspace: string, slug: string): string {
  return join(outboxFolder(workspace, slug), 'ledger.db');
}
