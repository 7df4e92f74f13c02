import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { SmtpServer } from '../../../config/config.ts';
import type { Workspace } from '../../../config/load-config.ts';
import { loadPassword } from '../../../deliver/load-password.ts';
import { redactor } from '../../../deliver/redact.ts';
import { startOutbox } from '../../../deliver/outbox-server.ts';
import { type OpenSession, openSession } from '../../../deliver/smtp-session.ts';
import { type Problem, problem } from '../../../problem/problem.ts';
import { reasonOf } from '../../../source/read-text-file.ts';
import type { World } from '../../world.ts';
import type { Destination } from '../destination.ts';

/** Where sessions are opened, with whatever had to be started or fetched for it. */
export interface OpenDestination {
  readonly open: OpenSession;
  /** `host:port`, for problems. */
  readonly server: string;
  readonly warnings: readonly Problem[];
  close(): Promise<void>;
}

/** Starts the outbox, or fetches the server's password and certificates; nothing is connected to yet. */
export async function openDestination(
  destination: Destination,
  workspace: Workspace,
  world: World,
): Promise<OpenDestination | Problem> {
  const { clock, hostname: name } = world;
  if (destination.kind === 'outbox') {
    const outbox = await startOutbox(destination.folder).catch((error: unknown) => reasonOf(error));
    if (typeof outbox === 'string') return problem('file-unwritable', { file: destination.folder, reason: outbox });
    const settings = { server: outbox.server, password: null, ca: null, redact: String, name };
    return {
      open: (signal) => openSession(settings, clock, signal),
      server: nameOf(outbox.server),
      warnings: [],
      close: () => outbox.close(),
    };
  }
  const { server } = destination;
  const password = server.login
    ? await loadPassword(server.login.password, workspace.env, workspace.folder)
    : { value: null, problems: [] };
  if (password.value === undefined) return password.problems[0]!;
  const ca = await loadCertificates(server.caFile, workspace.folder);
  if (ca !== null && typeof ca !== 'string') return ca;
  const redact = redactor(server.login?.user ?? '', password.value ?? '');
  const settings = { server, password: password.value, ca, redact, name };
  return {
    open: (signal) => openSession(settings, clock, signal),
    server: nameOf(server),
    warnings: password.problems,
    close: () => Promise.resolve(),
  };
}

function nameOf({ host, port }: SmtpServer): string {
  return `${host}:${port}`;
}

async function loadCertificates(file: string | null, workspace: string): Promise<string | null | Problem> {
  if (file === null) return null;
  try {
    const text = await readFile(resolve(workspace, file), 'utf8');
    return areCertificates(text) ? text : problem('ca-file-unusable', { file });
  } catch (error) {
    return problem('file-unreadable', { file, reason: reasonOf(error) });
  }
}

/** Whether each certificate of a PEM file can be read, and there is one. */
function areCertificates(text: string): boolean {
  const blocks = text.split(/(?=-----BEGIN )/).filter((block) => block.startsWith('-----BEGIN '));
  try {
    return blocks.map((block) => new X509Certificate(block)).length > 0;
  } catch {
    return false;
  }
}
