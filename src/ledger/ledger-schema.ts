/** `newsletter` in the first four bytes that SQLite leaves to applications: "nwsl". */
export const APPLICATION_ID = 0x6e77736c;

/** Octets of a page in a ledger's file, which its write-ahead log is read by. */
export const PAGE_SIZE = 4096;

/** Each brings a ledger from the version of its index to the next; `user_version` says how far a ledger has come. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE identity (
    id TEXT NOT NULL,
    generation INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE send (
    slug TEXT PRIMARY KEY,
    started_at TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    sources TEXT NOT NULL
  ) STRICT;

  CREATE TABLE template (
    slug TEXT NOT NULL REFERENCES send (slug),
    language TEXT NOT NULL,
    hash TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (slug, language)
  ) STRICT;

  CREATE TABLE recipient (
    slug TEXT NOT NULL REFERENCES send (slug),
    key TEXT NOT NULL,
    position INTEGER NOT NULL,
    address TEXT NOT NULL,
    list TEXT NOT NULL,
    language TEXT NOT NULL,
    fields TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'attempting', 'accepted', 'rejected', 'deferred', 'unknown', 'skipped')),
    attempts INTEGER NOT NULL DEFAULT 0,
    reply TEXT NOT NULL DEFAULT '',
    updated_at TEXT NOT NULL,
    PRIMARY KEY (slug, key)
  ) STRICT;
  CREATE INDEX recipient_by_state ON recipient (slug, state, position);

  CREATE TABLE attempt (
    slug TEXT NOT NULL,
    key TEXT NOT NULL,
    generation INTEGER NOT NULL,
    ended_at TEXT NOT NULL,
    outcome TEXT NOT NULL,
    phase TEXT NOT NULL,
    reply TEXT NOT NULL
  ) STRICT;
  CREATE INDEX attempt_by_recipient ON attempt (slug, key);
  `,
  `
  CREATE TABLE suppression (
    key TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    reason TEXT NOT NULL,
    at TEXT NOT NULL
  ) STRICT;

  CREATE TABLE run (
    slug TEXT NOT NULL REFERENCES send (slug),
    generation INTEGER NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    attempted INTEGER NOT NULL DEFAULT 0,
    accepted INTEGER NOT NULL DEFAULT 0,
    elapsed INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (slug, generation)
  ) STRICT;

  ALTER TABLE send ADD COLUMN audience TEXT NOT NULL DEFAULT 'lists';
  ALTER TABLE send ADD COLUMN accepted INTEGER NOT NULL DEFAULT 0;
  UPDATE send SET accepted = (SELECT count(*) FROM recipient WHERE recipient.slug = send.slug AND state = 'accepted');
  ALTER TABLE send ADD COLUMN earlier_bodies TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE attempt ADD COLUMN template TEXT NOT NULL DEFAULT '';

  ALTER TABLE template RENAME TO first_template;
  CREATE TABLE template (
    slug TEXT NOT NULL REFERENCES send (slug),
    language TEXT NOT NULL,
    revision INTEGER NOT NULL,
    hash TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (slug, language, revision)
  ) STRICT;
  INSERT INTO template SELECT slug, language, 1, hash, content FROM first_template;
  UPDATE template SET content = json_set(
    content,
    '$.sender.unsubscribe', json_object('mailto', json_extract(content, '$.sender.unsubscribe'), 'url', NULL),
    '$.sender.verp', json('false'),
    '$.sender.archive', NULL
  ) WHERE json_type(content, '$.sender.unsubscribe') = 'text';
  DROP TABLE first_template;
  `,
  `
  ALTER TABLE recipient RENAME TO first_recipient;
  CREATE TABLE recipient (
    slug TEXT NOT NULL REFERENCES send (slug),
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    address TEXT NOT NULL,
    list TEXT NOT NULL,
    language TEXT NOT NULL,
    fields TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'attempting', 'accepted', 'rejected', 'deferred', 'unknown', 'skipped')),
    attempts INTEGER NOT NULL DEFAULT 0,
    phase TEXT NOT NULL DEFAULT '',
    reply TEXT NOT NULL DEFAULT '',
    updated_at TEXT NOT NULL,
    PRIMARY KEY (slug, position)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO recipient
    SELECT slug, row_number() OVER (PARTITION BY slug ORDER BY position, rowid) - 1,
           key, address, list, language, fields, state, attempts,
           coalesce((SELECT phase FROM attempt WHERE attempt.slug = first_recipient.slug AND attempt.key = first_recipient.key
                     ORDER BY attempt.rowid DESC LIMIT 1), ''),
           reply, updated_at
    FROM first_recipient;
  DROP TABLE first_recipient;
  DROP INDEX attempt_by_recipient;
  CREATE UNIQUE INDEX recipient_by_key ON recipient (slug, key);
  CREATE INDEX recipient_aside ON recipient (slug, state, position)
    WHERE state = 'deferred' OR state = 'rejected' OR state = 'unknown' OR state = 'skipped';
  `,
];
