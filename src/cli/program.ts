import { Command } from 'commander';
import { parseDkimDomain, parseSelector } from './dkim/parse-dkim-options.ts';
import { parseBaseUrl } from './parse-base-url.ts';
import { parsePort } from './parse-port.ts';
import type { Words } from '../words/words.ts';
import type { AddCommand, Invocation, StartCommand } from './invocation.ts';
import { type WrittenSendOptions, addSendOptions, sendOptions } from './send-command.ts';
import { addSubscriberCommands } from './subscriber-commands.ts';
import { VERSION } from './version.ts';
import type { World } from './world.ts';

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
  const addTo = (parent: Command, name: string, description: string, examples: string): Command => {
    const command = parent.command(name).description(description).addHelpText('after', `\n${words.help.examples}\n${examples}`);
    configure(command, words, world);
    return command;
  };
  const add: AddCommand = (...named) => addTo(program, ...named);
  const start: StartCommand = (command, execute) => {
    const { directory, json } = program.opts<CommonOptions>();
    return invoke({ command, folder: directory ?? null, json: json === true, execute });
  };

  add('check', words.help.check, words.help.checkExamples)
    .argument('[issue...]', words.help.issues)
    .action((names: string[]) => start('check', async (context) => (await import('./commands/check.ts')).check(context, names)));

  add('build', words.help.build, words.help.buildExamples)
    .argument('[issue...]', words.help.issues)
    .action((names: string[]) => start('build', async (context) => (await import('./commands/build.ts')).build(context, names)));

  add('archive', words.help.archive, words.help.archiveExamples)
    .option('--base-url <url>', words.help.baseUrl, parseBaseUrl)
    .action((options: { baseUrl?: string }) =>
      start('archive', async (context) =>
        (await import('./commands/archive.ts')).archive(context, { baseUrl: options.baseUrl ?? null }),
      ),
    );

  add('preview', words.help.preview, words.help.previewExamples)
    .argument('[issue]', words.help.issue)
    .option('--port <number>', words.help.port, parsePort)
    .option('--host <address>', words.help.host)
    .option('--no-open', words.help.noOpen)
    .action((name: string | undefined, options: { port?: number; host?: string; open: boolean }) =>
      start('preview', async (context) => {
        const { preview } = await import('./commands/preview.ts');
        return preview(context, name, { port: options.port ?? null, host: options.host || null, open: options.open });
      }),
    );

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

  add('dkim-key', words.help.dkimKey, words.help.dkimKeyExamples)
    .option('--selector <name>', words.help.selector, parseSelector)
    .option('--domain <domain>', words.help.dkimDomain, parseDkimDomain)
    .option('--ed25519', words.help.ed25519)
    .action((options: { selector?: string; domain?: string; ed25519?: boolean }) =>
      start('dkim-key', async (context) => {
        const { dkimKey } = await import('./commands/dkim-key.ts');
        const { selector = null, domain = null, ed25519 = false } = options;
        return dkimKey(context, { selector, domain, ed25519 });
      }),
    );

  const subscribers = program.command('subscribers').description(words.help.subscribers);
  configure(subscribers, words, world);
  addSubscriberCommands((...named) => addTo(subscribers, ...named), words, start);
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
