import type { Message } from '../personalise/message.ts';
import type { PreparedMessage } from '../personalise/prepare-message.ts';
import { prepareBodyHash } from './body-hash.ts';
import type { DkimKeys } from './dkim-keys.ts';
import { makeSigner } from './sign-headers.ts';

/** Signs a copy of what was prepared; `at` is the time of the attempt. */
export type SignMessage = (prepared: PreparedMessage, message: Message, at: Date) => Message | Promise<Message>;

/** Leaves every copy as it is. */
export const UNSIGNED: SignMessage = (_, message) => message;

/** Signs with these keys; what all copies of one text have in common is hashed once. */
export function signWith(keys: DkimKeys): SignMessage {
  const sign = makeSigner(keys);
  const hashes = new WeakMap<PreparedMessage, ReturnType<typeof prepareBodyHash>>();
  return async (prepared, message, at) => {
    const bodyHash = hashes.get(prepared) ?? prepareBodyHash(prepared.fixed.map((piece) => piece.toString('latin1')));
    hashes.set(prepared, bodyHash);
    return message.withHeader(await sign(message.head, bodyHash(message.values), at));
  };
}
