import { networkInterfaces } from 'node:os';
import { isLoopback } from '../../config/parse-smtp-server.ts';
import type { Listening, PreviewServer } from '../../preview/server/preview-server.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import { findRunning } from './find-running.ts';

/** The port that a preview has unless it is taken. */
const USUAL_PORT = 4400;
/** Ports that are tried from there. */
const TRIED = 20;

/** Where to listen: null for what is usual. */
export interface ListenRequest {
  readonly host: string | null;
  readonly port: number | null;
  readonly workspace: string;
  readonly hostname: string;
}

/** A server of ours, or the port at which the same workspace is shown already. */
export type Listened = PreviewServer | { readonly running: number };

/** Listens on the port that was asked for, or else on the first that is free. */
export async function listenSomewhere(
  start: (where: Listening) => Promise<PreviewServer | string>,
  request: ListenRequest,
): Promise<Listened | Problem> {
  const { port, workspace } = request;
  const host = request.host ?? '127.0.0.1';
  const names = namesOf(host, request.hostname);
  const ports = port === null ? Array.from({ length: TRIED }, (_, index) => USUAL_PORT + index) : [port];
  let reason = '';
  for (const tried of ports) {
    const server = await start({ host, port: tried, names });
    if (typeof server !== 'string') return server;
    reason = server;
    if (reason !== 'EADDRINUSE') break;
    const running = isLoopback(host) ? await findRunning(tried) : undefined;
    if (running?.workspace === workspace) return { running: tried };
  }
  return problem('preview-cannot-listen', { host, port: port ?? USUAL_PORT, reason });
}

/** The names under which browsers may ask for a server that listens on a host. */
function namesOf(host: string, hostname: string): string[] {
  const loopback = ['127.0.0.1', 'localhost', '[::1]'];
  if (host === '0.0.0.0' || host === '::') return [...loopback, hostname, ...ownAddresses()];
  return [...loopback, inUrl(host)];
}

/** The addresses of this computer. */
export function ownAddresses(): string[] {
  const found = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return found.filter(({ internal }) => !internal).map(({ address }) => inUrl(address));
}

/** An address as it stands in a URL (RFC 3986 §3.2.2). */
export function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
