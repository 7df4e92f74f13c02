import { randomBytes, timingSafeEqual } from 'node:crypto';

/** Who may come in from other computers: whoever brings the current one-time token, and whoever did so before. */
export interface Doorkeeper {
  /** The token that opens next. */
  readonly token: () => string;
  /** Takes a token for a session; undefined when it is not the current one. Each is good for once. */
  readonly admit: (token: string) => string | undefined;
  readonly knows: (session: string | undefined) => boolean;
}

/** `onAdmitted` is told when a token was used up, so that the next can be shown. */
export function makeDoorkeeper(onAdmitted: () => void): Doorkeeper {
  let current = makeSecret();
  const sessions: string[] = [];
  return {
    token: () => current,
    admit: (token) => {
      if (!isSame(token, current)) return undefined;
      current = makeSecret();
      const session = makeSecret();
      sessions.push(session);
      onAdmitted();
      return session;
    },
    knows: (session) => session !== undefined && sessions.some((known) => isSame(known, session)),
  };
}

/** 144 bits, in base64url. */
export function makeSecret(): string {
  return randomBytes(18).toString('base64url');
}

/** Compares in a time that says nothing of where two differ. */
export function isSame(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
}
