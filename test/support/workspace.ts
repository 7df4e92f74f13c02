import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

export const CONFIG = `organisation: { name: Esimerkkiyhdistys, address: Katu 1 }
from: { name: Esimerkkiyhdistys, address: uutiskirje@example.fi }
replyTo: viestinta@example.fi
bounces: { address: palautuneet@example.fi }
unsubscribe: { mailto: poistu@example.fi }
lists:
  jarjestot: { title: Järjestöt, file: subscribers/jarjestot.csv, archive: public }
delivery: { connections: 3, retryPauses: [50ms, 50ms] }
`;

export const ISSUE = `---
title: Uutiskirje tammikuu/2022
date: 2022-01-26
lang: fi
lists: [jarjestot]
summary: Lyhyesti.
---

Hei {{organisation|hyvä lukija}}!

## 1. Ensimmäinen

Teksti ja [linkki](https://www.example.fi/a?o={{organisation|x}}).

## 2. Toinen

Lisää tekstiä.
`;

/** A list of so many invented organisations. */
export function listOf(count: number): string {
  const rows = Array.from({ length: count }, (_, index) => `jarjesto${index}@example.org,Järjestö ${index} ry,fi`);
  return ['email,organisation,language', ...rows, ''].join('\n');
}

/** A workspace in a temporary folder, with files laid over a sound one; a file given as null is left out. */
export class TestWorkspace {
  readonly folder: string;

  constructor(files: Readonly<Record<string, string | Uint8Array | null>> = {}) {
    this.folder = mkdtempSync(join(tmpdir(), 'newsletter-'));
    const all = { 'newsletter.yaml': CONFIG, 'issues/tammikuu.md': ISSUE, 'subscribers/jarjestot.csv': listOf(5), ...files };
    for (const [file, content] of Object.entries(all)) if (content !== null) this.write(file, content);
  }

  write(file: string, content: string | Uint8Array): void {
    mkdirSync(dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), content);
  }

  read(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }

  readBytes(file: string): Buffer {
    return readFileSync(this.path(file));
  }

  has(file: string): boolean {
    return existsSync(this.path(file));
  }

  remove(file: string): void {
    rmSync(this.path(file), { recursive: true, force: true });
  }

  copy(from: string, to: string): void {
    cpSync(this.path(from), this.path(to), { recursive: true });
  }

  path(file: string): string {
    return join(this.folder, file);
  }
}

/** A workspace that is gone when the test is over. */
export function makeWorkspace(files?: Readonly<Record<string, string | Uint8Array | null>>): TestWorkspace {
  const workspace = new TestWorkspace(files);
  onTestFinished(() => rmSync(workspace.folder, { recursive: true, force: true }));
  return workspace;
}
