import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { spawnProgram } from '../support/spawn-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { listOf, makeWorkspace } from '../support/workspace.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SLUG = '2021-12-jarjestot';
/** Points at which a message is suspicious; SpamAssassin's own limit is 5. */
const SUSPICIOUS = 2;

test.each([
  ['as it stands', (config: string) => config],
  [
    'with an endpoint, images in the archive and bounces apart',
    (config: string) =>
      config
        .replace('mailto: uutiskirje-poistu@example.fi', '$&\n  url: https://www.example.fi/peru')
        .replace('address: palautuneet@example.fi', '$&\n  verp: true')
        .replace('images: embedded', 'images: linked')
        .replace(/^archive:$/m, '$&\n  missing: ignore'),
  ],
])('the example, %s, looks like spam to SpamAssassin’s own rules to less than two points', async (_, change) => {
  const receiver = await startReceiver();
  const workspace = makeWorkspace({ 'issues/tammikuu.md': null });
  for (const folder of ['issues', 'articles']) cpSync(join(ROOT, folder), workspace.path(folder), { recursive: true });
  cpSync(join(ROOT, 'newsletter.yaml'), workspace.path('newsletter.yaml'));
  workspace.write('newsletter.yaml', change(workspace.read('newsletter.yaml')));
  workspace.write('subscribers/jarjestot.csv', listOf(1));
  const run = await spawnProgram(workspace.folder, ['send', SLUG, '--yes'], { NEWSLETTER_SMTP_URL: receiver.url });
  expect(run.exitCode, run.stderr).toBe(0);
  const report = judge(receiver.accepted[0]!.raw);
  expect(Number(/^X-Spam-Status: .*score=(-?[\d.]+)/m.exec(report)?.[1]), report).toBeLessThan(SUSPICIOUS);
});

/** What SpamAssassin says of a message by its local rules, with no look at the network. */
function judge(raw: Buffer): string {
  const said = spawnSync('spamassassin', ['--local', '--test-mode'], { input: raw, encoding: 'utf8', maxBuffer: 50_000_000 });
  if (said.error)
    throw new Error('SpamAssassin cannot be run; is Debian’s package spamassassin installed?', { cause: said.error });
  return said.stdout.replaceAll(/\n\t/g, ' ');
}
