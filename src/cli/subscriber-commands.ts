import type { Words } from '../words/words.ts';
import type { AddCommand, StartCommand } from './invocation.ts';

/** Adds the commands of `newsletter subscribers`. */
export function addSubscriberCommands(add: AddCommand, { help }: Words, start: StartCommand): void {
  add('suppress', help.suppress, help.suppressExamples)
    .argument('<address...>', help.addresses)
    .option('--reason <text>', help.reason)
    .action((addresses: string[], { reason }: { reason?: string }) =>
      start('subscribers suppress', async (context) =>
        (await import('./commands/suppressions.ts')).suppress(context, addresses, reason),
      ),
    );

  add('unsuppress', help.unsuppress, help.unsuppressExamples)
    .argument('<address...>', help.addresses)
    .action((addresses: string[]) =>
      start('subscribers unsuppress', async (context) =>
        (await import('./commands/suppressions.ts')).unsuppress(context, addresses),
      ),
    );

  add('suppressed', help.suppressed, help.suppressedExamples)
    .argument('[address...]', help.addressesOrAll)
    .action((addresses: string[]) =>
      start('subscribers suppressed', async (context) =>
        (await import('./commands/suppressions.ts')).suppressed(context, addresses),
      ),
    );
}
