import { onTestFinished } from 'vitest';
import type { FaultyServer } from './faulty-server.ts';
import { type KnownSend, assertPromise } from './promise.ts';
import { SpawnedProgram, type SpawnedRun, spawnProgram } from './spawn-program.ts';
import { type TestWorkspace, listOf, makeWorkspace } from './workspace.ts';

const SEND = ['send', 'tammikuu', '--yes', '--json'];

export interface FaultySendOptions {
  /** How many recipients: jarjesto0@example.org, jarjesto1@example.org and so on. */
  readonly recipients?: number;
  /** Files laid over the workspace. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

/** A send by the real program, run after run, over a server that misbehaves. */
export class FaultySend {
  readonly workspace: TestWorkspace;
  readonly server: FaultyServer;
  readonly recipients: number;

  constructor(server: FaultyServer, { recipients = 200, files = {} }: FaultySendOptions = {}) {
    this.server = server;
    this.recipients = recipients;
    this.workspace = makeWorkspace({ 'subscribers/jarjestot.csv': listOf(recipients), ...files });
  }

  get env(): { readonly NEWSLETTER_SMTP_URL: string } {
    return { NEWSLETTER_SMTP_URL: this.server.url };
  }

  /** Begins a run; it does not outlive the test. */
  begin(...options: string[]): SpawnedProgram {
    return this.#begin([...SEND, ...options]);
  }

  /** Begins a run that tells of itself in words. */
  beginInWords(): SpawnedProgram {
    return this.#begin(['send', 'tammikuu', '--yes']);
  }

  #begin(argv: readonly string[]): SpawnedProgram {
    const sender = new SpawnedProgram(this.workspace.folder, argv, this.env);
    onTestFinished(() => sender.kill('SIGKILL'));
    return sender;
  }

  run(...options: string[]): Promise<SpawnedRun> {
    return this.begin(...options).ended;
  }

  newsletter(...argv: string[]): Promise<SpawnedRun> {
    return spawnProgram(this.workspace.folder, argv, this.env);
  }

  /** `cut` are the runs that were cut off in the middle. */
  assertPromise(...cut: SpawnedRun[]): Promise<KnownSend> {
    const { workspace, server, recipients } = this;
    return assertPromise({ folder: workspace.folder, log: server, total: recipients, cut });
  }
}
