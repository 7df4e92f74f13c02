import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONFIG, TestWorkspace } from './workspace.ts';

/** Words that stand in what is nobody's business. Whatever holds one of them has leaked. */
export const CANARIES = {
  configuration: 'kanaria1config',
  environment: 'kanaria2env',
  ledger: 'kanaria3ledger',
  secret: 'kanaria4secret',
  repository: 'kanaria5git',
  key: 'kanaria6key',
  row: 'kanaria7row',
  dotfile: 'kanaria8dot',
  neighbour: 'kanaria9neighbour',
  outside: 'kanaria10outside',
  theme: 'kanaria11theme',
  hiddenIssue: 'kanaria12hidden',
} as const;

/** A picture of one pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const HEADER = `---
title: Uutiskirje helmikuu/2022
date: 2022-02-26
lang: fi
lists: [jarjestot]
summary: Lyhyesti.
---

`;

const SOUND = `${HEADER.replace('helmikuu', 'tammikuu').replace('02-26', '01-26')}Hei {{organisation|hyvä lukija}}!

![Kuva](kuva.png)

[Liite](liite.txt)
`;

/** Files that it names one way or another, and that are not its own. */
const GREEDY = `${HEADER}Hei {{organisation|hyvä lukija}}!

![a](ulos.png) ![b](../tammikuu/kuva.png) ![c](../../subscribers/jarjestot.csv) ![d](/etc/passwd)

[e](ulos.txt), [f](ulos/salaisuus.txt), [g](../../subscribers/jarjestot.csv), [h](%2e%2e/%2e%2e/subscribers/jarjestot.csv),
[i](../tammikuu/muistiinpanot.txt), [j](..%2Ftammikuu%2Fmuistiinpanot.txt), [k](lista.csv), [l](kansio/../../../avain.txt),
[m](../helmikuu/../../avain.txt), [n](file:///etc/passwd), [o](.env), [p](../../.env), [q](../../newsletter.yaml).
`;

/** The paths of the files that hold a canary, from the workspace. */
export const GUARDED = [
  'newsletter.yaml',
  '.env',
  '.newsletter/ledger.db',
  '.newsletter/secret',
  '.git/config',
  'avain.txt',
  'subscribers/jarjestot.csv',
  'issues/tammikuu/.salaisuus.txt',
  'issues/tammikuu/muistiinpanot.txt',
  'issues/helmikuu/ulos.txt',
  'issues/helmikuu/ulos/salaisuus.txt',
  'issues/.luonnos.md',
  'templates/.salaisuus.css',
  'templates/oma/theme.yaml',
] as const;

/** A workspace with a canary in all that it must keep to itself; one issue is sound, the other reaches for everything. */
export class GuardedWorkspace extends TestWorkspace {
  readonly #outside = mkdtempSync(join(tmpdir(), 'elsewhere-'));

  constructor(files: Readonly<Record<string, string>> = {}) {
    const { configuration, environment, ledger, secret, repository, key, row, dotfile, neighbour, outside, theme, hiddenIssue } =
      CANARIES;
    super({
      'newsletter.yaml': `${CONFIG}ledger: .newsletter/other.db\n# ${configuration}\n`,
      '.env': `NEWSLETTER_SMTP_PASSWORD=${environment}\n`,
      '.newsletter/ledger.db': ledger,
      '.newsletter/secret': secret,
      '.git/config': `[user]\n\tname = ${repository}\n`,
      'avain.txt': `-----BEGIN PRIVATE KEY-----\n${key}\n`,
      'subscribers/jarjestot.csv': `email,organisation\n${row}@example.org,${row} ry\nb@example.org,\n`,
      'issues/tammikuu.md': SOUND,
      'issues/tammikuu/kuva.png': PIXEL,
      'issues/tammikuu/liite.txt': 'Liite on kaikkien.\n',
      'issues/tammikuu/.salaisuus.txt': dotfile,
      'issues/tammikuu/muistiinpanot.txt': neighbour,
      'issues/helmikuu.md': GREEDY,
      'issues/.luonnos.md': HEADER.replace('Uutiskirje', hiddenIssue),
      'templates/.salaisuus.css': theme,
      'templates/oma/theme.yaml': `# ${theme}\n`,
      ...files,
    });
    writeFileSync(join(this.#outside, 'salaisuus.txt'), outside);
    writeFileSync(join(this.#outside, 'kuva.png'), Buffer.concat([PIXEL, Buffer.from(outside)]));
    this.write('issues/helmikuu/kansio/liite.txt', '');
    symlinkSync(this.#outside, this.path('issues/helmikuu/ulos'));
    symlinkSync(join(this.#outside, 'salaisuus.txt'), this.path('issues/helmikuu/ulos.txt'));
    symlinkSync(join(this.#outside, 'kuva.png'), this.path('issues/helmikuu/ulos.png'));
    symlinkSync(this.path('subscribers/jarjestot.csv'), this.path('issues/helmikuu/lista.csv'));
  }

  clear(): void {
    this.remove('');
    rmSync(this.#outside, { recursive: true, force: true });
  }
}

/** The canaries in an answer, also where it is in base64. */
export function leaksIn(raw: string): string[] {
  return Object.values(CANARIES).filter((canary) => [canary, ...inBase64(canary)].some((form) => raw.includes(form)));
}

/** A word as it stands in base64, by the place that it begins at. */
function inBase64(word: string): string[] {
  return [0, 1, 2].map((shift) =>
    Buffer.from(' '.repeat(shift) + word)
      .toString('base64')
      .slice(Math.ceil((shift * 4) / 3), Math.floor(((shift + word.length) * 4) / 3 - 1)),
  );
}
