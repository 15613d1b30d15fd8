import { defineConfig } from '@playwright/test';

/** `headless`: the real window over the real engine in Chromium. `desktop`: the real Electron, with the desktop's own services over D-Bus. */
export default defineConfig({
  outputDir: '../test-results/playwright',
  // A test that passes only when it is tried again is one that failed.
  retries: 0,
  forbidOnly: process.env['CI'] === 'true',
  // Two cores: more workers would only wait for each other, and for the clock.
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // What a test wants to press and never comes is named by itself, long before the test's own limit.
  use: { actionTimeout: 30_000 },
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ? [['list'], ['json']] : [['list']],
  projects: [
    {
      name: 'headless',
      testDir: 'headless',
      use: {
        browserName: 'chromium',
        locale: 'en-GB',
        launchOptions: {
          ...(process.env['WAKEFUL_CHROMIUM'] ? { executablePath: process.env['WAKEFUL_CHROMIUM'] } : {}),
          // The browser of a test speaks to this computer alone; as root on Linux it has no sandbox of its own.
          args: [
            ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
            '--no-first-run',
          ],
        },
        trace: 'retain-on-failure',
        screenshot: 'only-on-failure',
      },
    },
    // Each test has buses, tray and notifications of its own.
    { name: 'desktop', testDir: 'desktop' },
  ],
});
