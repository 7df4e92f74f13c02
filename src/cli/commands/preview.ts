import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { isLoopback } from '../../config/parse-smtp-server.ts';
import type { Workspace } from '../../config/load-config.ts';
import { loadOwnFiles } from '../../preview/load-own-files.ts';
import { type Doorkeeper, makeDoorkeeper, makeSecret } from '../../preview/server/doorkeeper.ts';
import { makePreviewApp } from '../../preview/server/preview-app.ts';
import { startPreviewServer } from '../../preview/server/preview-server.ts';
import type { Parsed, Problem } from '../../problem/problem.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { gatherFiles } from '../gather-files.ts';
import { gatherWorkspace } from '../gather-workspace.ts';
import { keepWatching } from '../preview/keep-watching.ts';
import { inUrl, listenSomewhere, ownAddresses } from '../preview/listen.ts';
import { makeStudio } from '../preview/studio.ts';
import type { CommandResult } from '../result.ts';
import { problemToJson, problemToText } from '../show-problem.ts';

export interface PreviewOptions {
  /** Null for the first that is free. */
  readonly port: number | null;
  /** The address to listen on; null for this computer alone. */
  readonly host: string | null;
  readonly open: boolean;
}

/** `newsletter preview`: shows issues in the browser while they are written, until Ctrl-C. */
export async function preview(
  context: Context,
  name: string | undefined,
  options: PreviewOptions,
): Promise<CommandResult | ExitCode> {
  const workspace = await gatherWorkspace(context);
  if (!workspace.value) return failed(workspace.problems, EXIT.usage);
  const files = name === undefined ? { value: [], problems: [] } : await gatherFiles(context, [name]);
  if (files.problems.length > 0) return failed(files.problems, EXIT.usage);
  const page = files.value[0] ? `/issues/${files.value[0].slug}` : '/';
  return show(context, workspace as Parsed<Workspace>, page, options);
}

function failed(problems: readonly Problem[], exitCode: ExitCode): CommandResult {
  return { exitCode, data: null, problems, lines: [] };
}

async function show(
  context: Context,
  { value: workspace, problems }: Parsed<Workspace>,
  page: string,
  options: PreviewOptions,
): Promise<CommandResult | ExitCode> {
  const { world } = context;
  const studio = makeStudio(context, workspace, problems);
  const isOpenToOthers = options.host !== null && !isLoopback(options.host);
  const announce = { again: (): void => undefined };
  const door = isOpenToOthers ? makeDoorkeeper(() => announce.again()) : null;
  const identity = { workspace: hashOf(realpathSync(workspace.folder)), run: makeSecret() };
  const app = makePreviewApp({ studio, files: await loadOwnFiles(), identity, token: makeSecret(), key: makeSecret(), door });
  const request = { host: options.host, port: options.port, workspace: identity.workspace, hostname: world.hostname };
  const listening = await listenSomewhere((where) => startPreviewServer(app, where), request);
  if ('code' in listening) return failed([listening], EXIT.usage);
  if ('running' in listening) return goThere(context, `http://127.0.0.1:${listening.running}${page}`, options);
  const watching = await keepWatching(workspace.folder, studio, world.clock);
  const host = nameOf(options.host);
  const addressNow = (): string => `http://${host}:${listening.port}${page}${tokenOf(door)}`;
  announce.again = () => world.stderr.write(`${context.words.preview.nextToken(addressNow())}\n`);
  tellStart(context, problems, addressNow(), isOpenToOthers);
  if (options.open) await world.open?.(addressNow());
  await new Promise<void>((resolve) => {
    if (world.stop.aborted) resolve();
    world.stop.addEventListener('abort', () => resolve());
  });
  await Promise.all([watching.close(), listening.close()]);
  if (!context.json) world.stdout.write(`${context.words.preview.ended}\n`);
  return EXIT.done;
}

function hashOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 32);
}

/** The name that the told address has for a host. */
function nameOf(host: string | null): string {
  if (host === '0.0.0.0' || host === '::') return ownAddresses()[0] ?? '127.0.0.1';
  return host === null ? '127.0.0.1' : inUrl(host);
}

function tokenOf(door: Doorkeeper | null): string {
  return door ? `?token=${door.token()}` : '';
}

function tellStart(context: Context, problems: readonly Problem[], address: string, isOpenToOthers: boolean): void {
  const { world, words, json, paintErr, paintOut } = context;
  if (isOpenToOthers) world.stderr.write(`${paintErr('yellow', words.preview.openToOthers)}\n`);
  if (json) {
    const told = { data: { url: address }, problems: problems.map((found) => problemToJson(found, words)) };
    world.stdout.write(`${JSON.stringify({ schemaVersion: 1, command: 'preview', ok: true, ...told })}\n`);
    return;
  }
  for (const found of problems) world.stderr.write(`${problemToText(found, words, paintErr)}\n`);
  world.stdout.write(`${words.preview.started(paintOut('bold', address))}\n${words.preview.howToEnd}\n`);
}

/** The same workspace is shown already; one preview is enough. */
async function goThere({ world, words, json }: Context, address: string, { open }: PreviewOptions): Promise<ExitCode> {
  const data = { url: address, running: true };
  if (json) world.stdout.write(`${JSON.stringify({ schemaVersion: 1, command: 'preview', ok: true, data, problems: [] })}\n`);
  else world.stdout.write(`${words.preview.running(address)}\n`);
  if (open) await world.open?.(address);
  return EXIT.done;
}
