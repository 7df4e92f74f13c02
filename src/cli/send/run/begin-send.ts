import { dirname } from 'node:path';
import type { MessageTemplate } from '../../../compose/message-template.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import { loadSecret, makeSecret } from '../../../ledger/load-secret.ts';
import { createLedger, inodeOf, openExistingLedger, setLedgerAside } from '../../../ledger/open-ledger.ts';
import { realPath } from '../../../ledger/network-mount.ts';
import { otherSender } from '../../../ledger/sqlite-lock.ts';
import { type PreparedMessage, prepareMessage } from '../../../personalise/prepare-message.ts';
import { type Parsed, type Problem, problem } from '../../../problem/problem.ts';
import type { Context } from '../../context.ts';
import type { PreparedSend } from '../plan/prepare-send.ts';
import { type Refusal, refuse, refuseErrors } from '../refusal.ts';
import type { SendOptions } from '../send-options.ts';
import { clearRehearsal } from '../store.ts';
import { writeFailure } from '../write-failure.ts';
import { leaveTrace } from './written-down.ts';

/** A send that is written down and may go out. */
export interface BegunSend {
  readonly ledger: Ledger;
  readonly secret: string;
  /** Of the run that was begun. */
  readonly generation: number;
  /** By language, as frozen. */
  readonly templateFor: (language: string) => { readonly prepared: PreparedMessage; readonly hash: string };
  readonly warnings: readonly Problem[];
}

/** Writes down what must stand before the first byte goes out: the plan, the run, and for a real send the trace. The roll goes then. */
export function beginSend(context: Context, prepared: PreparedSend, options: SendOptions): BegunSend | Refusal {
  const { store, pending, destination, workspace } = prepared;
  if (pending.first && destination.kind === 'outbox') clearRehearsal(store, workspace.folder);
  const secret = findSecret(prepared, context.world.env, options);
  if (secret.value === undefined) return refuse(secret.problems);
  const opened = openOrCreate(prepared, context.world.clock.now().toISOString());
  if (!opened.value) return refuse(opened.problems);
  const appeared = options.newLedger ? opened.value.sends().length > 0 : opened.value.send(prepared.slug) !== undefined;
  const isUnknown = store.ledger === undefined && appeared;
  if (store.ledger !== opened.value) opened.value.attach(store.roll);
  store.ledger = opened.value;
  if (isUnknown) return refuse([problem('ledger-changed', { file: store.ledgerPath })]);
  try {
    const begun = writeDown(context, prepared, opened.value, secret.value);
    opened.value.detach();
    store.roll.close();
    return begun;
  } catch (error) {
    return refuse([writeFailure(error)]);
  }
}

function writeDown({ world, words }: Context, prepared: PreparedSend, ledger: Ledger, secret: string): BegunSend | Refusal {
  const { slug, pending, destination, plan } = prepared;
  const { first, renewal } = pending;
  const at = world.clock.now().toISOString();
  if (first) {
    const twin = ledger
      .sends()
      .find(
        (send) =>
          destination.kind === 'smtp' &&
          send.slug !== slug &&
          [send.bodyHash, ...send.earlierBodies].includes(first.send.bodyHash),
      );
    if (twin) return refuse([problem('content-sent-before', { slug: twin.slug })]);
    ledger.freeze(first.send, first.templates);
  }
  if (renewal) ledger.renew(slug, renewal);
  if (plan.isResumed) ledger.join(slug, at);
  const { generation } = ledger.beginRun(slug, at, words.send.orphaned);
  if (plan.isResumed) ledger.skip(slug, at);
  const traced = leaveTrace(prepared, ledger, generation, at);
  const begun = { ledger, secret, generation, templateFor: templatesOf(ledger, slug), warnings: traced };
  return refuseErrors(traced) ?? begun;
}

function findSecret(
  { store, traces, destination, workspace }: PreparedSend,
  env: Context['world']['env'],
  options: SendOptions,
): Parsed<string | undefined> {
  const loaded = loadSecret(store.secretPath, workspace.folder, env['NEWSLETTER_SECRET']);
  if (loaded.value !== undefined || loaded.problems.length > 0) return loaded;
  const wasMade = destination.kind === 'smtp' && traces.length > 0;
  if (!wasMade || options.newLedger) return makeSecret(store.secretPath, workspace.folder);
  return { value: undefined, problems: [problem('secret-missing', { file: store.secretPath })] };
}

/**
 * A ledger that was judged to be of no use is set aside, on a person's word; one that somebody has made since is not. Who must not be
 * mailed goes over into the new one.
 */
function openOrCreate({ store, slug, workspace }: PreparedSend, at: string): Parsed<Ledger | undefined> {
  if (store.ledger) return { value: store.ledger, problems: [] };
  if (store.judged === null || store.judged !== inodeOf(store.ledgerPath))
    return createLedger(store.ledgerPath, realPath(workspace.folder));
  const other = otherSender(dirname(store.ledgerPath), `${slug}.lock`);
  if (other) return { value: undefined, problems: [problem('send-locked', { ...other, timezone: workspace.config.timezone })] };
  const old = openExistingLedger(store.ledgerPath);
  const suppressions = old.value?.suppressions.all() ?? [];
  old.value?.close();
  setLedgerAside(store.ledgerPath, at.replace(/\W/g, ''));
  const created = createLedger(store.ledgerPath, realPath(workspace.folder));
  created.value?.suppressions.add(suppressions);
  return created;
}

function templatesOf(ledger: Ledger, slug: string): BegunSend['templateFor'] {
  const known = new Map<string, { prepared: PreparedMessage; hash: string }>();
  const read = (language: string): { prepared: PreparedMessage; hash: string } => {
    const { content, hash } = ledger.template(slug, language);
    return { prepared: prepareMessage(JSON.parse(content) as MessageTemplate), hash };
  };
  return (language) => {
    const template = known.get(language) ?? read(language);
    known.set(language, template);
    return template;
  };
}
