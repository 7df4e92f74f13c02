import { lookOnline } from './look-online.ts';
import type { MessageTemplate } from '../../../compose/message-template.ts';
import type { Config } from '../../../config/config.ts';
import { type Problem, problem } from '../../../problem/problem.ts';
import type { Texts } from '../plan/texts.ts';

/** Looks once whether the archive has everything that the mail leads to there, or fetches from there. */
export async function lookAtArchive({ templates }: Texts, config: Config, stop: AbortSignal): Promise<Problem[]> {
  const { archiveUrl } = config;
  if (archiveUrl === null || config.archiveMissing === 'ignore') return [];
  const addresses = [...new Set([...templates.values()].flatMap((template) => addressesIn(template, archiveUrl)))];
  const code = config.archiveMissing === 'refuse' ? 'archive-page-refused' : 'archive-page-missing';
  const found = await Promise.all(
    addresses.map(async (address) => {
      const reason = await lookOnline(address, stop);
      return reason === null ? [] : [problem(code, { address, reason })];
    }),
  );
  return found.flat();
}

/** The addresses of a message below the archive's own, without what stands behind `#`. */
function addressesIn({ html, sender }: MessageTemplate, archiveUrl: string): string[] {
  const fixed = html.map((piece) => (typeof piece === 'string' ? piece : '\0')).join('');
  const linked = [...fixed.matchAll(/(?:href|src)="([^"#]*)/g)].map(([, address]) => address!.replaceAll('&amp;', '&'));
  const own = [...(sender.archive === null ? [] : [sender.archive]), ...linked];
  return own.filter((address) => address.startsWith(`${archiveUrl}/`) && !address.includes('\0'));
}
