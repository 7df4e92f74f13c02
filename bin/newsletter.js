#!/usr/bin/env node
import { existsSync } from 'node:fs';

const shell = new URL('../build/cli/real-world.js', import.meta.url);
if (existsSync(shell)) {
  const { runInRealWorld } = await import(shell.href);
  await runInRealWorld();
} else {
  console.error('newsletter is not built yet. Run this in its folder: npm ci');
  process.exitCode = 2;
}
