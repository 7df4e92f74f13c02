import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { reasonOf } from '../../storage/reason-of.ts';
import { guard } from './guard.ts';
import { headersFor } from './policies.ts';

/** A server that listens. */
export interface PreviewServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Where to listen, and under which names that is known, without the port. */
export interface Listening {
  readonly host: string;
  readonly port: number;
  readonly names: readonly string[];
}

/** Listens; gives the system's code for why it cannot, as EADDRINUSE. Nothing comes to the app that the guard refuses; what says no better is answered under the strictest policy. */
export async function startPreviewServer(app: Hono, { host, port, names }: Listening): Promise<PreviewServer | string> {
  const answer = getRequestListener(app.fetch);
  const hosts = new Set<string>();
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headersFor('file', 'text/plain'))) response.setHeader(name, value);
    const refusal = guard(headOf(request), hosts);
    if (refusal === null) void answer(request, response);
    else refuse(response, refusal);
  });
  const failed = await listen(server, host, port);
  if (failed !== null) return failed;
  const { port: taken } = server.address() as AddressInfo;
  for (const name of names) {
    hosts.add(`${name}:${taken}`.toLowerCase());
    if (taken === 80) hosts.add(name.toLowerCase());
  }
  return { port: taken, close: () => close(server) };
}

function headOf({ method = '', url = '', headersDistinct }: IncomingMessage): Parameters<typeof guard>[0] {
  return { method, target: url, headers: headersDistinct };
}

/** Whoever is refused is told nothing. */
function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: 'close' }).end(`${status}\n`);
}

function listen(server: Server, host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    server.once('error', (error) => resolve(reasonOf(error)));
    server.listen({ host, port }, () => resolve(null));
  });
}

/** Pages that listen for changes would keep it open for ever. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
