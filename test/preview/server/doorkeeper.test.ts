import { expect, test } from 'vitest';
import { isSame, makeDoorkeeper, makeSecret } from '../../../src/preview/server/doorkeeper.ts';

test('a token opens once, and the next is another', () => {
  let told = 0;
  const door = makeDoorkeeper(() => told++);
  const first = door.token();
  const session = door.admit(first);
  expect(door.knows(session)).toBe(true);
  expect(told).toBe(1);
  expect(door.token()).not.toBe(first);
  expect(door.admit(first)).toBeUndefined();
  expect(told).toBe(1);
});

test('what is told when a token was used is the next one', () => {
  const told: string[] = [];
  const door = makeDoorkeeper(() => told.push(door.token()));
  const first = door.token();
  door.admit(first);
  expect(told).toEqual([door.token()]);
  expect(told).not.toContain(first);
});

test('everyone who was let in stays in', () => {
  const door = makeDoorkeeper(() => undefined);
  const sessions = Array.from({ length: 5 }, () => door.admit(door.token()));
  expect(new Set(sessions).size).toBe(5);
  for (const session of sessions) expect(door.knows(session)).toBe(true);
});

test('nothing else opens', () => {
  const door = makeDoorkeeper(() => undefined);
  const session = door.admit(door.token())!;
  for (const wrong of ['', 'x', session, `${door.token()} `, door.token().slice(1), `${door.token()}x`]) {
    expect(door.admit(wrong), wrong).toBeUndefined();
  }
  for (const wrong of [undefined, '', door.token(), `${session}x`, session.slice(1)]) expect(door.knows(wrong)).toBe(false);
});

test('one preview’s tokens and sessions are none of another’s', () => {
  const [one, other] = [makeDoorkeeper(() => undefined), makeDoorkeeper(() => undefined)];
  expect(other.admit(one.token())).toBeUndefined();
  expect(other.knows(one.admit(one.token()))).toBe(false);
});

test('secrets are long and never the same', () => {
  const secrets = Array.from({ length: 1000 }, makeSecret);
  expect(new Set(secrets).size).toBe(1000);
  for (const secret of secrets) expect(secret).toMatch(/^[\w-]{24}$/);
});

test.each([
  ['abc', 'abd'],
  ['abc', 'ab'],
  ['', 'a'],
  ['ä', 'a'],
  ['ä', 'aa'],
])('“%s” and “%s” are not the same', (one, other) => {
  expect(isSame(one, other)).toBe(false);
  expect(isSame(one, one)).toBe(true);
});
