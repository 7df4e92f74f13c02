import { lookOnline } from './look-online.ts';
import type { MessageTemplate } from '../../../compose/message-template.ts';
import { type Problem, problem } from '../../../problem/problem.ts';
import type { PreparedSend } from '../plan/prepare-send.ts';

/** Addresses that are asked for at a time. */
const AT_A_TIME = 8;

/**
 * Looks once whether the archive has everything that the mail leads to there, or fetches from there. What is missing stops a send only before
 * anyone has been mailed: the rest of a list is not to be left out for it.
 */
export async function lookAtArchive({ plan, texts, workspace }: PreparedSend, stop: AbortSignal): Promise<Problem[]> {
  const { archiveUrl, archiveMissing } = workspace.config;
  if (archiveUrl === null || archiveMissing === 'ignore') return [];
  const isBegun = plan.counts.accepted + plan.counts.unknown > 0;
  const code = archiveMissing === 'refuse' && !isBegun ? 'archive-page-refused' : 'archive-page-missing';
  const left = [...new Set([...texts.templates.values()].flatMap((template) => addressesIn(template, archiveUrl)))];
  const found: Problem[] = [];
  while (left.length > 0 && !stop.aborted) {
    const looked = left.splice(0, AT_A_TIME).map(async (address) => ({ address, reason: await lookOnline(address, stop) }));
    for (const { address, reason } of await Promise.all(looked))
      if (reason !== null) found.push(problem(code, { address, reason }));
  }
  return stop.aborted ? [] : found;
}

/** The addresses of a message below the archive's own, without what stands behind `#`. */
function addressesIn({ html, sender }: MessageTemplate, archiveUrl: string): string[] {
  const fixed = html.map((piece) => (typeof piece === 'string' ? piece : '\0')).join('');
  const linked = [...fixed.matchAll(/(?:href|src)="([^"#]*)/g)].map(([, address]) => address!.replaceAll('&amp;', '&'));
  const own = [...(sender.archive === null ? [] : [sender.archive]), ...linked];
  return own.filter((address) => address.startsWith(`${archiveUrl}/`) && !address.includes('\0'));
}
