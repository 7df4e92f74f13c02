import type { Clock } from '../../src/clock/clock.ts';
import { type JsonLine, type ProgramRun, jsonLines, realClock, runProgram } from './run-program.ts';
import { PASSWORD, USER } from './secrets.ts';
import { type SecureOptions, type SecureServer, startSecure, tlsFixture } from './secure-server.ts';
import { CONFIG, type TestWorkspace, listOf, makeWorkspace } from './workspace.ts';

export const SEND = ['send', 'tammikuu', '--yes', '--json'];

/** A clock on which pauses pass at once. What takes longer than a minute is no pause but a time limit, and stays. */
const HURRIED: Clock = {
  ...realClock,
  after: (delay, callBack) => realClock.after(delay <= 60_000 ? Math.min(delay, 5) : delay, callBack),
};

export interface SecureSend {
  readonly server: SecureServer;
  readonly workspace: TestWorkspace;
  readonly run: ProgramRun;
  readonly lines: readonly JsonLine[];
  /** The first problem that was told. */
  readonly problem: JsonLine | undefined;
  readonly counts: Record<string, number>;
}

export interface SecureSendOptions {
  /** What stands under `smtp:` in newsletter.yaml. */
  readonly smtp?: string;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly host?: string;
  readonly argv?: readonly string[];
  readonly recipients?: number;
  readonly connections?: number;
}

/** A configuration that trusts the tests' own authority, unless it says something else under `smtp:`. */
export function configOf({ smtp = '{ caFile: authority.pem }', connections = 3 }: SecureSendOptions = {}): string {
  return `${CONFIG.replace('connections: 3', `connections: ${connections}`)}smtp: ${smtp}\n`;
}

/** The files of a workspace whose configuration is as `configOf` says. */
export function filesFor(options: SecureSendOptions = {}): Record<string, string | Uint8Array> {
  return {
    'authority.pem': tlsFixture('authority'),
    'newsletter.yaml': configOf(options),
    'subscribers/jarjestot.csv': listOf(options.recipients ?? 5),
    ...options.files,
  };
}

/** Sends, logged in, over a server that takes the login by PLAIN and LOGIN unless its options say something else. */
export async function sendOver(server: SecureOptions, options: SecureSendOptions = {}): Promise<SecureSend> {
  const login = { user: USER, password: PASSWORD };
  const running = await startSecure({ offers: ['AUTH PLAIN LOGIN'], login, ...server });
  const workspace = makeWorkspace(filesFor(options));
  const { host = '0.0.0.0', argv = SEND } = options;
  const env = { NEWSLETTER_SMTP_URL: running.url({ host, user: USER }), NEWSLETTER_SMTP_PASSWORD: PASSWORD, ...options.env };
  const run = await runProgram(workspace.folder, argv, { env, clock: HURRIED });
  const lines = argv.includes('--json') ? jsonLines(run) : [];
  const problem = lines.find(({ type }) => type === 'problem');
  return { server: running, workspace, run, lines, problem, counts: lines.at(-1)?.counts ?? {} };
}
