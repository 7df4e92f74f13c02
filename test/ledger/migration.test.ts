import Database from 'libsql';
import { expect, test } from 'vitest';
import { APPLICATION_ID, MIGRATIONS } from '../../src/ledger/ledger-schema.ts';
import { openExistingLedger } from '../../src/ledger/open-ledger.ts';
import { makeWorkspace } from '../support/workspace.ts';

/** A ledger as the first version left it in mid-send. */
function firstVersion(path: string): void {
  const database = new Database(path);
  database.exec(MIGRATIONS[0]!);
  database.exec(`
    PRAGMA application_id = ${APPLICATION_ID};
    PRAGMA user_version = 1;
    INSERT INTO identity VALUES ('the-id', 7);
    INSERT INTO send VALUES ('tammikuu', '2022-01-26T10:00:00.000Z', 'body', '{"issue":"i"}');
    INSERT INTO template VALUES ('tammikuu', 'fi', 'hash', '{"language":"fi","sender":{"unsubscribe":"mailto:a@example.fi"}}');
    INSERT INTO recipient VALUES ('tammikuu', 'a@example.org', 0, 'A@example.org', 'l', 'fi', '{"name":"A"}', 'accepted', 1, '250 ok', '2022-01-26T10:00:00.000Z');
    INSERT INTO recipient VALUES ('tammikuu', 'b@example.org', 1, 'b@example.org', 'l', 'fi', '{}', 'attempting', 0, '', '2022-01-26T10:00:00.000Z');
    INSERT INTO attempt VALUES ('tammikuu', 'a@example.org', 7, '2022-01-26T10:00:00.000Z', 'accepted', 'sent', '250 ok');
  `);
  database.close();
}

test('a ledger of the first version is brought to this one, with all that it knows', () => {
  const path = makeWorkspace({ 'ledger.db': '' }).path('ledger.db');
  firstVersion(path);
  const ledger = openExistingLedger(path).value!;
  expect(ledger.id).toBe('the-id');
  expect(ledger.generation()).toBe(7);
  expect(ledger.send('tammikuu')).toMatchObject({ audience: 'lists', bodyHash: 'body', templates: { fi: 'hash' } });
  expect(JSON.parse(ledger.template('tammikuu', 'fi').content)).toEqual({
    language: 'fi',
    sender: { unsubscribe: { mailto: 'mailto:a@example.fi', url: null }, verp: false, archive: null },
  });
  expect(ledger.counts('tammikuu')).toMatchObject({ accepted: 1, attempting: 1 });
  expect(ledger.suppressions.all()).toEqual([]);
  expect(ledger.beginRun('tammikuu', '2022-01-27T10:00:00.000Z', 'gone')).toEqual({ generation: 8, orphaned: 1 });
  ledger.close();
  expect(openExistingLedger(path).value!.report('tammikuu')).toMatchObject({ counts: { unknown: 1 }, runs: [{ generation: 8 }] });
});
