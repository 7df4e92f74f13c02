import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { freePort } from './free-port.ts';

export interface PostfixOptions {
  /** How many mailboxes there are: jarjesto0@example.org, jarjesto1@example.org and so on. Whoever else is of example.org is unknown. */
  readonly users: number;
  /** Whether example.org is delivered here; with a code, it is not ours and every recipient is refused with it: relay access denied. */
  readonly relay?: 'ours' | '454' | '554';
}

/** A real Postfix on the loopback address, with its configuration, queue, log and mailboxes in a folder of its own. */
export interface Postfix {
  readonly url: string;
  /** The folder of an address's mailbox; the messages are the files of `new` in it. */
  maildirOf(address: string): string;
  /** What Postfix has logged so far. */
  log(): string;
  /** Resolves when every message that was taken has been delivered; rejects when one was put off, or none has moved for a while. */
  untilDelivered(): Promise<void>;
  stop(): Promise<void>;
}

/** Debian's `nobody` and `nogroup`, to whom the mailboxes belong: Postfix delivers nothing as root. */
const NOBODY = 65_534;

/** Starts a Postfix that runs until the test is over and leaves nothing behind. It needs root, as Postfix's master does. */
export async function startPostfix({ users, relay = 'ours' }: PostfixOptions): Promise<Postfix> {
  if (process.getuid?.() !== 0) throw new Error('Postfix starts only as root; run this test as root');
  const postfix = new RunningPostfix(mkdtempSync(join(tmpdir(), 'postfix-')), await freePort());
  onTestFinished(() => postfix.stop());
  postfix.configure(users, relay);
  await postfix.start();
  return postfix;
}

class RunningPostfix implements Postfix {
  readonly url: string;
  readonly #folder: string;
  readonly #port: number;
  readonly #keeper: ChildProcess;

  constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
    this.#keeper = spawn('sh', ['-c', KEEPER, folder], { env: ENV, stdio: ['pipe', 'ignore', 'ignore'], detached: true });
    this.url = `smtp://127.0.0.1:${port}`;
  }

  /** Writes everything that Postfix reads. `postfix start` makes what is missing: the folders of the queue and of its data, each with its owner. */
  configure(users: number, relay: NonNullable<PostfixOptions['relay']>): void {
    chmodSync(this.#folder, 0o755);
    for (const name of ['config', 'queue', 'mail']) mkdirSync(this.#path(name));
    chownSync(this.#path('mail'), NOBODY, NOBODY);
    const mailboxes = Array.from({ length: users }, (_, index) => `jarjesto${index}@example.org jarjesto${index}@example.org/\n`);
    writeFileSync(this.#path('config/mailboxes'), mailboxes.join(''));
    writeFileSync(this.#path('config/main.cf'), settings(this.#folder, relay));
    writeFileSync(this.#path('config/master.cf'), services(this.#port));
  }

  /** Resolves when Postfix listens: its master reports back only then. */
  async start(): Promise<void> {
    try {
      await promisify(execFile)('postfix', ['-c', this.#path('config'), 'start'], { env: ENV, timeout: 60_000 });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
        throw new Error('Postfix cannot be started, for it is not here: install Debian’s package postfix', { cause: error });
      }
      throw new Error(`Postfix does not start: ${String(error)}\n${this.log()}`, { cause: error });
    }
  }

  maildirOf(address: string): string {
    return this.#path(`mail/${address}`);
  }

  log(): string {
    return existsSync(this.#path('log')) ? readFileSync(this.#path('log'), 'utf8') : '';
  }

  async untilDelivered(): Promise<void> {
    let left = Number.POSITIVE_INFINITY;
    for (let triesLeft = TRIES; triesLeft > 0; triesLeft--) {
      const queued = this.#queued();
      if (queued === 0) return;
      if (this.#count('deferred') > 0) break;
      if (queued < left) triesLeft = TRIES;
      left = queued;
      await pause(TRY_PAUSE);
    }
    throw new Error(`Postfix has not delivered everything:\n${this.log().split('\n').slice(-50).join('\n')}`);
  }

  async stop(): Promise<void> {
    this.#keeper.stdin?.end();
    if (this.#keeper.exitCode === null) await once(this.#keeper, 'exit');
  }

  /** How many messages are on their way. A message moves through these folders in this order, so none is missed. */
  #queued(): number {
    return ['incoming', 'active', 'deferred'].map((queue) => this.#count(queue)).reduce((sum, count) => sum + count, 0);
  }

  /** Deferred messages are in subfolders of one character, which are no messages. */
  #count(queue: string): number {
    const names = readdirSync(this.#path(`queue/${queue}`), { recursive: true }) as string[];
    return names.filter((name) => !/^.$/.test(name)).length;
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }
}

const ENV = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin:/sbin` };

/**
 * Waits until its input ends, stops the Postfix of a folder if it runs, and removes the folder. It is a process of its own, so that
 * nothing is left behind of a test that was interrupted or killed either. What Postfix's last processes still write is removed after.
 */
const KEEPER = 'cat; postfix -c "$0/config" stop; rm -rf "$0" || { sleep 1; rm -rf "$0"; }';

/** Pauses of this many milliseconds in which no message was delivered, after which none is expected any more. */
const TRY_PAUSE = 100;
const TRIES = 300;

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

/**
 * The settings in main.cf. Nothing is added to headers, although the client is local: what the program left out must be missing. No DNS,
 * no aliases, no way out: there is no SMTP client, and mail to any other domain is an error.
 */
function settings(folder: string, relay: NonNullable<PostfixOptions['relay']>): string {
  const isOurs = relay === 'ours';
  return Object.entries({
    compatibility_level: '3.6',
    queue_directory: `${folder}/queue`,
    data_directory: `${folder}/data`,
    maillog_file: `${folder}/log`,
    maillog_file_prefixes: folder,
    myhostname: 'posti.example.net',
    inet_interfaces: '127.0.0.1',
    inet_protocols: 'ipv4',
    mynetworks: isOurs ? '127.0.0.0/8' : '',
    mydestination: '',
    local_recipient_maps: '',
    local_header_rewrite_clients: '',
    local_transport: 'error:nobody is local',
    default_transport: 'error:there is no way out',
    alias_maps: '',
    alias_database: '',
    smtpd_peername_lookup: 'no',
    smtpd_tls_security_level: 'none',
    smtpd_relay_restrictions: relay === '454' ? 'defer_unauth_destination' : 'permit_mynetworks, reject_unauth_destination',
    virtual_mailbox_domains: isOurs ? 'example.org' : '',
    virtual_mailbox_base: `${folder}/mail`,
    virtual_mailbox_maps: `texthash:${folder}/config/mailboxes`,
    virtual_transport: 'virtual',
    virtual_uid_maps: `static:${NOBODY}`,
    virtual_gid_maps: `static:${NOBODY}`,
  })
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('');
}

/** The services in master.cf, none of them in a chroot. */
function services(port: number): string {
  return `# service type private unprivileged chroot wakeup maxproc command
127.0.0.1:${port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
postlog unix-dgram n - n - 1 postlogd
`;
}
