import { createHmac } from 'node:crypto';
import type { EmailAddress } from '../../address/email-address.ts';
import { sampleFieldsOf } from '../../build/sample-message.ts';
import { type MessageTemplate, UNSUBSCRIBE_HOLE } from '../../compose/message-template.ts';
import type { IssueLanguage } from '../../config/config.ts';
import type { Fields } from '../../personalise/fill-holes.ts';
import { chooseLanguage } from '../../subscribers/choose-language.ts';
import type { Subscriber } from '../../subscribers/subscriber.ts';
import type { PreviewedIssue } from '../studio.ts';
import { SYNTHETIC, type Synthetic, syntheticValue } from './synthetic.ts';

/** As whom an issue is read. */
export type Reader =
  | { readonly kind: Synthetic }
  /** `position` is the place among the recipients, from 0. */
  | { readonly kind: 'real'; readonly id: string; readonly subscriber: Subscriber; readonly position: number };

/** The reader of an id; the first synthetic one when there is none of it. `key` makes ids that cannot be guessed. */
export function readerOf(id: string, recipients: readonly Subscriber[], key: string): Reader {
  const synthetic = SYNTHETIC.find((kind) => kind === id);
  if (synthetic) return { kind: synthetic };
  const position = positionsOf(recipients, key).get(id) ?? -1;
  const subscriber = recipients[position];
  return subscriber ? { kind: 'real', id, subscriber, position } : { kind: SYNTHETIC[0] };
}

/** Where each recipient stands, by its id; a page asks more than once, and a list may be long. */
function positionsOf(recipients: readonly Subscriber[], key: string): ReadonlyMap<string, number> {
  const last = positions.get(recipients);
  if (last?.key === key) return last.byId;
  const byId = new Map(recipients.map((subscriber, position) => [readerId(subscriber, key), position]));
  positions.set(recipients, { key, byId });
  return byId;
}

const positions = new WeakMap<readonly Subscriber[], { readonly key: string; readonly byId: ReadonlyMap<string, number> }>();

/** What stands for a recipient in addresses of pages: it says nothing of the e-mail address, and is another one in another run. */
export function readerId(subscriber: Subscriber, key: string): string {
  return `r-${createHmac('sha256', key).update(subscriber.key).digest('hex').slice(0, 20)}`;
}

/** The language that a reader gets the issue in: a recipient's own where it is there, else the chosen one, else the issue's. */
export function languageOf(reader: Reader, { editions }: PreviewedIssue, chosen: IssueLanguage | null): IssueLanguage {
  const languages = editions.map(({ issue }) => issue.language);
  const own = languages[0] ?? 'fi';
  if (reader.kind === 'real') return chooseLanguage(reader.subscriber.fields, languages, own);
  return languages.find((language) => language === chosen) ?? own;
}

/** What fills the holes of a message for a reader. */
export function fieldsOf(reader: Reader, template: MessageTemplate): Fields {
  const sample = sampleFieldsOf(template);
  const unsubscribe = { [UNSUBSCRIBE_HOLE.name]: sample[UNSUBSCRIBE_HOLE.name]! };
  if (reader.kind === 'real') return { ...reader.subscriber.fields, ...unsubscribe };
  const { kind } = reader;
  const pieces = [...template.subject, ...template.html, ...template.text].flatMap((piece) =>
    typeof piece === 'string' || piece.hole.name === UNSUBSCRIBE_HOLE.name ? [] : [piece],
  );
  const links = new Set(pieces.flatMap(({ hole, context }) => (context.endsWith('-link') ? [hole.name] : [])));
  const values = pieces.map(
    ({ hole: { name } }) => [name, syntheticValue(kind, name, links.has(name), template.language) ?? sample[name] ?? ''] as const,
  );
  return { ...Object.fromEntries(values), ...unsubscribe };
}

/** The name and address that a reader's copy is sent to. */
export function addressOf(reader: Reader): EmailAddress {
  return reader.kind === 'real' ? reader.subscriber.address : ('vastaanottaja@example.org' as EmailAddress);
}
