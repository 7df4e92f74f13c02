import type { AddressKey, EmailAddress } from '../address/email-address.ts';
import type { LedgerRecipient, RecipientState } from './recipient.ts';
import type { RollRow } from './plan/roll.ts';
import type { Send } from './send-record.ts';

/** A row of the table `recipient`. */
export interface RecipientRow {
  readonly key: string;
  readonly position: number;
  readonly address: string;
  readonly list: string;
  readonly language: string;
  readonly fields: string;
  readonly state: string;
  readonly attempts: number;
  readonly reply: string;
  readonly updated_at: string;
}

/** A row of a roll's table `row`. */
export interface RollRecord {
  readonly position: number;
  readonly key: string;
  readonly address: string | null;
  readonly list: string;
  readonly line: number | null;
  readonly language: string;
  readonly fields: string;
}

/** A row of the table `send`. */
export interface SendRow {
  readonly slug: string;
  readonly started_at: string;
  readonly body_hash: string;
  readonly audience: string;
  readonly earlier_bodies: string;
  readonly sources: string;
}

export function recipientOf(row: RecipientRow): LedgerRecipient {
  return {
    key: row.key as AddressKey,
    position: row.position,
    address: row.address as EmailAddress,
    list: row.list,
    language: row.language,
    fields: fieldsOf(row.fields),
    state: row.state as RecipientState,
    attempts: row.attempts,
    reply: row.reply,
    updatedAt: row.updated_at,
  };
}

export function rollRowOf({ key, address, list, line, language, fields }: RollRecord): RollRow {
  return {
    key: key as AddressKey,
    address: (address ?? key) as EmailAddress,
    list,
    line,
    language,
    fields: fieldsOf(fields),
  };
}

/** Cells as they were written down, without a prototype. */
export function fieldsOf(written: string): Record<string, string> {
  return Object.assign(Object.create(null), JSON.parse(written)) as Record<string, string>;
}

/** A row of the table `template`, but for its content. */
export interface TemplateRow {
  readonly slug: string;
  readonly language: string;
  readonly revision: number;
  readonly hash: string;
}

/** `templates` are those of the send, in the order in which they were frozen. */
export function sendOf(row: SendRow, templates: readonly TemplateRow[]): Send {
  return {
    slug: row.slug,
    startedAt: row.started_at,
    bodyHash: row.body_hash,
    audience: row.audience,
    sources: JSON.parse(row.sources) as Send['sources'],
    earlierBodies: JSON.parse(row.earlier_bodies) as string[],
    language: templates.at(-1)?.language ?? '',
    templates: Object.fromEntries(newestOf(templates).map(({ language, hash }) => [language, hash])),
  };
}

/** Those that were frozen together last. */
function newestOf(templates: readonly TemplateRow[]): readonly TemplateRow[] {
  const newest = Math.max(...templates.map(({ revision }) => revision));
  return templates.filter(({ revision }) => revision === newest);
}
