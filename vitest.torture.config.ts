import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/torture/**/*.test.ts'],
    globalSetup: ['test/build-once.ts'],
    maxConcurrency: 3,
    testTimeout: 300_000,
    hookTimeout: 60_000,
  },
});
