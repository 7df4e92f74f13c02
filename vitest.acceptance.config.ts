import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/acceptance/**/*.test.ts'],
    globalSetup: ['test/build-once.ts'],
    // Some wait for servers while others draw pages.
    maxWorkers: 3,
    testTimeout: 600_000,
    hookTimeout: 60_000,
  },
});
