import type { MessageTemplate } from '../../compose/message-template.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { loadSecret, makeSecret } from '../../ledger/load-secret.ts';
import { isStorageFault } from '../../ledger/group-commit.ts';
import { createLedger, inodeOf, setLedgerAside } from '../../ledger/open-ledger.ts';
import { removeTrace, writeTrace } from '../../ledger/trace-files.ts';
import { type PreparedMessage, prepareMessage } from '../../personalise/prepare-message.ts';
import { type Parsed, type Problem, problem } from '../../problem/problem.ts';
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
export function beginSend(context: Context, prepared: PreparedSend, options: SendOptions): BegunSend | Refusal {
  const { store, first, destination } = prepared;
  if (first && destination.kind === 'outbox') clearRehearsal(store);
  const secret = findSecret(prepared, context.world.env, options);
  if (secret.value === undefined) return refuse(secret.problems);
  const opened = openOrCreate(prepared, context.world.clock.now().toISOString());
  if (!opened.value) return refuse(opened.problems);
  store.ledger = opened.value;
  try {
    return writeDown(context, prepared, opened.value, secret.value);
  } catch (error) {
    return refuse([writeFailure(error)]);
  }
}

function writeDown({ world, words }: Context, prepared: PreparedSend, ledger: Ledger, secret: string): BegunSend | Refusal {
  const { slug, first, destination, plan } = prepared;
  const at = world.clock.now().toISOString();
  if (first) {
    const twin = ledger
      .sends()
      .find((send) => destination.kind === 'smtp' && send.slug !== slug && send.bodyHash === first.send.bodyHash);
    if (twin) return refuse([problem('content-sent-before', { slug: twin.slug })]);
    const templates = Object.entries(first.send.templates).map(([language, hash]) => ({
      language,
      hash,
      content: first.content,
    }));
    ledger.freeze(first.send, templates, first.recipients);
  }
  const { generation } = ledger.beginRun(slug, at, words.send.orphaned);
  const removed = plan.removed.map(({ key }) => key);
  ledger.skip(slug, removed, words.send.removedFromList, at);
  const traced = leaveTrace(prepared, ledger, generation, at);
  return refuseErrors(traced) ?? { ledger, secret, templateFor: templatesOf(ledger, slug), warnings: traced };
}

/**
 * Counts the run as over, in the ledger and in the trace: a copy of the ledger made in mid-run is known to be old from now on. A first
 * send in which nobody could be tried at all is forgotten, so that its text may still be mended; a trace that stood before it stays.
 */
export function endSend({ world }: Context, prepared: PreparedSend, { ledger }: BegunSend): readonly Problem[] {
  const { slug, traces, folders, destination } = prepared;
  try {
    const wasTraced = traces.some(({ trace }) => trace.slug === slug);
    if (destination.kind === 'smtp' && !wasTraced && ledger.discardUntouched(slug)) {
      removeTrace(folders, slug);
      return [];
    }
    return leaveTrace(prepared, ledger, ledger.endRun(), world.clock.now().toISOString());
  } catch (error) {
    return [writeFailure(error)];
  }
}

/** A disk that is full is a problem; anything else is a bug and goes on its way. */
function writeFailure(error: unknown): Problem {
  if (!isStorageFault(error)) throw error;
  return problem('ledger-write-failed', { reason: error.message });
}

function findSecret(
  { store, traces, destination }: PreparedSend,
  env: Context['world']['env'],
  options: SendOptions,
): Parsed<string | undefined> {
  const loaded = loadSecret(store.secretPath, env['NEWSLETTER_SECRET']);
  if (loaded.value !== undefined || loaded.problems.length > 0) return loaded;
  const wasMade = destination.kind === 'smtp' && traces.length > 0;
  if (!wasMade || options.newLedger) return makeSecret(store.secretPath);
  return { value: undefined, problems: [problem('secret-missing', { file: store.secretPath })] };
}

/** A ledger that was judged to be of no use is set aside, on a person's word; one that somebody has made since is not. */
function openOrCreate({ store }: PreparedSend, at: string): Parsed<Ledger | undefined> {
  if (store.ledger) return { value: store.ledger, problems: [] };
  if (store.judged !== null && store.judged === inodeOf(store.ledgerPath))
    setLedgerAside(store.ledgerPath, at.replace(/\W/g, ''));
  return createLedger(store.ledgerPath);
}

function leaveTrace(
  { slug, folders, plan, destination }: PreparedSend,
  ledger: Ledger,
  generation: number,
  at: string,
): Problem[] {
  if (destination.kind === 'outbox') return [];
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
