import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['main/**/*.test.ts', 'preload/**/*.test.ts', 'renderer/**/*.test.{ts,tsx}'],
    environment: 'node',
    setupFiles: ['main/core/testing/seed.ts'],
    // No test is a measurement: a busy machine is only slow.
    testTimeout: 120_000,
  },
});
