import type { MessageTemplate } from '../compose/message-template.ts';
import { sampleFields } from '../personalise/fill-holes.ts';
import { personalise } from '../personalise/personalise.ts';
import { prepareMessage } from '../personalise/prepare-message.ts';
import { type Problem, problem } from '../problem/problem.ts';
import type { RowCheck } from './fill-faults.ts';

/** Octets of a whole message, encoded as it goes out: above this a phone waits for it. */
const WEIGHT_WARNING = 3_000_000;
/** Postfix takes 10,240,000 octets unless it is told otherwise (`message_size_limit`), and other servers as many or more. */
const WEIGHT_LIMIT = 10_000_000;

/** Whether servers take the message with all its images. What columns fill is next to nothing beside them. */
export class WeightCheck implements RowCheck {
  readonly #template: MessageTemplate;

  constructor(template: MessageTemplate) {
    this.#template = template;
  }

  see(): void {}

  problems(): Problem[] {
    const { images } = this.#template;
    // Without images a message that is too heavy is too large for HTML long before.
    if (images.reduce((sum, { base64 }) => sum + base64.length, 0) < WEIGHT_WARNING / 2) return [];
    const details = { size: weightOf(this.#template), images: images.length, limit: WEIGHT_LIMIT };
    if (details.size > WEIGHT_LIMIT) return [problem('message-too-heavy', details)];
    return details.size > WEIGHT_WARNING ? [problem('message-heavy', details)] : [];
  }
}

function weightOf(template: MessageTemplate): number {
  const { address } = template.sender.from;
  const fields = sampleFields([...template.subject, ...template.html, ...template.text]);
  return personalise(prepareMessage(template), { address, fields, messageId: 'x', tokens: null, date: new Date(0) }).size;
}
