import { defineConfig } from '@playwright/test';
import tests from './playwright.config.js';

/** `npm run test:dark`: the same tests, done by somebody whose system is dark. `npm test` does them in light alone. */
export default defineConfig({ ...tests, use: { ...tests.use, colorScheme: 'dark' } });
