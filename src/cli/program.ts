import { Command, InvalidArgumentError, Option } from 'commander';
import type { Words } from '../words/words.ts';
import type { Context } from './context.ts';
import type { ExitCode } from './exit-code.ts';
import type { CommandResult } from './result.ts';
import { type Audience, parseAudience } from './send/audience.ts';
import type { SendOptions } from './send/send-options.ts';
import { VERSION } from './version.ts';
import type { World } from './world.ts';

/** A command as understood from the arguments. What executes it is loaded only then: `--help` loads no command. */
export interface Invocation {
  readonly command: string;
  /** The workspace's folder as written; null when none was. */
  readonly folder: string | null;
  readonly json: boolean;
  readonly execute: (context: Context) => Promise<CommandResult | ExitCode>;
}

interface CommonOptions {
  readonly directory?: string;
  readonly json?: boolean;
}

/** The command line: names, options and help of every command. Nothing is exited and nothing printed but through the world. */
export function makeProgram(words: Words, world: World, invoke: (invocation: Invocation) => Promise<void>): Command {
  const program = new Command('newsletter').description(words.help.program).version(VERSION, '-V, --version', words.help.version);
  program.option('-C, --directory <dir>', words.help.directory).option('--json', words.help.json);
  configure(program, words, world);
  program.helpCommand('help [command]', words.help.help);
  const add = (name: string, description: string, examples: string): Command => {
    const command = program.command(name).description(description).addHelpText('after', `\n${words.help.examples}\n${examples}`);
    configure(command, words, world);
    return command;
  };
  const start = (command: string, execute: Invocation['execute']): Promise<void> => {
    const { directory, json } = program.opts<CommonOptions>();
    return invoke({ command, folder: directory ?? null, json: json === true, execute });
  };

  add('check', words.help.check, words.help.checkExamples)
    .argument('[issue...]', words.help.issues)
    .action((names: string[]) => start('check', async (context) => (await import('./commands/check.ts')).check(context, names)));

  add('build', words.help.build, words.help.buildExamples)
    .argument('[issue...]', words.help.issues)
    .action((names: string[]) => start('build', async (context) => (await import('./commands/build.ts')).build(context, names)));

  addSendOptions(add('send', words.help.send, words.help.sendExamples).argument('<issue>', words.help.issue), words).action(
    (name: string, options: WrittenSendOptions) =>
      start('send', async (context) => (await import('./commands/send.ts')).send(context, name, sendOptions(options))),
  );

  add('status', words.help.status, words.help.statusExamples)
    .argument('[issue]', words.help.issue)
    .option('--csv <file>', words.help.csv)
    .option('--outbox', words.help.statusOutbox)
    .action((name: string | undefined, options: { csv?: string; outbox?: boolean }) =>
      start('status', async (context) => (await import('./commands/status.ts')).status(context, name, options)),
    );

  const subscribers = program.command('subscribers').description(words.help.subscribers);
  configure(subscribers, words, world);
  const addTo = (name: string, description: string, examples: string): Command => {
    const command = subscribers
      .command(name)
      .description(description)
      .addHelpText('after', `\n${words.help.examples}\n${examples}`);
    configure(command, words, world);
    return command;
  };
  addTo('suppress', words.help.suppress, words.help.suppressExamples)
    .argument('<address...>', words.help.addresses)
    .option('--reason <text>', words.help.reason)
    .action((addresses: string[], { reason }: { reason?: string }) =>
      start('subscribers suppress', async (context) =>
        (await import('./commands/suppressions.ts')).suppress(context, addresses, reason),
      ),
    );
  addTo('unsuppress', words.help.unsuppress, words.help.unsuppressExamples)
    .argument('<address...>', words.help.addresses)
    .action((addresses: string[]) =>
      start('subscribers unsuppress', async (context) =>
        (await import('./commands/suppressions.ts')).unsuppress(context, addresses),
      ),
    );
  addTo('suppressed', words.help.suppressed, words.help.suppressedExamples)
    .argument('[address...]', words.help.addressesOrAll)
    .action((addresses: string[]) =>
      start('subscribers suppressed', async (context) =>
        (await import('./commands/suppressions.ts')).suppressed(context, addresses),
      ),
    );
  return program;
}

function configure(command: Command, words: Words, world: World): void {
  const titles: Readonly<Record<string, string>> = words.help.titles;
  command
    .exitOverride()
    .helpCommand(false)
    .helpOption('-h, --help', words.help.help)
    .showSuggestionAfterError(false)
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => titles[title] ?? title,
      helpWidth: Math.min(world.stdout.width, 100),
    })
    .configureOutput({ writeOut: (text) => world.stdout.write(text), writeErr: () => undefined });
}

interface WrittenSendOptions {
  readonly dryRun?: boolean;
  readonly test?: string[];
  readonly limit?: number;
  readonly yes?: boolean;
  readonly confirm?: string;
  readonly outbox?: boolean;
  readonly asStarted?: boolean;
  readonly retryRejected?: boolean;
  readonly resendUnknown?: boolean;
  readonly newLedger?: boolean;
  readonly only?: string[];
  readonly to?: Audience;
  readonly at?: string;
  readonly withChanges?: boolean;
  readonly includeNew?: boolean;
  readonly suppressRejected?: boolean;
}

function addSendOptions(command: Command, { help }: Words): Command {
  const collect = (address: string, addresses: string[] = []): string[] => [...addresses, address];
  return command
    .option('--dry-run', help.dryRun)
    .addOption(
      new Option('--test <address>', help.test).argParser(collect).conflicts(['dryRun', 'limit', 'confirm', 'only', 'to', 'at']),
    )
    .option('--limit <count>', help.limit, positiveNumber)
    .option('--only <address>', help.only, collect)
    .option('--to <state:issue>', help.to, earlierAudience)
    .option('--at <time>', help.at)
    .option('--confirm <count>', help.confirm)
    .option('--yes', help.yes)
    .option('--outbox', help.outbox)
    .option('--as-started', help.asStarted)
    .addOption(new Option('--with-changes', help.withChanges).conflicts('asStarted'))
    .option('--include-new', help.includeNew)
    .option('--retry-rejected', help.retryRejected)
    .option('--resend-unknown', help.resendUnknown)
    .option('--suppress-rejected', help.suppressRejected)
    .option('--new-ledger', help.newLedger);
}

function positiveNumber(written: string): number {
  if (!/^[1-9]\d{0,8}$/.test(written)) throw new InvalidArgumentError('');
  return Number(written);
}

function earlierAudience(written: string): Audience {
  const audience = parseAudience(written);
  if (audience?.kind !== 'earlier') throw new InvalidArgumentError('');
  return audience;
}

function sendOptions(written: WrittenSendOptions): SendOptions {
  return {
    dryRun: written.dryRun === true,
    yes: written.yes === true,
    confirm: written.confirm ?? null,
    limit: written.limit ?? Number.POSITIVE_INFINITY,
    test: written.test ?? [],
    outbox: written.outbox === true,
    asStarted: written.asStarted === true,
    newLedger: written.newLedger === true,
    retryRejected: written.retryRejected === true,
    resendUnknown: written.resendUnknown === true,
    only: written.only ?? [],
    to: written.to ?? null,
    at: written.at ?? null,
    withChanges: written.withChanges === true,
    includeNew: written.includeNew === true,
    suppressRejected: written.suppressRejected === true,
  };
}
