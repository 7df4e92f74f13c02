import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { PROGRAM } from './spawn-program.ts';

/** A copy of the compiled program whose ledger is told `synchronous = NORMAL`: what its tests must be able to find fault with. */
export function makeCarelessProgram(): string {
  const root = dirname(dirname(PROGRAM));
  const folder = mkdtempSync(join(tmpdir(), 'careless-newsletter-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const part of ['bin', 'build', 'templates', 'package.json']) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  rmSync(join(folder, 'build', 'bundle'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const file = join(folder, 'build', 'ledger', 'sqlite-file.js');
  let text = readFileSync(file, 'utf8');
  for (const [careful, careless] of [
    ['PRAGMA synchronous = FULL; ', 'PRAGMA synchronous = NORMAL; '],
    [`pragma(database, 'synchronous') !== 2`, `pragma(database, 'synchronous') !== 1`],
  ] as const) {
    expect(text.split(careful), `once in ${file}: ${careful}`).toHaveLength(2);
    text = text.replace(careful, careless);
  }
  writeFileSync(file, text);
  return join(folder, 'bin', 'newsletter.js');
}
