import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['main/**/*.test.ts', 'preload/**/*.test.ts', 'renderer/**/*.test.{ts,tsx}'],
    environment: 'node',
    setupFiles: ['main/core/testing/seed.ts'],
    testTimeout: 20_000,
  },
});
