import { defineConfig } from '@playwright/test';
import tests from '../playwright.config.js';

/** `npm run screenshots`: makes the pictures in docs/ anew. No test, and no part of `npm test`. */
export default defineConfig({
  ...tests,
  testDir: '.',
  testMatch: '*.shot.ts',
  outputDir: '../../test-results',
  reporter: [['list'], ['json', { outputFile: '../../test-results/screenshots.json' }]],
});
