#!/usr/bin/env node
import { existsSync, statSync } from 'node:fs';

const at = (path) => new URL(`../${path}`, import.meta.url);
const shell = [at('build/bundle/newsletter.js'), at('build/cli/real-world.js')].find(
  (file) => existsSync(file) && !isLeftBehind(file),
);
if (shell) {
  const { runInRealWorld } = await import(shell.href);
  await runInRealWorld();
} else {
  console.error('newsletter is not built yet. Run this in its folder: npm ci');
  process.exitCode = 2;
}

/** Beside its source the program may have been compiled anew since it was bundled; a package that was installed is all of one time. */
function isLeftBehind(file) {
  return (
    existsSync(at('src')) &&
    statSync(file).mtimeMs < (statSync(at('build/cli/real-world.js'), { throwIfNoEntry: false })?.mtimeMs ?? 0)
  );
}
