import { domainOf } from '../../address/email-address.ts';
import type { Message } from '../../personalise/message.ts';
import { personalise } from '../../personalise/personalise.ts';
import { prepareMessage } from '../../personalise/prepare-message.ts';
import type { IssueContext } from '../issue-context.ts';
import { addressOf } from '../reader/reader.ts';

/** What stands for a recipient where a real copy has a token that nobody can guess; no endpoint takes it. */
const NO_TOKEN = 'preview';

/** A reader's copy as it would go over the wire, dated with the issue; undefined while there is nothing to send. */
export function makeMessage({ rendering, reader, fields, edition, issue }: IssueContext): Message | undefined {
  if (!rendering.composition || !edition) return undefined;
  const { template } = rendering.composition;
  const { date } = edition.issue;
  return personalise(prepareMessage(template), {
    address: addressOf(reader),
    fields,
    messageId: `${issue.slug}.${NO_TOKEN}@${domainOf(template.sender.from.address)}`,
    tokens: { unsubscribe: NO_TOKEN, verp: NO_TOKEN },
    date: new Date(date === '' ? rendering.madeAt : `${date}T09:00:00Z`),
  });
}
