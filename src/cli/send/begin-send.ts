import type { MessageTemplate } from '../../compose/message-template.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { loadSecret, makeSecret } from '../../ledger/load-secret.ts';
import { createLedger } from '../../ledger/open-ledger.ts';
import { writeTrace } from '../../ledger/trace-files.ts';
import { type PreparedMessage, prepareMessage } from '../../personalise/prepare-message.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import type { Context } from '../context.ts';
import type { PreparedSend } from './prepare-send.ts';
import { type Refusal, refuse, refuseErrors } from './refusal.ts';
import type { SendOptions } from './send-options.ts';
import { clearRehearsal } from './store.ts';

/** A send that is written down and may go out. */
export interface BegunSend {
  readonly ledger: Ledger;
  readonly secret: string;
  /** By language, as frozen when the send began. */
  readonly templateFor: (language: string) => PreparedMessage;
  readonly warnings: readonly Problem[];
}

/** Writes down what must stand before the first byte goes out: the plan, the run, and for a real send the trace. */
export function beginSend({ world, words }: Context, prepared: PreparedSend, options: SendOptions): BegunSend | Refusal {
  const { slug, store, first, destination, plan } = prepared;
  if (prepared.replacesRehearsal) clearRehearsal(store);
  const secret = findSecret(prepared, world.env, options);
  if (typeof secret !== 'string') return refuse([secret]);
  const ledger = (store.ledger ??= createLedger(store.ledgerPath));
  const at = world.clock.now().toISOString();
  if (first) {
    const templates = Object.entries(first.send.templates).map(([language, hash]) => ({
      language,
      hash,
      content: first.content,
    }));
    ledger.freeze(first.send, templates, first.recipients);
  }
  const { generation } = ledger.beginRun(slug, at, words.send.orphaned);
  if (options.retryRejected) ledger.requeue(slug, 'rejected', at);
  if (options.resendUnknown) ledger.requeue(slug, 'unknown', at);
  const removed = plan.removed.map(({ key }) => key);
  ledger.skip(slug, removed, words.send.removedFromList, at);
  const traced = destination.kind === 'smtp' ? leaveTrace(prepared, ledger, generation, at) : [];
  return refuseErrors(traced) ?? { ledger, secret, templateFor: templatesOf(ledger, slug), warnings: traced };
}

function findSecret(
  { store, traces, destination }: PreparedSend,
  env: Context['world']['env'],
  options: SendOptions,
): string | Problem {
  const secret = loadSecret(store.secretPath, env['NEWSLETTER_SECRET']);
  if (secret !== null) return secret;
  const wasMade = destination.kind === 'smtp' && traces.length > 0;
  return wasMade && !options.newLedger ? problem('secret-missing', { file: store.secretPath }) : makeSecret(store.secretPath);
}

function leaveTrace({ slug, folders, plan }: PreparedSend, ledger: Ledger, generation: number, at: string): Problem[] {
  const { bodyHash, templates, startedAt } = ledger.send(slug)!;
  return writeTrace(folders, {
    slug,
    ledger: ledger.id,
    generation,
    bodyHash,
    templates,
    recipients: plan.total,
    startedAt,
    lastRunAt: at,
  });
}

function templatesOf(ledger: Ledger, slug: string): BegunSend['templateFor'] {
  const prepared = new Map<string, PreparedMessage>();
  return (language) => {
    const known = prepared.get(language) ?? prepareMessage(JSON.parse(ledger.template(slug, language)) as MessageTemplate);
    prepared.set(language, known);
    return known;
  };
}
