import { join } from 'node:path';
import { ARCHIVE_FOLDER } from '../../../archive/write/archive-folder.ts';
import { readManifest } from '../../../archive/write/manifest.ts';
import { isoDayIn } from '../../../clock/wall-time.ts';
import type { MessageTemplate } from '../../../compose/message-template.ts';
import { type Problem, problem } from '../../../problem/problem.ts';
import type { World } from '../../world.ts';
import type { PreparedSend } from '../plan/prepare-send.ts';
import { lookOnline } from './look-online.ts';

/** Addresses that are asked for at a time. */
const AT_A_TIME = 8;

/**
 * Looks once whether the archive has everything that the mail shows from there, or links to there. What is missing stops a send only before
 * anyone has been mailed: the rest of a list is not to be left out for it.
 */
export async function lookAtArchive(prepared: PreparedSend, { clock, stop }: Pick<World, 'clock' | 'stop'>): Promise<Problem[]> {
  const { plan, texts, workspace } = prepared;
  const { archiveUrl, archiveMissing } = workspace.config;
  if (archiveUrl === null || archiveMissing === 'ignore') return [];
  const isBegun = plan.counts.accepted + plan.counts.unknown > 0;
  const opens = isBegun ? null : opensOn(prepared, clock.now());
  const missing = (asked: Asked, reason: string): Problem => {
    const { address, isShown } = asked;
    const isOwn = address.startsWith(`${archiveUrl}/${prepared.slug}/`);
    const details = { address, reason, opens: isOwn ? opens : null };
    if (isBegun || archiveMissing === 'warn') return problem('archive-page-missing', { ...details, isShown });
    if (isShown) return problem('archive-image-missing', details);
    return archiveMissing === 'refuse'
      ? problem('archive-page-refused', details)
      : problem('archive-page-missing', { ...details, isShown });
  };
  const left = distinct([...texts.templates.values()].flatMap((template) => addressesIn(template, archiveUrl)));
  const found: Problem[] = [];
  while (left.length > 0 && !stop.aborted) {
    const looked = left.splice(0, AT_A_TIME).map(async (asked) => ({ asked, reason: await lookOnline(asked.address, stop) }));
    for (const { asked, reason } of await Promise.all(looked)) if (reason !== null) found.push(missing(asked, reason));
  }
  return stop.aborted ? [] : found;
}

/** The day (ISO) on which the archive first publishes an issue; null when it would do so today, and when its page is out. */
function opensOn({ date, slug, workspace: { folder, config } }: PreparedSend, now: Date): string | null {
  if (date <= isoDayIn(config.timezone, now)) return null;
  return readManifest(join(folder, ARCHIVE_FOLDER))?.has(`${slug}/index.html`) ? null : date;
}

/** An address that a mail shows as an image, or leads to. */
interface Asked {
  readonly address: string;
  readonly isShown: boolean;
}

/** An address that is shown somewhere counts as shown. */
function distinct(asked: readonly Asked[]): Asked[] {
  const shown = new Set(asked.flatMap(({ address, isShown }) => (isShown ? [address] : [])));
  return [...new Set(asked.map(({ address }) => address))].map((address) => ({ address, isShown: shown.has(address) }));
}

/** What a mail fetches by itself, beside what a reader follows: HTML attributes, as `find-forbidden.ts` lets them through. */
const ADDRESS = /\s(href|src|srcset|background|poster|data)="([^"#]*)/gi;

/** The addresses of a message below the archive's own, without what stands behind `#`. */
function addressesIn({ html, sender }: MessageTemplate, archiveUrl: string): Asked[] {
  const fixed = html.map((piece) => (typeof piece === 'string' ? piece : '\0')).join('');
  const named = [...fixed.matchAll(ADDRESS)].flatMap(([, attribute, value]) => {
    const isShown = attribute!.toLowerCase() !== 'href';
    const addresses =
      attribute!.toLowerCase() === 'srcset' ? value!.split(',').map((each) => each.trim().split(/\s/)[0]!) : [value!];
    return addresses.map((address) => ({ address: address.replaceAll('&amp;', '&'), isShown }));
  });
  const page = sender.archive === null ? [] : [{ address: sender.archive, isShown: false }];
  return [...page, ...named].filter(({ address }) => address.startsWith(`${archiveUrl}/`) && !address.includes('\0'));
}
