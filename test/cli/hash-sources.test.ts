import { expect, test } from 'vitest';
import { configurationHash, hashOf } from '../../src/cli/hash-sources.ts';
import type { Config } from '../../src/config/config.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import type { Issue } from '../../src/issue/issue.ts';
import { parseIssue } from '../../src/issue/parse-issue.ts';
import { ARCHIVE_CONFIG } from '../support/archive.ts';
import { ISSUE } from '../support/workspace.ts';

function configOf(text: string): Config {
  return parseConfig(text, 'newsletter.yaml', {}).value!;
}

function issueOf(text: string): Issue {
  const source = { file: 'issues/x.md', slug: 'x', language: 'fi', timezone: 'Europe/Helsinki', typography: true } as const;
  return parseIssue({ ...source, text }).value;
}

const ISSUE_WITH_LINK = ISSUE.replace('Lisää tekstiä.', '[Uutinen](article:uutinen)');
const PRIVATE_CONFIG = ARCHIVE_CONFIG.replace(', archive: public', '');
const WITHOUT_URL = PRIVATE_CONFIG.replace(/^archive:.*\n/m, '');

test('the configuration of a public issue has the hash that it always had, so that a send that was begun goes on', () => {
  const { organisation, from, replyTo, bounces, unsubscribe } = configOf(ARCHIVE_CONFIG);
  const { translations: _, ...sender } = organisation;
  const written = [
    sender,
    { name: from.name, address: from.address },
    replyTo,
    { address: bounces.address },
    { mailto: unsubscribe.mailto },
    [['jarjestot', 'Järjestöt']],
    'https://arkisto.example.fi/kirjeet',
    'linked',
  ];
  expect(configurationHash(issueOf(ISSUE), configOf(ARCHIVE_CONFIG))).toBe(hashOf(written));
});

test('that of an issue that is not published is the one of a workspace without an archive, unless it links to a page there', () => {
  const moved = configOf(PRIVATE_CONFIG.replace('arkisto.example.fi', 'toinen.example.fi'));
  expect(configurationHash(issueOf(ISSUE), configOf(PRIVATE_CONFIG))).toBe(
    configurationHash(issueOf(ISSUE), configOf(WITHOUT_URL)),
  );
  expect(configurationHash(issueOf(ISSUE_WITH_LINK), configOf(PRIVATE_CONFIG))).not.toBe(
    configurationHash(issueOf(ISSUE_WITH_LINK), moved),
  );
});
