import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['main/**/*.test.ts', 'preload/**/*.test.ts', 'renderer/**/*.test.{ts,tsx}'],
    environment: 'node',
    setupFiles: ['main/core/testing/seed.ts'],
    // Many wait for processes: a core is not kept free for what waits for them.
    maxWorkers: '100%',
    // No test is a measurement: a busy machine is only slow.
    testTimeout: 120_000,
  },
});
