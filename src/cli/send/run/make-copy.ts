import { domainOf } from '../../../address/email-address.ts';
import { holesIn } from '../../../check/check-copies.ts';
import type { LedgerRecipient } from '../../../ledger/recipient.ts';
import { messageId, unsubscribeToken, verpToken } from '../../../personalise/keyed-hash.ts';
import type { Message } from '../../../personalise/message.ts';
import { personalise } from '../../../personalise/personalise.ts';
import type { PreparedMessage } from '../../../personalise/prepare-message.ts';
import type { SignMessage } from '../../../sign/sign-message.ts';
import type { BegunSend } from './begin-send.ts';

/** A recipient's copy of the frozen text in its language, signed; `date` is that of the attempt. */
export function makeCopy(
  { language, key, list, address, fields }: LedgerRecipient,
  slug: string,
  { secret, templateFor }: BegunSend,
  sign: SignMessage,
  date: Date,
): Message | Promise<Message> {
  const { prepared } = templateFor(language);
  const { unsubscribe, verp } = prepared.template.sender;
  const id = messageId(secret, slug, key, sendingDomain(prepared));
  const tokens = {
    unsubscribe: unsubscribe.url === null ? '' : unsubscribeToken(secret, list, key),
    verp: verp ? verpToken(secret, slug, key) : '',
  };
  return sign(prepared, personalise(prepared, { address, fields, messageId: id, tokens, date }), date);
}

/** The octets of the smallest copy there can be: with a character in each hole, and no signature. */
export function leastCopy(language: string | undefined, { templateFor }: BegunSend): number {
  if (language === undefined) return 0;
  const { prepared } = templateFor(language);
  const { address } = prepared.template.sender.from;
  const messageId = `x@${sendingDomain(prepared)}`;
  const fields = Object.fromEntries(holesIn(prepared.template).map(({ name }) => [name, 'x']));
  return personalise(prepared, { address, fields, messageId, tokens: null, date: new Date(0) }).size;
}

function sendingDomain({ template }: PreparedMessage): string {
  return domainOf(template.sender.from.address);
}
