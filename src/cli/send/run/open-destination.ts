import { X509Certificate } from 'node:crypto';
import { resolve } from 'node:path';
import type { DkimConfig, SmtpServer } from '../../../config/config.ts';
import type { Workspace } from '../../../config/load-config.ts';
import { loadPassword } from '../../../deliver/load-password.ts';
import { redactor } from '../../../deliver/redact.ts';
import { startOutbox } from '../../../deliver/outbox-server.ts';
import { type OpenSession, openSession } from '../../../deliver/smtp/smtp-session.ts';
import { type Parsed, type Problem, problem } from '../../../problem/problem.ts';
import { loadDkimKeys } from '../../../sign/load-dkim-keys.ts';
import { type SignMessage, UNSIGNED, signWith } from '../../../sign/sign-message.ts';
import { readBelow } from '../../../storage/read-below.ts';
import { reasonOf } from '../../../storage/reason-of.ts';
import type { World } from '../../world.ts';
import type { Destination } from '../destination.ts';

/** Where sessions are opened, with whatever had to be started or fetched for it. */
export interface OpenDestination {
  readonly open: OpenSession;
  /** `host:port`, for problems. */
  readonly server: string;
  readonly sign: SignMessage;
  readonly warnings: readonly Problem[];
  close(): Promise<void>;
}

/** Starts the outbox, or fetches the server's password and certificates, and the keys to sign with; nothing is connected to yet. */
export async function openDestination(
  destination: Destination,
  workspace: Workspace,
  world: World,
): Promise<OpenDestination | Problem> {
  const { clock, hostname: name } = world;
  const { dkim } = workspace.config;
  const signing = dkim === null ? { value: UNSIGNED, problems: [] } : await loadSigning(dkim, workspace.folder);
  if (destination.kind === 'outbox') {
    const outbox = await startOutbox(destination.folder, workspace.folder).catch((error: unknown) => reasonOf(error));
    if (typeof outbox === 'string') return problem('file-unwritable', { file: destination.folder, reason: outbox });
    const settings = { server: outbox.server, password: null, ca: null, redact: String, name };
    return {
      open: (signal) => openSession(settings, clock, signal),
      server: nameOf(outbox.server),
      sign: signing.value ?? UNSIGNED,
      warnings: signing.value ? [] : signing.problems.map(unsigned),
      close: () => outbox.close(),
    };
  }
  if (!signing.value) return signing.problems[0]!;
  const { server } = destination;
  const password = server.login
    ? await loadPassword(server.login.password, workspace.env, workspace.folder)
    : { value: null, problems: [] };
  if (password.value === undefined) return password.problems[0]!;
  const ca = loadCertificates(server.caFile, workspace.folder);
  if (ca !== null && typeof ca !== 'string') return ca;
  const redact = redactor(server.login?.user ?? '', password.value ?? '');
  const settings = { server, password: password.value, ca, redact, name };
  return {
    open: (signal) => openSession(settings, clock, signal),
    server: nameOf(server),
    sign: signing.value,
    warnings: password.problems,
    close: () => Promise.resolve(),
  };
}

/** Whoever writes the newsletter need not have the key that signs it. */
function unsigned({ details, place }: Problem): Problem {
  return problem('rehearsal-unsigned', { file: 'file' in details ? details.file : '' }, place);
}

async function loadSigning(dkim: DkimConfig, workspace: string): Promise<Parsed<SignMessage | undefined>> {
  const { value: keys, problems } = await loadDkimKeys(dkim, workspace);
  return { value: keys && signWith(keys), problems };
}

function nameOf({ host, port }: SmtpServer): string {
  return `${host}:${port}`;
}

function loadCertificates(file: string | null, workspace: string): string | null | Problem {
  if (file === null) return null;
  try {
    const text = readBelow(workspace, resolve(workspace, file)).toString();
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
