import { domainOf } from '../address/email-address.ts';
import { type Config, inLanguage } from '../config/config.ts';
import type { Issue } from '../issue/issue.ts';
import type { Sender } from './message-template.ts';
import { archiveFolder } from './targets.ts';

/**
 * The envelope's and the headers' constant part. The first list in the issue's order gives the List-Id, which is the same in every
 * language (RFC 2919); a variant has a page of its own in the archive. An issue that is not published has none, and no List-Archive (RFC 2369 §3.6).
 */
export function senderOf(issue: Issue, config: Config, isVariant: boolean): Sender {
  const { lists, language } = issue;
  const label = lists[0] ?? 'newsletter';
  const { address } = config.from;
  const { name } = inLanguage(config.from, language);
  const page = archiveFolder(config, issue);
  return {
    from: { name, address },
    replyTo: config.replyTo,
    bounces: config.bounces.address,
    verp: config.bounces.verp,
    list: { title: config.lists.get(label)?.title ?? config.organisation.name, id: `${label}.${domainOf(address)}` },
    unsubscribe: {
      mailto: `mailto:${config.unsubscribe.mailto}?subject=${encodeURIComponent(`unsubscribe ${label}`)}`,
      url: config.unsubscribe.url,
    },
    archive: page === null ? null : isVariant ? `${page}${language}/` : page,
  };
}
