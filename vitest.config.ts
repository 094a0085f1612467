import { availableParallelism } from 'node:os';

import { defineConfig } from 'vitest/config';

import { dashboardPlugins } from './web/plugins.js';

/** Thousands of generated cases take seconds where others are at work too; whoever hangs is found out all the same. */
const PATIENCE_MS = 30_000;

export default defineConfig({
  test: {
    // By itself vitest leaves one processor free, which on two of them halves the pace.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'server',
          environment: 'node',
          include: ['server/**/*.spec.ts'],
          setupFiles: ['server/test/setup.ts'],
          testTimeout: PATIENCE_MS,
        },
      },
      {
        plugins: dashboardPlugins(),
        test: {
          name: 'web',
          environment: 'happy-dom',
          include: ['web/src/**/*.spec.ts'],
          setupFiles: ['web/src/testing/setup.ts'],
          testTimeout: PATIENCE_MS,
        },
      },
    ],
  },
});
