import { defineConfig, devices } from '@playwright/test';

/** Chromium's own sandbox refuses to work for root, as in most containers. */
const asRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results',
  // Every test has a Regrant, a Google and a data directory of its own: two files at a time do not meet.
  workers: 2,
  // Once only: a test that passes at the second try has told something that must be heard.
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // `npm test` reads the JSON report from where PLAYWRIGHT_JSON_OUTPUT_FILE says.
  reporter: [[process.stdout.isTTY ? 'line' : 'list'], ['json', { outputFile: '../test-results/report.json' }]],
  use: {
    ...devices['Desktop Chrome'],
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      // Unset, Playwright looks for its own download; server/tasks/browser.mjs sets what it has found.
      ...(process.env['CHROMIUM_PATH'] ? { executablePath: process.env['CHROMIUM_PATH'] } : {}),
      args: [
        ...(asRoot ? ['--no-sandbox'] : []),
        // /dev/shm is tiny in containers.
        '--disable-dev-shm-usage',
        // Updates, safe-browsing lists and the like: no test may depend on a network.
        '--disable-background-networking',
      ],
    },
  },
});
