import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Words } from '../words/words.ts';
import { type Audience, parseAudience } from './send/plan/audience.ts';
import type { SendOptions } from './send/send-options.ts';

/** The options as commander gives them. */
export interface WrittenSendOptions {
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

/** Adds the options of `newsletter send`. */
export function addSendOptions(command: Command, { help }: Words): Command {
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

/** Given twice it would be unclear which one counts; several states go into one. */
function earlierAudience(written: string, before?: Audience): Audience {
  const audience = parseAudience(written);
  if (before || audience?.kind !== 'earlier') throw new InvalidArgumentError('');
  return audience;
}

export function sendOptions(written: WrittenSendOptions): SendOptions {
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
